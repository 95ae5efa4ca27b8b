"""The search through everything that is kept."""
