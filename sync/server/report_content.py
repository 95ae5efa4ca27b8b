"""The content of a report as values for the tables: docs/report.md read leniently, because it is not trusted.

A complete, signed report may still contain anything in its sections. Missing members and those of another type count as
not recorded; no function here raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass
from datetime import date, datetime
from typing import Any

from models.domain.bands import Bands
from models.domain.clock import VIETNAM, day_of, day_or_none, moment_or_none
from models.domain.errors import Refused
from models.domain.points import Points, weighed
from models.domain.report_figures import ReportFigures, told_figures, word_among
from models.domain.text import nfc
from models.domain.vocabulary import MeetingKind, MotionKind, MotionState
from models.profiles.loading import load_profile
from sync.protocol.fields import Malformed, identifier
from sync.server.report_day import meeting_day

MAXIMUM_PETITIONS = 200
MAXIMUM_VOTES = 1_000
_MOST = 1_000_000
_DIGITS = frozenset("0123456789abcdef")

POINTS, OF = ("points", "half"), ("of", "half_of")
"""The members with the points and the maximum, and the half point beside each."""
_RATE = ("numerator", "denominator")

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Addressed:
    """A petition that a report addresses upward."""

    id: str
    text: str
    from_text: str
    to_text: str
    due_on: str | None


def place_of_grade(day: date, points: Points, most: Points, told: str = "") -> int | None:
    """Return the rank (1 the best) of the grade that points reach under the rules of a day; ``None`` in a gap.

    ``told`` is the grade that the conditions of the cell's sheet leave; it never raises the grade of the points.
    """
    bands: Bands = load_profile(None, day).review.meeting_quality.value
    try:
        grade = bands.grade_of(weighed(points, 100, most))
    except Refused:
        return None
    best_first = [one.name for one in sorted(bands.grades, key=lambda one: one.at_least, reverse=True)]
    return 1 + max(best_first.index(name) for name in (grade.name, told) if name in best_first)


def quality(figures: ReportFigures, review: tuple[Points, Points] | None = None) -> int | None:
    """Return the rank of a meeting's grade, 1 the best: by the superior's review, else by the points of its member,
    else by the cell's own; ``None`` if nobody gave points, or the table has a gap.

    A review is points as a whole: it has no lines that could meet a condition.
    """
    given = (
        (*(review or (None, None)), ""),
        (figures.superior_points, figures.superior_of, figures.superior_grade),
        (figures.points, figures.points_of, figures.grade),
    )
    day = date.fromisoformat(figures.day)
    places = (place_of_grade(day, one, of, told) for one, of, told in given if one is not None and of)
    return next(places, None)


def read_figures(content: Content, received_at: datetime) -> ReportFigures:
    """Return the figures of a report; :func:`~sync.server.report_day.meeting_day` decides its day.

    Figures with one place in the content are read as :mod:`models.domain.report_figures` declares them.
    """
    meeting, score, superior = part(content, "meeting"), part(content, "score"), part(content, "superior")
    told = (_day(meeting.get("opened_at")), _day(meeting.get("scheduled_at")))
    approved = _day(part(content, "minutes").get("approved_at"))
    day, doubtful = meeting_day(*told, approved, received_at.astimezone(VIETNAM).date())
    kind = _kind(meeting.get("kind"))
    complete = score.get("complete") is True
    return ReportFigures(
        month=f"{day:%Y-%m}",
        day=day.isoformat(),
        doubtful=doubtful,
        kind=kind,
        title=line(meeting.get("title"), 300),
        theme=line(meeting.get("theme"), 500),
        thematic=meeting.get("thematic") is True or kind == MeetingKind.THEMATIC.value,
        held=_day(meeting.get("closed_at")) is not None,
        late=kind == MeetingKind.REGULAR.value and day.day > latest_day(day),
        admitted=_admitted(content),
        resolutions=len(listed(content.get("resolutions"))),
        points=pointed(score, *POINTS) if complete else None,
        points_of=pointed(score, *OF) if complete else None,
        superior_points=pointed(superior, *POINTS),
        superior_of=pointed(superior, *OF),
        seal=_seal(part(content, "minutes").get("seal")),
        **{one.name: _told(content, one, path) for one, path in told_figures()},
    )


def _told(content: Content, one: Field[Any], path: tuple[str, ...]) -> Any:
    """Return the figure at a path of the content."""
    *sections, member = path
    kind = str(one.type)
    for name in sections:
        content = part(content, name)
    value = content.get(member)
    if kind == "bool":
        return value is True
    if kind == "str":
        return word_among(one, value)
    if member in _RATE and None in (counted(content.get(name)) for name in _RATE):
        return 0
    return counted(value) if kind == "int | None" else counted(value) or 0


def latest_day(day: date) -> int:
    """Return the day of the month by which the regular meeting is due, under the rules of that day (rule 1)."""
    return load_profile(None, day).meetings.common_day_latest.value


def read_petitions(content: Content) -> tuple[Addressed, ...]:
    """Return the petitions of a report that have an id and a text, each once."""
    found = {one.id: one for one in _petitions(content)}
    return tuple(found.values())


def _petitions(content: Content) -> Iterator[Addressed]:
    for one in listed(content.get("petitions"))[:MAXIMUM_PETITIONS]:
        if not isinstance(one, dict):
            continue
        text, due = paragraphs(one.get("text"), 8000), _plain_day(one.get("due_on"))
        try:
            key = identifier(one.get("id"))
        except Malformed:
            continue
        if text:
            yield Addressed(key, text, line(one.get("from"), 200), line(one.get("to"), 200), due)


def _admitted(content: Content) -> int:
    """Return how many members the meeting voted to admit: a motion a person (rule 9)."""
    wanted = (MotionKind.ADMISSION.value, MotionState.PASSED.value)
    votes = [one for one in listed(content.get("votes"))[:MAXIMUM_VOTES] if isinstance(one, dict)]
    return sum((one.get("kind"), one.get("state")) == wanted for one in votes)


def line(value: Any, most: int) -> str:
    """Return a text on one line, cut to so many characters; empty for another type."""
    return " ".join(paragraphs(value, most).split())


def paragraphs(value: Any, most: int) -> str:
    """Return a text without characters that pages or databases cannot hold, cut to so many characters."""
    if not isinstance(value, str):
        return ""
    clean = "".join(letter for letter in nfc(value) if letter >= " " or letter == "\n").strip()
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def part(content: Content, name: str) -> Content:
    """Return a section, or a part of one; empty for another type."""
    found = content.get(name)
    return found if isinstance(found, dict) else {}


def listed(value: Any) -> list[Any]:
    """Return a list; empty for another type."""
    return value if isinstance(value, list) else []


def counted(value: Any) -> int | None:
    """Return a count within plausible limits; ``None`` for anything else."""
    return value if type(value) is int and 0 <= value <= _MOST else None


def pointed(section: Content, name: str, half: str) -> Points | None:
    """Return points within plausible limits, with the half point in a member of its own; ``None`` for anything else."""
    whole = counted(section.get(name))
    return None if whole is None else Points.of(whole, int(section.get(half) == 1))


def _kind(value: Any) -> str:
    return value if isinstance(value, str) and value in frozenset(MeetingKind) else MeetingKind.EXTRAORDINARY.value


def _seal(value: Any) -> str:
    return value if isinstance(value, str) and len(value) == 64 and _DIGITS.issuperset(value) else ""


def _day(value: Any) -> date | None:
    """Return the day in Vietnam of a UTC time."""
    moment = moment_or_none(value)
    return day_of(moment) if moment else None


def _plain_day(value: Any) -> str | None:
    found = day_or_none(value)
    return found.isoformat() if found else None
