"""What visitors' pages need besides answers: the look of a site, being called back, saying how it was."""
