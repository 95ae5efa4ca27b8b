"""Widgets that know nothing of the meeting: each shows one thing, and stands in a ten-line demo."""
