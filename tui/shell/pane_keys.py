"""The keys of a screen with panes."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key


def pane_keys(table: str, *sentences: str, next_id: str = "") -> tuple[Key, ...]:
    """Return the keys of a screen with panes, with ids of its table: one for each pane, the next one, and zoom.

    ``sentences`` tell what the key of each pane does; ``next_id`` is the id of the key for the next pane, if it has an
    older one. A remapped key takes their key (:mod:`tui.shell.preferences`).
    """
    numbers = (
        Key(f"{table}.pane_{number}", str(number), f"pane({number})", N_("pane"), sentence)
        for number, sentence in enumerate(sentences, start=1)
    )
    return (
        *numbers,
        Key(next_id or f"{table}.next_pane", "tab", "next_pane", N_("next pane"), N_("Go to the next pane.")),
        Key(f"{table}.zoom", "z", "zoom", N_("zoom"), N_("Enlarge the active pane, or show all of them again.")),
    )
