"""The interface's own description at /docs, from files of this server only."""
