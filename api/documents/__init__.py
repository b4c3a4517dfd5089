"""Policies and interpretations as anybody may read them."""
