"""Screens, widgets, keys and the command line. Reads through queries, changes only through acts."""
