"""Q&A pairs out: to the columns that an import reads, without loss."""
