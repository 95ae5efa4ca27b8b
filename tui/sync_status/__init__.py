"""The state of sync."""
