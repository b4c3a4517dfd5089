"""The regression set: questions whose right ending is known, asked again and again."""
