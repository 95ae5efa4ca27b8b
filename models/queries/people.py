"""The cell and its members on a day: standing, conditions, office."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.naming import distinct_names
from models.domain.text import given_name_key
from models.domain.vocabulary import CellKind, Level, Office, Status
from models.roster.preview import ExistingMember

STANDINGS = (Status.OFFICIAL, Status.PROBATIONARY)
"""The standings of a member; all other statuses are conditions beside it."""


@dataclass(frozen=True, slots=True)
class CellView:
    """The cell of this store, with its superior (empty if none was named).

    ``is_congress``: its documents are those of a congress, with a congress's abbreviation.
    """

    id: str
    name: str
    superior_id: str | None
    superior: str
    place: str
    code: str
    kind: CellKind | None
    term_began_on: date | None
    term_ends_on: date | None = None
    is_congress: bool = False


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member on a day; of several offices the highest is given.

    ``full_name`` is the displayed name, which distinguishes namesakes; ``own_name`` is the name alone.
    """

    id: str
    full_name: str
    statuses: frozenset[Status]
    office: Office | None
    birth_date: date | None
    joined_on: date | None
    official_on: date | None
    remark: str
    own_name: str = ""
    came_on: date | None = None

    @property
    def standing(self) -> Status | None:
        """Official or probationary; ``None`` if neither is in force on the day."""
        return next((status for status in STANDINGS if status in self.statuses), None)

    @property
    def conditions(self) -> tuple[Status, ...]:
        """The statuses beside the standing (exempt, elsewhere, suspended, left …), in the order of the vocabulary."""
        return tuple(status for status in Status if status in self.statuses and status not in STANDINGS)


def cell_size(connection: sqlite3.Connection, on: date) -> int:
    """Return how many members the cell has on a day."""
    return len(members(connection, on))


def find_cell(connection: sqlite3.Connection) -> CellView | None:
    """Return the cell of this store, or ``None`` before it was named."""
    row = connection.execute(
        "SELECT o.id, o.name, p.id, coalesce(p.name, ''), o.place, o.code, o.cell_kind, o.term_began_on,"
        " o.term_ends_on"
        " FROM organisation o LEFT JOIN organisation p ON p.id = o.parent_id AND p.deleted = 0"
        " WHERE o.deleted = 0 AND o.level = ? ORDER BY o.id LIMIT 1",
        (Level.CELL,),
    ).fetchone()
    if row is None:
        return None
    key, name, superior_id, superior, place, code, kind, began, ends = row
    cell_kind = CellKind(kind) if kind else None
    return CellView(key, name, superior_id, superior, place, code, cell_kind, _day(began), _day(ends))


def cell(connection: sqlite3.Connection) -> CellView:
    """Return the cell of this store. Raises :class:`Refused` before it was named."""
    found = find_cell(connection)
    if found is None:
        raise Refused(N_("The cell has no name yet. Begin with “chibo init”."))
    return found


def members(connection: sqlite3.Connection, on: date, *, with_left: bool = False) -> tuple[MemberView, ...]:
    """Return the members on a day, by given name; those who had left or not yet come only with ``with_left``."""
    statuses, offices = statuses_on(connection, on), offices_on(connection, on)
    rows = connection.execute(
        "SELECT id, full_name, birth_date, joined_on, official_on, remark, came_on FROM member WHERE deleted = 0"
    ).fetchall()
    names = distinct_names((key, name, _day(born)) for key, name, born, *_rest in rows)
    views = (
        MemberView(
            *(key, names[key], statuses.get(key, frozenset()), offices.get(key)),
            *(_day(born), _day(joined), _day(official), remark),
            own_name=name,
            came_on=_day(came),
        )
        for key, name, born, joined, official, remark, came in rows
    )
    staying = (view for view in views if with_left or _belongs(view, on))
    return tuple(sorted(staying, key=lambda view: (given_name_key(view.full_name), view.id)))


def _belongs(view: MemberView, on: date) -> bool:
    return Status.LEFT not in view.statuses and (view.came_on is None or view.came_on <= on)


def existing_members(connection: sqlite3.Connection, on: date) -> tuple[ExistingMember, ...]:
    """Return the members in the terms of a roster file, to compare it with; those who left have that condition."""
    return tuple(
        ExistingMember(
            *(view.id, view.own_name, view.birth_date, view.joined_on, view.official_on, view.office),
            standing=view.standing or Status.PROBATIONARY,
            conditions=view.conditions,
            remark=view.remark,
        )
        for view in members(connection, on, with_left=True)
    )


def statuses_on(connection: sqlite3.Connection, day: date) -> dict[str, frozenset[Status]]:
    """Return the statuses in force on a day, by member. The end day is exclusive."""
    return {key: frozenset(map(Status, words)) for key, words in _in_force(connection, "member_status", "status", day)}


@dataclass(frozen=True, slots=True)
class StatusSpan:
    """A status of a member: from when (none: since ever) to the first day without it (none: open)."""

    status: Status
    since: date | None
    until: date | None
    reason: str


def status_spans(connection: sqlite3.Connection, member_id: str, day: date) -> tuple[StatusSpan, ...]:
    """Return the statuses of a member that are in force on a day or begin later, in the order of the vocabulary."""
    rows = connection.execute(
        "SELECT status, from_on, until_on, reason FROM member_status WHERE deleted = 0 AND member_id = ?"
        " AND (until_on IS NULL OR until_on > ?) ORDER BY from_on, id",
        (member_id, day.isoformat()),
    )
    spans = (StatusSpan(Status(status), _day(since), _day(until), reason) for status, since, until, reason in rows)
    order = list(Status)
    return tuple(sorted(spans, key=lambda span: order.index(span.status)))


def offices_on(connection: sqlite3.Connection, day: date) -> dict[str, Office]:
    """Return the highest office that each member holds on a day."""
    ranks = list(Office)
    held = _in_force(connection, "member_office", "office", day)
    return {key: min(map(Office, words), key=ranks.index) for key, words in held}


def _in_force(connection: sqlite3.Connection, table: str, column: str, day: date) -> list[tuple[str, list[str]]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = connection.execute(
        f"SELECT member_id, {column} FROM {table} WHERE deleted = 0"
        " AND (from_on IS NULL OR from_on <= ?1) AND (until_on IS NULL OR ?1 < until_on) ORDER BY member_id, id",
        (day.isoformat(),),
    )
    for member, word in rows:
        found[member].append(word)
    return list(found.items())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
