"""The demonstration library of 示范市, an invented city. None of it is a real city's rule."""
