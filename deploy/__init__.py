"""Setting up and running the service on one machine."""
