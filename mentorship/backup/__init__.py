"""Copies of a whole installation in one file: database, stored files, state of the schema."""
