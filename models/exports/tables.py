"""The exported tables as typed columns and rows; CSV and XLSX are made from the same value."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from models.documents.number_book import BookGap, number_book
from models.domain.formats import day_text
from models.domain.labels import label
from models.domain.language import N_, _, pgettext
from models.domain.progress import scaled
from models.domain.text import file_words, one_line
from models.domain.vocabulary import AttendanceState, RoundState
from models.queries.decisions import TASK_DETAILS
from models.queries.field_labels import field_title
from models.queries.meetings import meetings
from models.queries.people import existing_members
from models.queries.records import petition_records, task_records
from models.queries.results import round_result
from models.queries.roll_call import RollCallRow, roll_call
from models.queries.votes import motions

Value = str | int | Decimal | date | None


class Export(StrEnum):
    """The tables."""

    MEMBERS = "members"
    ATTENDANCE = "attendance"
    TASKS = "tasks"
    PETITIONS = "petitions"
    VOTES = "votes"
    BOOK = "book"


def file_stem(table: Export) -> str:
    """Return the file name of a table without its ending: ``dang-vien``, in English ``members``."""
    return file_words(
        {
            Export.MEMBERS: pgettext("name of a file", "members"),
            Export.ATTENDANCE: pgettext("name of a file", "attendance"),
            Export.TASKS: pgettext("name of a file", "tasks"),
            Export.PETITIONS: pgettext("name of a file", "petitions"),
            Export.VOTES: pgettext("name of a file", "votes"),
            Export.BOOK: pgettext("name of a file", "number book"),
        }[table]
    )


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table: its title, the headings of its columns, its rows."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


TITLES: Mapping[Export, str] = {
    Export.MEMBERS: N_("Members"),
    Export.ATTENDANCE: N_("Attendance"),
    Export.TASKS: N_("Tasks"),
    Export.PETITIONS: N_("Petitions"),
    Export.VOTES: N_("Votes"),
    Export.BOOK: N_("Outgoing documents"),
}


def sheet(connection: sqlite3.Connection, wanted: Export, today: date, year: int | None = None) -> ExportTable:
    """Return a table, of one year if ``year`` is given and applies."""
    headings, rows = _MAKERS[wanted](connection, today, year)
    return ExportTable(_(TITLES[wanted]), headings, tuple(rows))


Made = tuple[tuple[str, ...], list[tuple[Value, ...]]]


def _members(connection: sqlite3.Connection, today: date, _year: int | None) -> Made:
    """Return the list of members in a form that can be imported again: standing and conditions."""
    headings = (
        *(_("Full name"), _("Born"), _("Standing"), _("Office"), _("Joined"), _("Official since")),
        pgettext("of a member", "Remark"),
    )
    rows: list[tuple[Value, ...]] = []
    for one in existing_members(connection, today):
        office = label(one.office) if one.office else ""
        standing = ", ".join(label(word) for word in (one.standing, *one.conditions) if word)
        days = one.joined_on, one.official_on
        rows.append((one.full_name, one.birth_date, standing, office, *days, one_line(one.remark)))
    return headings, rows


def _attendance(connection: sqlite3.Connection, _today: date, year: int | None) -> Made:
    held = [one for one in meetings(connection) if one.opened_at and year in {None, one.day.year}]
    names: dict[str, str] = {}  # by key: namesakes have separate lines
    marks: dict[str, dict[str, RollCallRow]] = {}
    for one in held:
        for row in roll_call(connection, one.id):
            names[row.member_id] = row.full_name
            marks.setdefault(row.member_id, {}).update({one.id: row} if row.state else {})
    headings = (_("Full name"), *(day_text(one.day) for one in held), _("Present"))
    rows: list[tuple[Value, ...]] = []
    for member, found in marks.items():
        cells = [found[one.id].mark_text if one.id in found else "" for one in held]
        present = sum(row.state is AttendanceState.PRESENT for row in found.values())
        rows.append((names[member], *cells, present))
    return headings, rows


def _tasks(connection: sqlite3.Connection, _today: date, year: int | None) -> Made:
    headings = (
        _("Task"),
        _("Owner"),
        _("Until"),
        _("State"),
        *map(field_title, TASK_DETAILS),
        pgettext("baseline of a task", "From"),
        _("Target"),
        _("Reached"),
        _("Unit"),
        _("Result"),
    )
    rows: list[tuple[Value, ...]] = [
        (
            *(one_line(one.title), one.owner, one.due_on, label(one.state)),
            *(one_line(getattr(one, name)) for name in TASK_DETAILS),
            *(_amount(number, one.decimals) for number in (one.baseline, one.target, one.actual)),
            *(one.unit, one_line(one.result)),
        )
        for one in (record.task for record in task_records(connection))
        if year is None or one.due_on is None or one.due_on.year == year
    ]
    return headings, rows


def _amount(number: int | None, decimals: int) -> Value:
    return Decimal(scaled(number, decimals)) if number is not None and decimals else number


def _petitions(connection: sqlite3.Connection, _today: date, year: int | None) -> Made:
    headings = (
        *(_("What is asked"), _("From"), _("To"), _("Owner"), _("Until"), _("State")),
        *(_("Forwarded to"), _("Forwarded on"), _("Answer"), _("Answered by"), _("Answered on")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            *(one_line(one.text), one.sender, one.addressed_to, one.owner, one.due_on),
            *(label(one.state), one.forwarded_to, one.forwarded_on),
            *(one_line(one.answer), one.answered_by, one.answered_on),
        )
        for one in petition_records(connection)
        if year is None or one.due_on is None or one.due_on.year == year
    ]
    return headings, rows


def _votes(connection: sqlite3.Connection, _today: date, year: int | None) -> Made:
    headings = (
        *(_("Day"), _("Motion"), _("Kind"), _("Round"), _("Method"), _("State"), _("Counted"), _("Present")),
        *(_("Yes"), _("No"), _("Abstained"), _("Result")),
    )
    rows: list[tuple[Value, ...]] = []
    for of in meetings(connection):
        if year not in {None, of.day.year}:
            continue
        for motion in motions(connection, of.id):
            for one in (found for found in motion.rounds if found.state is not RoundState.OPEN):
                result = str(round_result(one) or "")
                rows.append(
                    (
                        *(of.day, one_line(motion.title), label(motion.kind), one.number, label(one.method)),
                        *(label(one.state), one.counted, one.voters_present, one.yes, one.no, one.abstain, result),
                    )
                )
    return headings, rows


def _book(connection: sqlite3.Connection, today: date, year: int | None) -> Made:
    headings = (
        *(_("Number and sign"), _("Day"), _("Kind"), _("Subject"), _("Recipients"), _("Signed by")),
        pgettext("of a document", "Remark"),
    )
    rows: list[tuple[Value, ...]] = []
    for line in number_book(connection, today):
        if isinstance(line, BookGap):
            rows.append((line.numbers, None, "", "", "", "", _("no document has this number")))
        elif year is None or line.day.year == year:
            remark = _("several documents have this number") if line.is_double else ""
            told = (line.kind, one_line(line.subject), "; ".join(line.recipients), line.signer, remark)
            rows.append((line.number, line.day, *told))
    return headings, rows


_MAKERS: Mapping[Export, Callable[[sqlite3.Connection, date, int | None], Made]] = {
    Export.MEMBERS: _members,
    Export.ATTENDANCE: _attendance,
    Export.TASKS: _tasks,
    Export.PETITIONS: _petitions,
    Export.VOTES: _votes,
    Export.BOOK: _book,
}
