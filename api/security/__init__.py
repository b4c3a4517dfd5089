"""What guards the doors."""
