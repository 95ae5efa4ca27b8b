"""What may be done next with a motion; its rounds as lines."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from models.domain.labels import label
from models.domain.language import N_
from models.domain.text import one_line
from models.domain.vocabulary import MotionKind, MotionState, RoundState
from models.queries.results import round_result
from models.queries.votes import MotionView, RoundView

VOTE, AMEND, VOID, NEW, NOMINATE = "vote", "amend", "void", "new", "nominate"
_DECIDED = frozenset({MotionState.PASSED, MotionState.FAILED})
WAYS: Mapping[str, str] = {
    VOTE: N_("vote on it"),
    AMEND: N_("amend it"),
    VOID: N_("void its last round"),
    NEW: N_("put another motion"),
    NOMINATE: N_("nominate from the floor"),
}


def next_ways(motion: MotionView, item_id: str | None = None) -> tuple[str, ...]:
    """Return what may be done with a motion, the most likely first; ``item_id`` is the item that runs.

    After a motion is decided, or at another item than that of its last count, another motion is the most likely.
    """
    counted = [one for one in motion.rounds if one.state is not RoundState.VOIDED]
    void = (VOID,) if counted else ()
    if motion.state in _DECIDED:
        return (NEW, *((AMEND,) if motion.state is MotionState.FAILED else ()), *void)
    nominate = (NOMINATE,) if motion.kind is MotionKind.ELECTION and not motion.rounds else ()
    ways = (VOTE, AMEND, *void, NEW, *nominate)
    elsewhere = bool(counted) and item_id is not None and motion.item_id != item_id
    return (NEW, *(way for way in ways if way != NEW)) if elsewhere else ways


def round_line(one: RoundView) -> Content:
    """Return a round in lines: number, method and result; the arithmetic below."""
    result = round_result(one)
    state = f" ({label(one.state)}: {one_line(one.void_reason)})" if one.state is RoundState.VOIDED else ""
    line = f"{one.number}. {label(one.method)}{state}{f': {result}' if result else ''}"
    under = f"\n   {result.arithmetic}" if result and result.arithmetic else ""
    return Content.assemble(line, (under, "$foreground-muted"))
