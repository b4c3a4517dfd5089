"""Staff accounts: who signs in with a password or through the site's own identity provider, and their sessions."""
