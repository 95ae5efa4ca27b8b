"""All key tables: those of the shell, and those that the places declare."""

from __future__ import annotations

from functools import cache

from tui.forms.keys import FORM
from tui.shell.history_keys import HISTORY
from tui.shell.keys import EVERYWHERE, MOVING
from tui.shell.palette_keys import PALETTE
from tui.shell.places import every_place, go_keys
from tui.widgets.key import Key


@cache
def all_tables() -> dict[str, tuple[Key, ...]]:
    """Return every table by its name. Keys of one table must differ."""
    shell = {
        "EVERYWHERE": EVERYWHERE,
        "GOING": go_keys(),
        "MOVING": MOVING,
        "FORM": FORM,
        "PALETTE": PALETTE,
        "HISTORY": HISTORY,
    }
    return shell | {name: table for place in every_place() for name, table in place.tables.items()}


@cache
def keys_by_id() -> dict[str, Key]:
    """Return every key by its id. Cached: sentences with keys are drawn at each repaint."""
    return {key.id: key for table in all_tables().values() for key in table}


def shown_key(key_id: str) -> str:
    """Return the first key of an id, as remapped and as people read it. Raises ``KeyError`` for an unknown id."""
    return keys_by_id()[key_id].shown
