"""The admin console at /admin: pages over the same services as the routes beside them."""
