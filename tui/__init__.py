"""Screens, widgets, keys and the command line. Reads through queries, changes only through acts."""

from models.domain.language import name_keys_by
from tui.compat.kitty_keys import disable_kitty_keys

disable_kitty_keys()  # before Textual is imported


def _shown_key(key_id: str) -> str:
    """Return a key as people read it, in a sentence that names it by its id."""
    from tui.shell.key_tables import shown_key

    return shown_key(key_id)


name_keys_by(_shown_key)
