"""The keys of the moment on the live screen: what the footer shows first in the meeting as it is."""

from __future__ import annotations

from models.domain.item_kinds import ItemKind
from models.domain.vocabulary import MeetingState
from models.queries.floor import FloorView
from models.queries.live import LiveView
from tui.keys import GOING, LIVE, Key

_FIRST_KEYS = {
    False: ("meeting", "roll", "note", "task", "undo", "live.back"),
    True: (
        "item.toggle",
        "speech.ask",
        "speech.next",
        "speech.stop",
        "roll",
        "note",
        "vote",
        "undo",
        "task",
        "item.pause",
    ),
}
"""The keys that the footer shows first before the meeting is open, and while it is."""

_OF_KIND: dict[str, str] = {
    ItemKind.ROLL_CALL: "roll",
    ItemKind.MINUTE_TAKER: "vote",
    ItemKind.LAST_MONTH: "carried",
    ItemKind.CRITICISM: "note",
    ItemKind.ASSIGNMENTS: "task",
    ItemKind.NOMINATION: "vote",
    ItemKind.VOTE: "vote",
    ItemKind.BALLOT: "vote",
    ItemKind.COUNT: "vote",
}
"""What an item of a kind is for: the footer has its key before the others while such an item runs."""

_AFTERWARDS = frozenset({"go.score", "go.minutes", "go.records"})
"""Where one goes once the meeting is closed; the footer shows these first then."""


def keys_of_the_moment(view: LiveView) -> tuple[Key, ...]:
    """Return every key of the screen, the most useful first, those that have nothing to do now last."""
    if view.meeting.closed_at:
        return (*(key for key in GOING if key.id in _AFTERWARDS), *LIVE)
    first, idle = _FIRST_KEYS[view.meeting.state is MeetingState.OPEN], _idle(view.floor)
    if view.on and (fitting := _OF_KIND.get(view.on.kind)):
        first = tuple(dict.fromkeys((first[0], fitting, *first[1:])))
    rank = {name: place for place, name in enumerate(first) if name not in idle}
    return tuple(sorted(LIVE, key=lambda key: rank.get(key.id, len(first) + (key.id in idle))))


def _idle(floor: FloorView | None) -> set[str]:
    """Return the keys of the floor that have nothing to do: nobody waits, nobody speaks."""
    found: set[str] = set()
    if floor is None or not floor.waiting:
        found |= {"speech.next", "speech.remove", "speech.later"}
    if floor is None or floor.current is None:
        found |= {"speech.stop", "speech.pause", "speech.interrupt"}
    return found
