"""The live hand-off from the service to a person and back: queue, claims, words, presence."""
