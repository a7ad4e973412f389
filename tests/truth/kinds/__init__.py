"""One file for each kind of case, named after it."""
