"""The hotline's bridge: calls, what is said in them, and suggestions for the operator who listens."""
