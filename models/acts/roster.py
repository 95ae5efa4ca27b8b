"""Importing a roster file: one act, one entry; existing members are changed, never duplicated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.acts.member_periods import (
    begin_office,
    begin_standing,
    begin_status,
    came_today,
    change_dates,
    end,
    enrol,
    in_force,
    office_rows,
    status_rows,
)
from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.vocabulary import Status
from models.queries.people import STANDINGS, cell, existing_members
from models.roster.preview import Preview, PreviewRow, RowOutcome, compare
from models.roster.reading import read_roster
from models.roster.values import RosterRow, Severity
from models.store.unit import Unit
from models.tables import Member


@act("roster.import", label=N_("imported a roster: {added} members added, {changed} changed"))
def import_roster(unit: Unit, file: Path, allow_errors: bool = False) -> None:
    """Import the members from a spreadsheet; rows with an error keep everything out unless they may be left."""
    own = cell(unit.connection)
    preview = compare(read_roster(file, unit.today), existing_members(unit.connection, unit.today))
    if not allow_errors:
        _check_errors(preview)
    for found in preview.rows:
        if found.outcome is RowOutcome.NEW:
            _add(unit, own.id, found.row)
        elif found.outcome is RowOutcome.CHANGED:
            _change(unit, found)
    unit.say(added=preview.counts[RowOutcome.NEW], changed=preview.counts[RowOutcome.CHANGED])


def _check_errors(preview: Preview) -> None:
    wrong = [found.row for found in preview.rows if found.outcome is RowOutcome.ERROR]
    if wrong:
        raise Refused(
            N_(
                "Nothing was imported: {count} rows have errors, the first in line {line}: {reason} Mend the file, or"
                " leave these rows out."
            ),
            count=len(wrong),
            line=wrong[0].line,
            reason=next(finding for finding in wrong[0].findings if finding.severity is Severity.ERROR),
        )


def _add(unit: Unit, organisation: str, row: RosterRow) -> None:
    member = Member(
        id="",
        organisation_id=organisation,
        full_name=row.full_name,
        birth_date=row.birth_date,
        joined_on=row.joined_on,
        official_on=row.official_on,
        came_on=row.came_on or came_today(unit),
        remark=row.remark,
    )
    member = enrol(unit, member)
    begin_standing(unit, member, row.standing)
    for condition in row.conditions:
        since, until = row.spans.get(condition, (None, None))
        begin_status(unit, member, condition, since, until, row.remark)
    if row.office:
        begin_office(unit, member, row.office, None)


def _change(unit: Unit, found: PreviewRow) -> None:
    member, row = unit.get(Member, found.member_id or ""), found.row
    fields = {change.field: change.new for change in found.changes}
    for name in fields.keys() & {"full_name", "birth_date", "remark"}:
        setattr(member, name, fields[name])
    change_dates(unit, member, row.joined_on, row.official_on)
    if "standing" in fields:
        begin_status(unit, member, row.standing, _since(unit, row))
    if "conditions" in fields:
        _change_conditions(unit, member, row)
    if "office" in fields:
        end(in_force(office_rows(unit, member), unit.today), unit.today)
        if row.office:
            begin_office(unit, member, row.office, unit.today)


def _since(unit: Unit, row: RosterRow) -> date:
    """Return the day of a change of standing: the official date if known, else the day of the import."""
    official = row.official_on if row.standing is Status.OFFICIAL else None
    return official if official and official <= unit.today else unit.today


def _change_conditions(unit: Unit, member: Member, row: RosterRow) -> None:
    holding = [held for held in in_force(status_rows(unit, member), unit.today) if held.status not in STANDINGS]
    end([held for held in holding if held.status in row.ended], unit.today)
    for condition in row.conditions:
        if condition not in {held.status for held in holding}:
            since, until = row.spans.get(condition, (None, None))
            begin_status(unit, member, condition, since or unit.today, until, row.remark)
