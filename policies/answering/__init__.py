"""From a question to an answer, in small stages."""
