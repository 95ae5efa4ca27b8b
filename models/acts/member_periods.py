"""Periods of a member's statuses and offices: rows that begin and end on days.

The end day is exclusive. A period that would end on or before its first day is removed.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from sqlmodel import col, select

from models.domain.text import name_key
from models.domain.vocabulary import Office, Status
from models.queries.people import STANDINGS
from models.store.unit import Unit
from models.tables import Member, MemberOffice, MemberStatus

Dated = TypeVar("Dated", MemberStatus, MemberOffice)


def enrol(unit: Unit, member: Member) -> Member:
    """Add a new member.

    The natural key (name, birth date) makes one member of the same person added on two machines.
    """
    born = member.birth_date.isoformat() if member.birth_date else ""
    return unit.add_natural(member, member.organisation_id, name_key(member.full_name), born)


def came_today(unit: Unit) -> date | None:
    """Return the first day in the cell of a member who is added now: today once the cell has met, else ``None``."""
    row = unit.connection.execute("SELECT 1 FROM meeting WHERE deleted = 0 AND opened_at IS NOT NULL LIMIT 1")
    return unit.today if row.fetchone() else None


def status_rows(unit: Unit, member: Member) -> list[MemberStatus]:
    """Return the statuses of a member, past ones too."""
    wanted = select(MemberStatus).where(MemberStatus.member_id == member.id, col(MemberStatus.deleted).is_(False))
    return list(unit.session.exec(wanted.order_by(MemberStatus.id)))


def office_rows(unit: Unit, member: Member) -> list[MemberOffice]:
    """Return the offices of a member, past ones too."""
    wanted = select(MemberOffice).where(MemberOffice.member_id == member.id, col(MemberOffice.deleted).is_(False))
    return list(unit.session.exec(wanted.order_by(MemberOffice.id)))


def in_force(rows: list[Dated], day: date) -> list[Dated]:
    """Return the rows that are in force on a day."""
    return [row for row in rows if (row.from_on or day) <= day and (row.until_on is None or day < row.until_on)]


def end(rows: list[Dated], day: date) -> None:
    """End the rows on a day, which is the first one without them."""
    for row in rows:
        if row.from_on is not None and row.from_on >= day:
            row.deleted = True
        else:
            row.until_on = day


def end_from(rows: list[Dated], day: date) -> None:
    """End those rows on a day that would last longer."""
    end([row for row in rows if row.until_on is None or row.until_on > day], day)


def begin_status(
    unit: Unit, member: Member, status: Status, since: date | None, until: date | None = None, reason: str = ""
) -> None:
    """Add a status from a day on (``None``: since ever); a standing replaces the member's other standing."""
    if status in STANDINGS:
        end_from([row for row in status_rows(unit, member) if row.status in STANDINGS], since or unit.today)
    row = MemberStatus(id="", member_id=member.id, status=status, from_on=since, until_on=until, reason=reason)
    unit.add_natural(row, member.id, status, since.isoformat() if since else "")


def begin_office(unit: Unit, member: Member, office: Office, since: date | None, until: date | None = None) -> None:
    """Give a member an office from a day on (``None``: since ever); it replaces the present one."""
    end_from(office_rows(unit, member), since or unit.today)
    row = MemberOffice(id="", member_id=member.id, office=office, from_on=since, until_on=until)
    unit.add_natural(row, member.id, office, since.isoformat() if since else "")


def begin_standing(unit: Unit, member: Member, standing: Status) -> None:
    """Write a new member's standings from the known dates: probationary on joining, then official."""
    joined, official = _past(unit, member.joined_on), _past(unit, member.official_on)
    if standing is Status.PROBATIONARY:
        begin_status(unit, member, standing, joined)
        return
    if joined and official and joined < official:
        begin_status(unit, member, Status.PROBATIONARY, joined, official)
    begin_status(unit, member, standing, official)


def change_dates(unit: Unit, member: Member, joined: date | None, official: date | None) -> None:
    """Write the days of joining and of becoming official, and correct the standings that depend on them.

    Removing a day leaves the standings unchanged: a member's standing does not depend on the date being known.
    """
    moved = {member.joined_on: joined or member.joined_on, member.official_on: official or member.official_on}
    for row in status_rows(unit, member):
        if row.status in STANDINGS:
            row.from_on = moved.get(row.from_on, row.from_on) if row.from_on else row.from_on
            row.until_on = moved.get(row.until_on, row.until_on) if row.until_on else row.until_on
    member.joined_on, member.official_on = joined, official


def _past(unit: Unit, day: date | None) -> date | None:
    """Return the day, or ``None`` if it lies in the future: what a person is already began before."""
    return day if day and day <= unit.today else None
