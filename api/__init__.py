"""The bridge: the only public process."""
