"""Drafts of Q&A pairs from documents: proposed for the editors, every sentence the clause's own."""
