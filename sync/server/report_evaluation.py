"""The evaluation by the superior's attending member in a report: docs/report.md read leniently.

Nothing here raises. A report of an older program has no such section; an altered one is marked, not refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.domain.clock import local, moment_or_none
from models.domain.points import Points
from models.domain.seal import seal_of
from models.store.entry import to_json
from sync.server.report_content import OF, POINTS, Content, line, listed, paragraphs, part, pointed

MAXIMUM_LINES = 200
_UNSEALED = frozenset({"seal", "titles"})
"""Members of the section that the seal does not cover."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The points of one line of the sheet, with its title."""

    title: str
    points: Points
    of: Points
    remark: str


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A signed evaluation; ``whole`` tells whether its seal matches its content."""

    evaluator: str
    role: str
    remark: str
    signed_at: datetime | None
    points: tuple[Judged, ...]
    whole: bool


def read_evaluation(content: Content) -> Evaluated | None:
    """Return the signed evaluation in a report; ``None`` where there is none."""
    section = part(content, "evaluation")
    evaluator = line(section.get("evaluator"), 200)
    if not evaluator:
        return None
    return Evaluated(
        evaluator=evaluator,
        role=line(section.get("role"), 200),
        remark=paragraphs(section.get("remark"), 8000),
        signed_at=_moment(section.get("signed_at")),
        points=tuple(_judged(section)),
        whole=section.get("seal") == _seal(section),
    )


def _seal(section: Content) -> str:
    try:
        return seal_of(to_json({name: value for name, value in section.items() if name not in _UNSEALED}))
    except (ValueError, RecursionError):  # content that JSON cannot represent was never sealed
        return ""


def _judged(section: Content) -> Iterator[Judged]:
    titles = part(section, "titles")
    for one in listed(section.get("points"))[:MAXIMUM_LINES]:
        if not isinstance(one, dict):
            continue
        key, points, of = line(one.get("criterion"), 100), pointed(one, *POINTS), pointed(one, *OF)
        if key and points is not None and of is not None:
            yield Judged(line(titles.get(key), 300) or key, points, of, paragraphs(one.get("remark"), 2000))


def _moment(value: Any) -> datetime | None:
    """Return an aware time that is also a valid day in Vietnam."""
    moment = moment_or_none(value)
    return local(moment) if moment else None
