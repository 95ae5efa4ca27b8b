"""The documents of a meeting, made and opened."""
