"""Separates the lines of members under a heading from totals, notes, signatures and section headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.domain.language import N_
from models.domain.text import one_line
from models.roster.dates import SHOWN_CELLS, looks_dated
from models.roster.headings import RosterHeading
from models.roster.names import without_title
from models.roster.status_words import speaks_of_standing
from models.roster.values import Cell, RosterColumn, RosterFinding, RosterLine, RosterTable, Severity, text_of
from models.roster.words import is_footer, is_sentence, names_a_group, section_in

_DATES = (RosterColumn.BIRTH_DATE, RosterColumn.JOINED_ON, RosterColumn.OFFICIAL_ON)


@dataclass(frozen=True)
class MemberLine:
    """The line of a member; ``under`` is the section heading above it."""

    line: RosterLine
    under: str = ""


def member_lines(table: RosterTable, heading: RosterHeading) -> tuple[list[MemberLine], list[RosterFinding]]:
    """Return the lines of members below the heading, and a finding for each other line.

    Only members' lines have a running number, a date or a standing. If there are such lines, the last of them ends the
    table: notes and signatures follow. Every ignored line is reported.
    """
    lines = list(_lines_below(table, heading))
    last = max((place for place, line in enumerate(lines) if _is_sure(line, heading)), default=None)
    members: list[MemberLine] = []
    others: list[RosterFinding] = []
    under = ""
    foot = False
    for place, line in enumerate(lines):
        is_sure = _is_sure(line, heading)
        text = _first_text(line)
        section = section_in(_whole_text(line, heading)) if not is_sure else ""
        if section and (last is None or place < last):
            under, foot = section, False
            others.append(_said(Severity.INFO, _SECTION, line, one_line(section, SHOWN_CELLS)))
        elif not is_sure and (_is_foot(line, heading) or (last is None and foot)):
            foot = True
            known = any(is_footer(text_of(cell)) for cell in line.cells if cell is not None)
            others.append(_said(Severity.INFO, _FOOT, line, text) if known else _under(line, text))
        elif not is_sure and last is not None and place > last:
            others.append(_under(line, text))
        else:
            members.append(MemberLine(line, under))
    return members, others


def name_of(line: RosterLine, heading: RosterHeading) -> str:
    """Return a member's name, joined from its columns."""
    first, *more = (text_of(line.cell(place)) for place in heading.places[RosterColumn.FULL_NAME])
    # An untitled column to the right of a name continues it only if it contains words.
    return " ".join(text for text in (first, *(part for part in more if part.replace(" ", "").isalpha())) if text)


def _lines_below(table: RosterTable, heading: RosterHeading) -> Iterator[RosterLine]:
    number = heading.places.get(RosterColumn.NUMBER, (-1,))[0]
    for line in table.lines:
        if line.number <= heading.line or heading.is_repeated_in(line):
            continue
        filled = any(cell is not None for place, cell in enumerate(line.cells) if place != number)
        if filled or line.uncalculated - {number} or is_footer(_first_text(line)) or section_in(_first_text(line)):
            yield line


def _is_sure(line: RosterLine, heading: RosterHeading) -> bool:
    """Tell whether a line is certainly a member's."""
    name = name_of(line, heading)
    places = [place for column in _DATES for place in heading.places.get(column, ())]
    if not name and not line.uncalculated:  # a member without a name; "Ngày 3 tháng 12" is not a member's date
        days = [cell for place in places if looks_dated(cell := line.cell(place))]
        return any(not is_footer(text_of(cell)) for cell in days)
    numbers = heading.places.get(RosterColumn.NUMBER, ())
    is_numbered = any(_is_number(line.cell(place)) or place in line.uncalculated for place in numbers)
    if is_numbered and not is_sentence(without_title(name)[0]):
        return True
    if is_sentence(without_title(name)[0]) and is_footer(name):
        return False
    status = heading.places.get(RosterColumn.STATUS)
    return (
        any(looks_dated(line.cell(place)) for place in places)
        or bool(line.uncalculated & set(places))
        or (status is not None and speaks_of_standing(text_of(line.cell(status[0]))))
        or any(line.cell(place) is not None and len(text_of(line.cell(place))) < 3 for place in heading.marks.values())
    )


def _is_foot(line: RosterLine, heading: RosterHeading) -> bool:
    name = name_of(line, heading)
    # An office alone ("Bí thư") may be in a column beside the name.
    numbers = [line.cell(place) for place in heading.places.get(RosterColumn.NUMBER, ())]
    cells = (*numbers, name) if name else line.cells
    texts = [text_of(cell) for cell in cells if cell is not None]
    return any(is_footer(text) or is_sentence(without_title(text)[0]) for text in texts)


def _is_number(cell: Cell) -> bool:
    return text_of(cell).strip(" .)").isdecimal()


def _whole_text(line: RosterLine, heading: RosterHeading) -> str:
    """Return the text of a section heading; empty for a line with more content."""
    filled = [text_of(cell) for cell in line.cells if cell is not None]
    numbers = heading.places.get(RosterColumn.NUMBER)
    number = text_of(line.cell(numbers[0])) if numbers else ""
    name = name_of(line, heading)
    if number and name and not _is_number(number):
        return f"{number.strip(' .)')}. {name}"  # the number of members may be beside it
    if names_a_group(name):
        return name
    return filled[0] if len(filled) == 1 else ""


def _first_text(line: RosterLine) -> str:
    return one_line(next((text_of(cell) for cell in line.cells if cell is not None), ""), SHOWN_CELLS)


def _under(line: RosterLine, text: str) -> RosterFinding:
    return _said(Severity.WARNING, _SKIPPED, line, text)


def _said(severity: Severity, template: str, line: RosterLine, text: str) -> RosterFinding:
    return RosterFinding(severity, template, {"line": line.number, "text": text})


_FOOT = N_("Line {line} belongs to the foot of the table: “{text}”.")
_SECTION = N_("Line {line} heads a part of the table: “{text}”.")
_SKIPPED = N_("Line {line} stands under the table, without number or date; it is not read as a member: “{text}”.")
