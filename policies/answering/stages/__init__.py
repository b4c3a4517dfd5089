"""The stages of answering, one per module."""
