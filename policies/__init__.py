"""The policy library: knowledge and finding answers. Knows nothing of Rasa or HTTP."""
