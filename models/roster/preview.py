"""What importing a roster would do, shown before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.domain.text import name_key
from models.domain.vocabulary import Office, Status
from models.roster.checks import identity
from models.roster.values import Column, Roster, RosterRow


@dataclass(frozen=True)
class ExistingMember:
    """A member of the store as plain values, in the same terms as a row of a roster."""

    id: str
    full_name: str
    birth_date: date | None
    joined_on: date | None
    official_on: date | None
    office: Office | None
    standing: Status
    conditions: tuple[Status, ...]
    remark: str


class Outcome(StrEnum):
    """What importing a row would do; a row with an error is not imported unless a person asks for it."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    ERROR = "error"


FieldValue = str | date | Office | Status | tuple[Status, ...] | None


@dataclass(frozen=True)
class Change:
    """A field of a member, named as in :class:`ExistingMember`, with its value in the store and in the file."""

    field: str
    old: FieldValue
    new: FieldValue


@dataclass(frozen=True)
class PreviewRow:
    """A row with its outcome; ``member_id`` and ``changes`` where it answers to a member of the store."""

    row: RosterRow
    outcome: Outcome
    member_id: str | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Preview:
    """Every row with its outcome, and the members that the file does not name: these are listed, never removed."""

    roster: Roster
    rows: tuple[PreviewRow, ...]
    missing: tuple[ExistingMember, ...]

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """The number of rows of each outcome, zeros included."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome: counted[outcome] for outcome in Outcome}


def compare(roster: Roster, existing: Sequence[ExistingMember]) -> Preview:
    """Compare a roster with the members of the store, by name and birth date.

    A name whose birth date is missing on one side is the same member where only one answers to that name, so
    that a date added later doubles nobody. Error rows are not compared.
    """
    pool = _Pool(existing)
    exact = {row.line: pool.take_exact(row) for row in roster.rows if not row.is_error}
    rows = tuple(_preview(roster, row, exact.get(row.line) or pool.take_by_name(row)) for row in roster.rows)
    return Preview(roster, rows, tuple(pool.left.values()))


class _Pool:
    """The members that no row has answered to yet; each is taken once."""

    def __init__(self, existing: Sequence[ExistingMember]) -> None:
        self.left = {member.id: member for member in existing}
        self._by_identity = {identity(member.full_name, member.birth_date): member for member in reversed(existing)}
        self._by_name: dict[str, list[ExistingMember]] = {}
        for member in existing:
            self._by_name.setdefault(name_key(member.full_name), []).append(member)

    def take_exact(self, row: RosterRow) -> ExistingMember | None:
        """Return the member of the row's name and birth date."""
        return self._take(self._by_identity.get(identity(row.full_name, row.birth_date)))

    def take_by_name(self, row: RosterRow) -> ExistingMember | None:
        """Return the only member left of the row's name, where one side has no birth date."""
        named = [member for member in self._by_name.get(name_key(row.full_name), []) if member.id in self.left]
        if row.is_error or len(named) != 1 or (row.birth_date and named[0].birth_date):
            return None
        return self._take(named[0])

    def _take(self, member: ExistingMember | None) -> ExistingMember | None:
        return self.left.pop(member.id, None) if member else None


def _preview(roster: Roster, row: RosterRow, member: ExistingMember | None) -> PreviewRow:
    if row.is_error:
        return PreviewRow(row, Outcome.ERROR)
    if member is None:
        return PreviewRow(row, Outcome.NEW)
    changes = tuple(_changes(roster.columns, row, member))
    return PreviewRow(row, Outcome.CHANGED if changes else Outcome.UNCHANGED, member.id, changes)


def _changes(columns: frozenset[Column], row: RosterRow, member: ExistingMember) -> Iterator[Change]:
    for name in ("full_name", "birth_date", "joined_on", "official_on", "remark"):
        old, new = getattr(member, name), getattr(row, name)
        if new and new != old:  # an empty cell says nothing, so it erases nothing
            yield Change(name, old, new)
    if Column.OFFICE in columns and row.office != member.office:
        yield Change("office", member.office, row.office)
    if columns & {Column.STATUS, Column.OFFICIAL_ON} and row.standing != member.standing:
        yield Change("standing", member.standing, row.standing)
    if columns & {Column.STATUS, Column.REMARK} and set(row.conditions) != set(member.conditions):
        yield Change("conditions", member.conditions, row.conditions)
