"""One reader per file format, all giving the same parsed document."""
