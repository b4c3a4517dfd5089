"""Documents as staff work with them: lists, what they do to one another, what a change would lead to."""
