"""Looking up while somebody types: what an operator picks from, by title, initials and search, filtered."""
