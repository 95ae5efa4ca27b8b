"""Screens: they put panes and drawers together, call acts, and compute nothing about the domain."""
