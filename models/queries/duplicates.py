"""Probable duplicates: records made on two machines, or imported in two spellings."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from models.domain.formats import moment_text
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.state_sets import OPEN_PETITIONS, UNSEALED, sql_list
from models.domain.text import fold, name_key, one_line
from models.domain.vocabulary import MeetingState
from models.queries.meetings import MeetingView, meetings
from models.queries.names import shown_names

_QUESTIONS = {
    "member.merge": N_("“{one}” and “{other}” may be one person; if they are two, give both their birth dates."),
    "meeting.merge": N_("{one} and {other} may be one meeting, planned twice."),
    "item.merge": N_("The agenda items “{one}” and “{other}” may be one; if they are two, give one another title."),
    "resolution.merge": N_("The drafts “{one}” and “{other}” may be one; if they are two, give one another title."),
    "petition.merge": N_("The petitions “{one}” and “{other}” may be one; if they are two, give one another text."),
}
_RECORDED: Mapping[str, str] = {
    "item.merge": "SELECT r.id, r.title, r.meeting_id || coalesce(r.parent_id, ''), r.state <> 'pending'"
    " FROM agenda_item r JOIN meeting m ON m.id = r.meeting_id WHERE r.deleted = 0",
    "resolution.merge": "SELECT r.id, r.title, r.meeting_id, r.state <> 'draft'"
    " FROM resolution r JOIN meeting m ON m.id = r.meeting_id WHERE r.deleted = 0",
    "petition.merge": "SELECT r.id, r.text, r.meeting_id, 0"
    " FROM petition r JOIN meeting m ON m.id = r.meeting_id WHERE r.deleted = 0"
    f" AND r.state IN {sql_list(OPEN_PETITIONS)}",
}
"""By the act that merges two records: the kind, its text, its parent, and the condition for the one that must stay."""

Pair = tuple[str, str]
"""The record to remove, and the record to keep."""

LONGEST = 60
"""The longest quoted text, in cells of the screen."""


@dataclass(frozen=True, slots=True)
class DuplicateRecord:
    """Two records that may be one: the act that merges them, with the record to remove and the one to keep."""

    act: str
    gone: str
    kept: str
    name: str
    other: str

    def __str__(self) -> str:
        return _(_QUESTIONS[self.act]).format(one=self.name, other=self.other)

    @property
    def arguments(self) -> dict[str, str]:
        """The arguments of the act."""
        return {self.act.partition(".")[0]: self.gone, "into": self.kept}


def probable_doubles(connection: sqlite3.Connection) -> tuple[DuplicateRecord, ...]:
    """Return probable duplicates: members, meetings, and records of a meeting with the same words."""
    names = shown_names(connection)
    held = {view.id: f"{label(view.kind)} {moment_text(view.scheduled_at)}"
            for view in meetings(connection)}  # fmt: skip
    return (
        *(
            DuplicateRecord("member.merge", *pair, names[pair[0]], names[pair[1]])
            for pair in double_members(connection)
        ),
        *(
            DuplicateRecord("meeting.merge", *pair, held[pair[0]], held[pair[1]])
            for pair in double_meetings(connection)
        ),
        *(one for act in _RECORDED for one in double_records(connection, act)),
    )


def double_records(connection: sqlite3.Connection, act: str) -> Iterator[DuplicateRecord]:
    """Yield items, drafts and petitions that a meeting has twice with the same words, until its minutes are approved.

    Diacritics and case may differ. The record in use is kept, else the one recorded first.
    """
    rows = connection.execute(f"{_RECORDED[act]} AND m.deleted = 0 AND m.state IN {sql_list(UNSEALED)}").fetchall()
    alike: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    words, stays = {key: text for key, text, *_ in rows}, {key for key, _text, _place, is_kept in rows if is_kept}
    places = {key: place for key, _text, place, _is_kept in rows}
    for key, text in words.items():
        alike[places[key], fold(text)].append(key)
    for group in alike.values():
        if len(group) > 1:
            kept, *others = sorted(_by_age(connection, group), key=lambda key: key not in stays)
            for gone in others:
                if gone not in stays:
                    yield DuplicateRecord(act, gone, kept, *(one_line(words[key], LONGEST) for key in (gone, kept)))


def double_members(connection: sqlite3.Connection) -> tuple[Pair, ...]:
    """Return pairs who may be one person: the same name without two birth dates, or nearly the same with one birth
    date.

    A person decides: two people of one name are distinguished by their birth dates. The first recorded is kept.
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
    """Return pairs of meetings of one kind planned for one day, of which at least one was not held; that one is to
    be removed.
    """
    of_day: defaultdict[tuple[str, str], list[MeetingView]] = defaultdict(list)
    for view in meetings(connection):
        if view.state is not MeetingState.POSTPONED:
            of_day[view.kind, view.planned_day.isoformat()].append(view)
    return tuple(
        (one.id, other.id) if other.opened_at else (other.id, one.id)
        for group in of_day.values()
        for one, other in combinations(group, 2)
        if not (one.opened_at and other.opened_at)
    )


def _by_age(connection: sqlite3.Connection, keys: Iterable[str]) -> list[str]:
    """Return the keys in the order of their first entry in the journal; natural keys have no order."""
    sql = (
        "SELECT min(e.time) FROM journal_change c JOIN journal_entry e ON e.device = c.device AND e.seq = c.seq"
        " WHERE c.row_id = ?"
    )
    first = {key: connection.execute(sql, (key,)).fetchone()[0] or 0 for key in keys}
    return sorted(first, key=lambda key: (first[key], key))
