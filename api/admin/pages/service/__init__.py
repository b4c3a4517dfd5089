"""The pages of what administrators set for the whole service."""
