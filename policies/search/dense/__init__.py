"""Dense vectors as one more channel of the search, where a site has a model for them."""
