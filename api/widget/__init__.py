"""The citizen's page and the pages of documents."""
