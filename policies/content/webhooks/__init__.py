"""Telling other systems what happened: who wants to know, and what is on its way."""
