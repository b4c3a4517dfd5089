"""From features to an order and to one calibrated confidence."""
