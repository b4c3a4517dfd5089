"""Telling other systems what happened: signed, to addresses that may be reached, again until it arrives."""
