"""The footer keys of the live screen, by the state of the meeting."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from models.domain.item_kinds import ItemKind
from models.domain.state_sets import NOT_OPENED, RUNNING
from models.domain.vocabulary import MeetingState
from models.queries.agenda import ItemView
from models.queries.floor import FloorView
from models.queries.live import LiveView
from tui.live.act_requests import toggle_word
from tui.live.keys import LIVE
from tui.shell.places import go_keys
from tui.widgets.key import Key

_RUNNING = (
    "item.toggle",
    "speech.ask",
    "speech.next",
    "speech.stop",
    "roll",
    "note",
    "vote",
    "task",
    "item.pause",
)
_THROUGH = ("item.toggle", "meeting", "go.score", "roll", "note", "vote", "task")
_NOT_OPEN = ("meeting", "go.preparation", "roll", "note", "script")
_PAUSED = ("meeting", "roll", "note", "task")
_CLOSED = ("go.score", "go.minutes", "go.records", "roll", "times", "note", "task", "petition", "notes", "carried")
_SEALED = ("go.minutes", "go.records", "go.score", "notes", "carried")
_POSTPONED = ("meeting", "go.preparation", "go.records")
_FIRST_KEYS: dict[MeetingState, tuple[str, ...]] = {
    MeetingState.OPEN: _RUNNING,
    MeetingState.PAUSED: _PAUSED,
    MeetingState.CLOSED: _CLOSED,
    MeetingState.POSTPONED: _POSTPONED,
    **dict.fromkeys(NOT_OPENED, _NOT_OPEN),
}
"""The keys that the footer shows first, by the state of the meeting; the default is for approved minutes."""

_ALWAYS = frozenset(
    {"undo", "redo", "live.up", "live.down", "live.side", "live.page_up", "live.page_down", "live.back"}
)
"""The keys that work in every state."""

_OF_KIND: dict[str, str] = {
    ItemKind.ROLL_CALL: "roll",
    ItemKind.MINUTE_TAKER: "minute_taker",
    ItemKind.LAST_MONTH: "carried",
    ItemKind.CRITICISM: "note",
    ItemKind.DRAFT: "resolution",
    ItemKind.ASSIGNMENTS: "task",
    ItemKind.NOMINATION: "vote",
    ItemKind.VOTE: "vote",
    ItemKind.BALLOT: "vote",
    ItemKind.COUNT: "vote",
    ItemKind.SCORE: "go.score",
}
"""The key that the footer shows early while an item of a kind runs."""


@cache
def _here() -> dict[str, Key]:
    return {key.id: key for key in (*LIVE, *go_keys())}


def live_footer_keys(view: LiveView, chosen: ItemView | None) -> tuple[Key, ...]:
    """Return the keys of the screen, the most useful first; keys without effect come last, or are left out.

    The item key has the label of its current effect.
    """
    here = _here() | {"item.toggle": _toggling(view, chosen)}
    state = view.meeting.state
    first = _THROUGH if view.is_through else _FIRST_KEYS.get(state, _SEALED)
    if state not in RUNNING:
        rest = [key for key in LIVE if key.id in _ALWAYS]
        return tuple(dict.fromkeys((*(here[name] for name in first), *rest)))
    if view.on and (fitting := _OF_KIND.get(view.on.kind)):
        first = tuple(dict.fromkeys((first[0], fitting, *first[1:])))
    idle = _idle(view.floor)
    shown = [here[name] for name in first if name not in idle]
    others = sorted((here[key.id] for key in LIVE), key=lambda key: key.id in idle)
    return tuple(dict.fromkeys((*shown, *others)))


def _toggling(view: LiveView, chosen: ItemView | None) -> Key:
    key = _here()["item.toggle"]
    return replace(key, label=toggle_word(view, chosen) or key.label)


def _idle(floor: FloorView | None) -> set[str]:
    """Return the ids of the speaker keys that have no effect: nobody waits, nobody speaks."""
    found: set[str] = set()
    if floor is None or not floor.waiting:
        found |= {"speech.next", "speech.remove", "speech.later"}
    if floor is None or floor.current is None:
        found |= {"speech.stop", "speech.pause", "speech.interrupt"}
    return found
