"""Screens, widgets, keys and the command line. Reads through queries, changes only through acts."""

import os

from models.domain.language import name_keys_by

# Before Textual is imported, which reads it once: in the terminal mode that reports all keys as codes, several
# terminals lose what an input method commits, and Vietnamese is typed with one.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def _shown_key(key_id: str) -> str:
    """Return a key as people read it, in a sentence that names it by its id."""
    from tui.shell.key_tables import shown_key

    return shown_key(key_id)


name_keys_by(_shown_key)
