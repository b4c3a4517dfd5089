"""The operator's desk: one search box, the answer to read aloud, everything by key. Pages by NiceGUI."""
