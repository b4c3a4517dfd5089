"""The citizen's page."""
