"""The command line: one module a command, put together in `policies/__main__.py`."""
