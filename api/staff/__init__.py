"""Signing in and out: the pages that people see, the session's cookie, the site's identity provider."""
