"""Calls of the hotline from the operators' side: what is said, who has which, what came of it."""
