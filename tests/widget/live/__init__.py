"""A hand-off on the visitor's page, with an operator who works over HTTP."""
