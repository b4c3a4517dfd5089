"""What the library holds: documents, interpretations, Q&A pairs, departments, regions."""
