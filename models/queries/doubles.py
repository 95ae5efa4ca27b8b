"""What is probably there twice: members and meetings that two machines made, or that were taken in by two spellings."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from models.domain.formats import moment_text
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.text import fold, name_key
from models.domain.vocabulary import MeetingState
from models.queries.meetings import MeetingView, meetings
from models.queries.names import shown_names

Pair = tuple[str, str]
"""The one to be given up, and the one that stays."""


@dataclass(frozen=True, slots=True)
class Double:
    """Two records that may be one: the act that makes them one, with the one to be given up and the one that stays."""

    act: str
    gone: str
    kept: str
    name: str
    other: str

    def __str__(self) -> str:
        if self.act == "member.merge":
            text = N_("“{one}” and “{other}” may be one person; if they are two, give both their birth dates.")
        else:
            text = N_("{one} and {other} may be one meeting, planned twice.")
        return _(text).format(one=self.name, other=self.other)

    @property
    def arguments(self) -> dict[str, str]:
        """The arguments of the act."""
        return {self.act.partition(".")[0]: self.gone, "into": self.kept}


def probable_doubles(connection: sqlite3.Connection) -> tuple[Double, ...]:
    """Return the members and meetings that are probably there twice."""
    names = shown_names(connection)
    held = {view.id: f"{label(view.kind)} {moment_text(view.scheduled_at)}"
            for view in meetings(connection)}  # fmt: skip
    return (
        *(Double("member.merge", *pair, names[pair[0]], names[pair[1]]) for pair in double_members(connection)),
        *(Double("meeting.merge", *pair, held[pair[0]], held[pair[1]]) for pair in double_meetings(connection)),
    )


def double_members(connection: sqlite3.Connection) -> tuple[Pair, ...]:
    """Return pairs who may be one person: one name and no two birth dates, or one but for marks and one birth date.

    It is only a question: two people of one name are told apart by their birth dates. Who was taken in first stays.
    """
    rows = connection.execute("SELECT id, full_name, birth_date FROM member WHERE deleted = 0").fetchall()
    known = {key: (name, born) for key, name, born in rows}
    named: defaultdict[str, list[str]] = defaultdict(list)
    for key in _by_age(connection, known):
        named[fold(known[key][0])].append(key)
    return tuple(
        (later, earlier)
        for group in named.values()
        for earlier, later in combinations(group, 2)
        if _may_be_one(known[earlier], known[later])
    )


def _may_be_one(one: tuple[str, str | None], other: tuple[str, str | None]) -> bool:
    (name, born), (other_name, other_born) = one, other
    if born and other_born:
        return born == other_born
    return name_key(name) == name_key(other_name)


def double_meetings(connection: sqlite3.Connection) -> tuple[Pair, ...]:
    """Return pairs of meetings of one kind on one day, of which one at least was not held; that one is given up."""
    of_day: defaultdict[tuple[str, str], list[MeetingView]] = defaultdict(list)
    for view in meetings(connection):
        if view.state is not MeetingState.POSTPONED:
            of_day[view.kind, view.day.isoformat()].append(view)
    return tuple(
        (one.id, other.id) if other.opened_at else (other.id, one.id)
        for group in of_day.values()
        for one, other in combinations(group, 2)
        if not (one.opened_at and other.opened_at)
    )


def _by_age(connection: sqlite3.Connection, keys: Iterable[str]) -> list[str]:
    """Return the keys in the order in which the journal first has them; a natural key tells nothing of it."""
    sql = (
        "SELECT min(e.time) FROM journal_change c JOIN journal_entry e ON e.device = c.device AND e.seq = c.seq"
        " WHERE c.row_id = ?"
    )
    first = {key: connection.execute(sql, (key,)).fetchone()[0] or 0 for key in keys}
    return sorted(first, key=lambda key: (first[key], key))
