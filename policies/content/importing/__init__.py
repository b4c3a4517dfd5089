"""Q&A pairs in: from rows of a file to pairs of the store, with a report that names every row at fault."""
