"""Which papers about a motion can be had: a show of hands has no ballot papers and no minutes of its count."""

from __future__ import annotations

from models.documents.names import OF_MOTION_KIND, DocumentKind
from models.domain.methods import Method
from models.domain.vocabulary import MotionState
from models.queries.votes import MotionView, RoundView

_DECIDED = frozenset({MotionState.PASSED, MotionState.FAILED})


def is_offered(kind: DocumentKind, motion: MotionView) -> bool:
    """Return whether a list offers a kind of paper about a motion."""
    if kind is DocumentKind.BALLOTS:
        held = deciding_round(motion)
        return held is None or held.method is Method.PAPER_BALLOT
    if kind is DocumentKind.COUNT:
        return not motion.rounds or any(one.method.is_secret for one in motion.rounds)
    return OF_MOTION_KIND.get(kind) in (None, motion.kind)


def deciding_round(motion: MotionView) -> RoundView | None:
    """Return the round that is open, or that decided a motion; ``None`` if another is still to come."""
    return motion.open_round or (motion.last_counted if motion.state in _DECIDED else None)
