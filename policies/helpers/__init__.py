"""Optional helpers of a site: models that find, rewrite and draft. Off by default, never answering, always dispensable."""
