"""What a change of the dictionary would do to answers, before it is made."""
