"""Widgets without knowledge of meetings."""
