"""Documents of many rows at once (D5): one click, a job, one PDF to print and an archive."""
