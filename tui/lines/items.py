"""Agenda items as lines: the sign of a state, the next item."""

from __future__ import annotations

from models.domain.language import _, ngettext
from models.domain.text import one_line
from models.domain.vocabulary import ItemState
from models.queries.agenda import AgendaView

ITEM_SIGNS = {
    ItemState.PENDING: "·",
    ItemState.RUNNING: "▶",
    ItemState.PAUSED: "‖",
    ItemState.DONE: "✓",
    ItemState.SKIPPED: "–",
    ItemState.DEFERRED: "→",
}
"""The sign of each state, so that no state is shown by colour alone."""


def next_item_line(view: AgendaView) -> str:
    """Return the next item, or how the agenda ended."""
    if following := view.next:
        return _("Next: {number}. {item}").format(number=following.number, item=one_line(following.title))
    left = view.left_over
    if not left:
        return _("The agenda is done.")
    text = ngettext("{count} item is left for the next meeting.", "{count} items are left for the next meeting.", left)
    return text.format(count=left)
