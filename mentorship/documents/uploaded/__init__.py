"""Templates that organizations upload as Word files with named fields."""
