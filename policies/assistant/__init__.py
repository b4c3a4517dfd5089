"""The assistant's models: what they are trained on, the trainings, how they compare, and which one answers."""
