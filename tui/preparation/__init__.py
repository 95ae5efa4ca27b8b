"""Preparation: the agenda of a planned meeting, and what is missing."""
