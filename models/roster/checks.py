"""Checks of a member's data, and of members against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from models.domain.language import N_
from models.domain.text import name_key, one_line
from models.domain.vocabulary import Office, Status
from models.roster.values import RosterColumn, RosterFinding, RosterRow, Severity

ADMISSION_AGE = 18
"""The minimum age of admission in years (Party statutes, Article 1)."""

_SWALLOWED = re.compile(r"[,;|\t].*\d|\d.*[,;|\t]")
SHOWN = 40
"""The maximum length of a name in a finding, in terminal cells."""

MAX_NAME = 100
"""Characters; a longer name is several cells that were joined."""


def check_name(full_name: str) -> Iterator[RosterFinding]:
    """Yield the doubts about a name."""
    if not full_name or full_name.startswith(("#", "=")):  # "#N/A", "#REF!", "=A1": errors of formulas
        yield RosterFinding(Severity.ERROR, N_("The name is missing; write it or empty the line."))
    elif is_damaged(full_name):
        yield RosterFinding(
            Severity.ERROR,
            N_("“{name}”: letters were lost or exchanged when the file was saved; save it again as XLSX or CSV UTF-8."),
            {"name": full_name},
        )
    elif len(full_name) > MAX_NAME:
        yield RosterFinding(
            Severity.ERROR,
            N_("The name is longer than {letters} letters; look for a missing quotation mark or separator."),
            {"letters": MAX_NAME},
        )
    elif _SWALLOWED.search(full_name):
        yield RosterFinding(
            Severity.ERROR,
            N_("“{name}” holds more than a name; look for a missing quotation mark or separator."),
            {"name": one_line(full_name, SHOWN)},
        )
    elif any(letter.isdigit() for letter in full_name) or " " not in full_name:
        yield RosterFinding(Severity.WARNING, N_("“{name}” does not look like a full name."), {"name": full_name})


def is_damaged(name: str) -> bool:
    """Tell whether letters of a name were replaced by question marks, or UTF-8 was read in a Western encoding."""
    if "?" in name or "\ufffd" in name:
        return True
    return any(sign in name for sign in "»º¼½¾¿€™‡†…Œœ‹›¤¦§©¬®¯°±²³µ¶·¸¹¢£¥¡")


def check_dates(row: RosterRow, columns: frozenset[RosterColumn], today: date) -> Iterator[RosterFinding]:
    """Yield the doubts about a member's dates as of ``today``; columns that the file lacks are not reported."""
    for day in (row.birth_date, row.joined_on, row.official_on):
        if day and day > today:
            yield RosterFinding(Severity.WARNING, N_("{date} is in the future."), {"date": day})
    if row.birth_date and row.joined_on and (age := years_between(row.birth_date, row.joined_on)) < ADMISSION_AGE:
        values = {"age": age, "least": ADMISSION_AGE}
        yield RosterFinding(Severity.WARNING, N_("Joined at the age of {age}; members are at least {least}."), values)
    if row.joined_on and row.official_on and row.official_on < row.joined_on:
        values_of_days = {"official": row.official_on, "joined": row.joined_on}
        yield RosterFinding(Severity.WARNING, N_("Official on {official}, before joining on {joined}."), values_of_days)
    yield from _check_standing(row, columns, today)


def _check_standing(row: RosterRow, columns: frozenset[RosterColumn], today: date) -> Iterator[RosterFinding]:
    if row.standing is Status.PROBATIONARY and row.official_on and row.official_on <= today:
        yield RosterFinding(
            Severity.WARNING, N_("Probationary, but with the official date {date}."), {"date": row.official_on}
        )
    if row.standing is Status.OFFICIAL and not row.official_on and RosterColumn.OFFICIAL_ON in columns:
        yield RosterFinding(Severity.WARNING, N_("Official, but without an official date."))


def years_between(earlier: date, later: date) -> int:
    """Return the whole years from one day to another; negative when the days are the other way round."""
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))


def check_together(rows: tuple[RosterRow, ...]) -> tuple[RosterRow, ...]:
    """Return the rows with an error for each repeated member and a warning for each further secretary."""
    first_lines: dict[tuple[str, date | None], int] = {}
    secretary: int | None = None
    checked = []
    for row in rows:
        first = first_lines.setdefault(identity(row.full_name, row.birth_date), row.line) if row.full_name else row.line
        marked = row if first == row.line else _with(row, Severity.ERROR, _REPEATED, first)
        if marked.office is Office.SECRETARY and not marked.is_error:
            marked = marked if secretary is None else _with(marked, Severity.WARNING, _SECRETARIES, secretary)
            secretary = secretary or row.line
        checked.append(marked)
    return tuple(checked)


def identity(full_name: str, birth_date: date | None) -> tuple[str, date | None]:
    """Return the identity of a member: the name in a canonical spelling, and the birth date."""
    return name_key(full_name), birth_date


def _with(row: RosterRow, severity: Severity, template: str, line: int) -> RosterRow:
    bare = row.without_remark and _with(row.without_remark, severity, template, line)
    finding = RosterFinding(severity, template, {"line": line})
    return replace(row, findings=(*row.findings, finding), without_remark=bare)


_REPEATED = N_("Same name and birth date as line {line}.")
_SECRETARIES = N_("A second secretary beside line {line}; a cell has one.")
