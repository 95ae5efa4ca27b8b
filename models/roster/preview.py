"""What importing a roster would change, shown before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from models.domain.language import N_
from models.domain.lookalikes import unified
from models.domain.text import name_key, one_line
from models.domain.vocabulary import Office, Status
from models.roster.checks import identity
from models.roster.names import RECASED, is_well_written
from models.roster.values import Roster, RosterColumn, RosterFinding, RosterRow, Severity


@dataclass(frozen=True)
class ExistingMember:
    """A member of the store in the same terms as a row of a roster."""

    id: str
    full_name: str
    birth_date: date | None
    joined_on: date | None
    official_on: date | None
    office: Office | None
    standing: Status
    conditions: tuple[Status, ...]
    remark: str


class RowOutcome(StrEnum):
    """The effect of importing a row; a row with an error is imported only on request."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    ERROR = "error"


FieldValue = str | date | Office | Status | tuple[Status, ...] | None


@dataclass(frozen=True)
class FieldChange:
    """A field of a member, named as in :class:`ExistingMember`, with its value in the store and in the file."""

    field: str
    old: FieldValue
    new: FieldValue


@dataclass(frozen=True)
class PreviewRow:
    """A row with its effect; ``member_id`` and ``changes`` if it matches a member of the store."""

    row: RosterRow
    outcome: RowOutcome
    member_id: str | None = None
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Preview:
    """Every row with its effect, and the members that are not in the file: these are listed, never removed."""

    roster: Roster
    rows: tuple[PreviewRow, ...]
    missing: tuple[ExistingMember, ...]

    @property
    def counts(self) -> Mapping[RowOutcome, int]:
        """The number of rows with each effect, including zeros."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome: counted[outcome] for outcome in RowOutcome}


def compare(roster: Roster, existing: Sequence[ExistingMember]) -> Preview:
    """Compare a roster with the members of the store, by name and birth date.

    If the birth date is missing on one side, a name matches only if it is unique, so that adding a date later does not
    duplicate the member. Rows with errors are not compared.
    """
    pool = _Pool(existing)
    read = [_as_known(row, existing) for row in roster.rows]
    exact = {row.line: pool.take_exact(row) for row in read if not row.is_error}
    secretary = next((row.line for row in read if row.office is Office.SECRETARY and not row.is_error), None)
    rows = tuple(
        _preview(roster.columns, row, exact.get(row.line) or pool.take_by_name(row), secretary) for row in read
    )
    named = {name_key(row.full_name) for row in read if row.is_error}
    missing = tuple(member for member in pool.left.values() if name_key(member.full_name) not in named)
    return Preview(roster, tuple(_with_namesake(row, missing) for row in rows), missing)


def _as_known(row: RosterRow, existing: Sequence[ExistingMember]) -> RosterRow:
    """Return a row without the effects of a remark that the store has already.

    Otherwise the remark of an exemption that ended meanwhile would begin it again. Only that a member has left is
    reported again, because a list of members has no such lines.
    """
    remark = one_line(row.remark)
    known = any(
        one_line(member.remark) == remark
        and name_key(member.full_name) == name_key(row.full_name)
        and (member.birth_date == row.birth_date or not (member.birth_date and row.birth_date))
        for member in existing
    )
    return replace(row.without_remark, left=row.left) if known and row.without_remark else row


class _Pool:
    """The members not matched yet; each is matched once."""

    def __init__(self, existing: Sequence[ExistingMember]) -> None:
        self.left = {member.id: member for member in existing}
        self._by_identity = {identity(member.full_name, member.birth_date): member for member in reversed(existing)}
        self._by_name: dict[str, list[ExistingMember]] = {}
        for member in existing:
            self._by_name.setdefault(name_key(member.full_name), []).append(member)

    def take_exact(self, row: RosterRow) -> ExistingMember | None:
        """Return the member with the row's name and birth date."""
        return self._take(self._by_identity.get(identity(row.full_name, row.birth_date)))

    def take_by_name(self, row: RosterRow) -> ExistingMember | None:
        """Return the only remaining member with the row's name, if one side has no birth date."""
        named = [member for member in self._by_name.get(name_key(row.full_name), []) if member.id in self.left]
        if row.is_error or len(named) != 1 or (row.birth_date and named[0].birth_date):
            return None
        return self._take(named[0])

    def _take(self, member: ExistingMember | None) -> ExistingMember | None:
        return self.left.pop(member.id, None) if member else None


