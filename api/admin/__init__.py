"""The library's back office over HTTP: pairs, documents, dictionary, directory, audit; by key and role."""
