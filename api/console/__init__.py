"""What the pages of staff share: how they are mounted, their door, their events."""
