"""Every key of the program, one table a screen: footer, help, the mouse on the footer and remapping come from them."""

from __future__ import annotations

from functools import cache

from tui.conflicts.keys import CONFLICTS
from tui.documents.keys import DOCUMENTS
from tui.forms.keys import ATTACH, CARRIED, FORM, NOTES, REPORT, ROLL_CALL
from tui.home.keys import HOME
from tui.live.ballot_keys import BALLOT
from tui.live.keys import LIVE
from tui.minutes.keys import MINUTES, TYPING
from tui.preparation.keys import PREPARATION
from tui.records.keys import RECORDS
from tui.roster_import.keys import ROSTER_IMPORT
from tui.score.keys import SCORE
from tui.search.keys import SEARCH
from tui.shell.history_keys import HISTORY
from tui.shell.keys import EVERYWHERE, GOING, MOVING
from tui.shell.palette_keys import PALETTE
from tui.sync_status.keys import SYNC_STATE
from tui.wall.keys import WALL
from tui.widgets.key import Key, bindings
from tui.year.keys import YEAR, YEAR_INDICATORS, YEAR_MEMBERS, YEAR_OVERVIEW, YEAR_SHEET, YEAR_THEMES

__all__ = [
    "ATTACH",
    "BALLOT",
    "CARRIED",
    "CONFLICTS",
    "DOCUMENTS",
    "EVERYWHERE",
    "FORM",
    "GOING",
    "HISTORY",
    "HOME",
    "LIVE",
    "MINUTES",
    "MOVING",
    "NOTES",
    "PALETTE",
    "PREPARATION",
    "RECORDS",
    "REPORT",
    "ROLL_CALL",
    "ROSTER_IMPORT",
    "SCORE",
    "SEARCH",
    "SYNC_STATE",
    "TYPING",
    "WALL",
    "YEAR",
    "YEAR_INDICATORS",
    "YEAR_MEMBERS",
    "YEAR_OVERVIEW",
    "YEAR_SHEET",
    "YEAR_THEMES",
    "Key",
    "all_tables",
    "bindings",
    "shown_key",
]


def all_tables() -> dict[str, tuple[Key, ...]]:
    """Return every table of this package by its name: what is shown together, and may not share a key."""
    return {
        name: value
        for name, value in globals().items()
        if name.isupper() and isinstance(value, tuple) and value and isinstance(value[0], Key)
    }


def shown_key(key_id: str) -> str:
    """Return the first key of an id, as people read it and as they have it. Raises ``KeyError`` for no id of a key."""
    return _keys_by_id()[key_id].shown


@cache
def _keys_by_id() -> dict[str, Key]:
    """Return every key by its id, made once: sentences that name keys are drawn at each repaint."""
    return {key.id: key for table in all_tables().values() for key in table}
