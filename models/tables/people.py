"""The cell and its members."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from models.domain.vocabulary import CellKind, Level, Office, Status
from models.tables.base import Record, reference, word


class Organisation(Record, table=True):
    """A cell or a committee above it. ``code`` is the abbreviation in document numbers (``05-NQ/CB``: CB).

    ``earlier_terms`` are the first days of the terms before that of ``term_began_on`` (ISO, separated by commas).
    """

    name: str
    level: Level = word(Level, required=True)
    parent_id: str | None = reference("organisation")
    cell_kind: CellKind | None = word(CellKind)
    place: str = ""
    code: str = "CB"
    term_began_on: date | None = None
    term_ends_on: date | None = None
    earlier_terms: str = ""


class Member(Record, table=True):
    """A person of the cell; statuses and offices are in the dated tables below.

    ``came_on`` is the day from which the person belongs to this cell; ``None``: since before its first meeting.
    """

    organisation_id: str = reference("organisation", required=True)
    full_name: str
    birth_date: date | None = None
    joined_on: date | None = None
    official_on: date | None = None
    came_on: date | None = None
    remark: str = ""


class MemberStatus(Record, table=True):
    """A member's standing or condition from one day (inclusive) to another (exclusive; ``None``: open)."""

    __tablename__ = "member_status"
    member_id: str = reference("member", required=True)
    status: Status = word(Status, required=True)
    from_on: date | None = None
    until_on: date | None = None
    reason: str = ""


class MemberOffice(Record, table=True):
    """An office held from one day (inclusive) to another (exclusive)."""

    __tablename__ = "member_office"
    member_id: str = reference("member", required=True)
    office: Office = word(Office, required=True)
    from_on: date | None = None
    until_on: date | None = None


class Setting(Record, table=True):
    """A setting of the cell, the same on every device; its key is natural (see ``models.store.ids``)."""

    key: str = Field(index=True)
    value: str = ""
