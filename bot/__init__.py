"""The Rasa assistant: what people mean and what happens next. It holds no answers."""
