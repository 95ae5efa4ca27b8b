"""Screens, widgets, keys and the command line. Reads through queries, changes only through acts."""

import os

# Before Textual is imported, which reads it once: in the terminal mode that reports all keys as codes, several
# terminals lose what an input method commits, and Vietnamese is typed with one.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