def _preview(
    columns: frozenset[RosterColumn], row: RosterRow, member: ExistingMember | None, secretary: int | None
) -> PreviewRow:
    if row.is_error:
        return PreviewRow(row, RowOutcome.ERROR)
    if row.left and (member is None or Status.LEFT not in member.conditions):
        left = RosterFinding(Severity.ERROR, _LEFT, {"text": row.left})
        return PreviewRow(replace(row, findings=(*row.findings, left)), RowOutcome.ERROR)
    if member is None:
        return PreviewRow(row, RowOutcome.NEW)
    row = replace(row, findings=tuple(finding for finding in row.findings if finding.template != RECASED))
    changes = tuple(_changes(columns, row, member, secretary))
    stays = member.office is not None and not row.office_is_said and RosterColumn.OFFICE in columns
    if stays and not any(change.field == "office" for change in changes):
        row = replace(row, findings=(*row.findings, RosterFinding(Severity.INFO, _STAYS)))
    return PreviewRow(row, RowOutcome.CHANGED if changes else RowOutcome.UNCHANGED, member.id, changes)


def _with_namesake(found: PreviewRow, missing: Sequence[ExistingMember]) -> PreviewRow:
    """Mark a new row if the cell has a member of that name who is not in the file: perhaps the same person."""
    key = name_key(found.row.full_name)
    namesake = next((member for member in missing if name_key(member.full_name) == key), None)
    if found.outcome is not RowOutcome.NEW or namesake is None:
        return found
    values = {"name": namesake.full_name, "date": namesake.birth_date}
    finding = RosterFinding(Severity.WARNING, _NAMESAKE, values)
    return replace(found, row=replace(found.row, findings=(*found.row.findings, finding)))


def _changes(
    columns: frozenset[RosterColumn], row: RosterRow, member: ExistingMember, secretary: int | None
) -> Iterator[FieldChange]:
    """Yield the differences between file and store. Empty cells change nothing."""
    if (name := better_name(member.full_name, row)) != member.full_name:
        yield FieldChange("full_name", member.full_name, name)
    for field in ("birth_date", "joined_on", "official_on", "remark"):
        old, new = getattr(member, field), getattr(row, field)
        if new and new != old:
            yield FieldChange(field, old, new)
    replaced = (
        member.office is Office.SECRETARY and RosterColumn.OFFICE in columns and secretary not in {None, row.line}
    )
    if row.office != member.office and (row.office_is_said or replaced):
        yield FieldChange("office", member.office, row.office)
    if row.standing_is_said and row.standing != member.standing:
        yield FieldChange("standing", member.standing, row.standing)
    added = [condition for condition in row.conditions if condition not in member.conditions]
    held = [condition for condition in member.conditions if condition not in row.ended]
    if set(conditions := in_order([*held, *added])) != set(member.conditions):
        yield FieldChange("conditions", member.conditions, conditions)


def better_name(stored: str, row: RosterRow) -> str:
    """Return the better of two spellings of one name: one without capitals or look-alikes, else the file's."""
    if row.name_is_recased or unified(stored).casefold() == unified(row.full_name).casefold():
        return stored if is_well_written(stored) else row.full_name
    return row.full_name


def in_order(conditions: Sequence[Status]) -> tuple[Status, ...]:
    """Return conditions in the order of the vocabulary."""
    return tuple(status for status in Status if status in conditions)


_LEFT = N_("“{text}” says that this person is in the cell no more; take the line out of the list.")
_NAMESAKE = N_(
    "The cell has {name}, born {date}, whom the file does not have. If it is the same person, correct the date of birth"
    " in the file or in the records first."
)
_STAYS = N_("The office stays as it is: the file says none.")
