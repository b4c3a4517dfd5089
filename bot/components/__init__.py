"""Graph components of our own, one per file."""
