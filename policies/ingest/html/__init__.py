"""Government web pages: where the document stands in a page, and what the page says of it."""
