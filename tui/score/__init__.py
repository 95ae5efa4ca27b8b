"""The score sheet of a meeting."""
