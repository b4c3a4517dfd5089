"""The search index: derived from the store, rebuilt from it, following it by revision."""
