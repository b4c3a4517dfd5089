"""The live hand-off over real databases."""
