"""The heading of a roster: its lines, and the meaning of each column, in Vietnamese or English.

A heading may have up to three lines: "Ngày vào Đảng" over "Dự bị" and "Chính thức". Unknown columns keep their titles,
so that they can be reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.domain.text import one_line
from models.domain.vocabulary import Office, Status
from models.roster.dates import looks_dated
from models.roster.heading_words import Mark, mark_of, meaning, meaning_under, names_people, words_of
from models.roster.values import RosterColumn, RosterLine, RosterTable

HEADING_WITHIN = 50
"""Title lines (superior body, cell, "DANH SÁCH ĐẢNG VIÊN") may precede the heading; it must be within this
many lines.
"""

LOOKED_FOR = "Họ và tên, Họ tên, Họ đệm + Tên, Full name"

_DEPTH = 3
_NAMES = frozenset({RosterColumn.FULL_NAME, RosterColumn.GIVEN_NAME, RosterColumn.FAMILY_NAME})
_DATES_OF = {Status.OFFICIAL: RosterColumn.OFFICIAL_ON, Status.PROBATIONARY: RosterColumn.JOINED_ON}
_NUMBERING = re.compile(r"\(?[0-9]{1,2}\)?|\(?[A-Za-z]\)?|\(?\d{1,2}\)? ?=.*")


@dataclass(frozen=True)
class RosterHeading:
    """The heading: its last line, the positions (from 0) of each known column, the titles of the others.

    A full name may have several positions: family and given name in two columns are joined in order; so may a birth
    date, in separate columns for men and women. ``marks`` are columns of crosses.
    """

    line: int
    places: Mapping[RosterColumn, tuple[int, ...]]
    titles: Mapping[RosterColumn, str]
    ignored: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    marks: Mapping[Mark, int] = field(default_factory=dict)

    @property
    def columns(self) -> frozenset[RosterColumn]:
        """The columns of the file; columns of crosses count as one of standings or offices."""
        marked = {RosterColumn.OFFICE if isinstance(mark, Office) else RosterColumn.STATUS for mark in self.marks}
        return frozenset(self.places) | marked

    @property
    def understood(self) -> int:
        """The number of known columns."""
        return len(self.places) + len(self.marks)

    def is_repeated_in(self, line: RosterLine) -> bool:
        """Tell whether ``line`` repeats the heading, as on each printed page, or is the line of column numbers below
        it.
        """
        name = line.cell(self.places[RosterColumn.FULL_NAME][0])
        if names_people(name):
            return True
        filled = [cell for cell in line.cells if cell is not None]
        return name is not None and all(_NUMBERING.fullmatch(str(cell).strip()) for cell in filled)


def find_heading(table: RosterTable) -> RosterHeading | None:
    """Return the heading of ``table``: the first lines with a name column and another one, or with a name
    column alone.
    """
    lines = table.lines[:HEADING_WITHIN]
    named = [place for place, line in enumerate(lines) if any(map(names_people, line.cells))]
    found: list[RosterHeading] = []
    for place in named:
        candidates = [heading for span in _spans(lines, place) if (heading := _heading_of(table, span))]
        if not candidates:
            continue
        best = max(candidates, key=lambda heading: (heading.understood, heading.line))
        if best.understood > 1:
            return best
        found.append(best)
    return found[0] if found else None


def _spans(lines: Sequence[RosterLine], place: int) -> Iterator[Sequence[RosterLine]]:
    """Yield the possible lines of the heading around the one with a name column, the fewest first."""
    for first in (place, place - 1, place - 2):
        if first < 0 or (first < place and not _follow(lines[first], lines[first + 1])):
            return
        for last in range(place, min(first + _DEPTH, len(lines))):
            if last > place and not (_follow(lines[last - 1], lines[last]) and _continues(lines[last], lines[place])):
                break
            yield lines[first : last + 1]


def _follow(above: RosterLine, below: RosterLine) -> bool:
    return below.number == above.number + 1


def _continues(line: RosterLine, named: RosterLine) -> bool:
    """Tell whether a line can belong to a heading: words only, more than one, and no person's name."""
    filled = [(named.cell(place), cell) for place, cell in enumerate(line.cells) if cell is not None]
    for above, cell in filled:
        if not isinstance(cell, str) or re.search(r"\d", words_of(cell)):
            return False
        if names_people(above) and not (names_people(cell) or meaning_under(above, cell)):
            return False
    return len(filled) > 1


def _stacks(table: RosterTable, span: Sequence[RosterLine]) -> list[tuple[str, ...]]:
    """Return the texts of each column from top to bottom; a heading over several columns is in each of them."""
    width = max(len(line.cells) for line in span)
    stacks: list[list[str]] = [[] for _ in range(width)]
    for depth, line in enumerate(span):
        below = span[depth + 1] if depth + 1 < len(span) else None
        texts = _spread(table, line, below, width)
        for place, text in enumerate(texts):
            if text and text not in stacks[place]:
                stacks[place].append(text)
    return [tuple(stack) for stack in stacks]


def _spread(table: RosterTable, line: RosterLine, below: RosterLine | None, width: int) -> list[str]:
    texts = [one_line(cell) if isinstance(cell := line.cell(place), str) else "" for place in range(width)]
    for first, top, last, bottom in table.merged:
        if below is not None and top <= line.number <= bottom:
            for place in range(first, min(last, width)):
                texts[place] = texts[place] or texts[first - 1]
    if below is None or table.merged:
        return texts
    # CSV has no merged cells: a gap to the right of a heading with a heading below it belongs to it
    for place in range(1, width):
        if not texts[place] and texts[place - 1] and below.cell(place) and below.cell(place - 1):
            texts[place] = texts[place - 1]
    return texts


def _heading_of(table: RosterTable, span: Sequence[RosterLine]) -> RosterHeading | None:
    stacks = _stacks(table, span)
    last = span[-1].number
    columns: dict[RosterColumn, list[int]] = {}
    marks: dict[Mark, int] = {}
    for place in sorted(range(len(stacks)), key=lambda place: (place in table.hidden_columns, place)):
        found = _meaning_of(stacks[place])
        if isinstance(found, RosterColumn):
            columns.setdefault(found, []).append(place)
        elif found is not None:
            _put_mark(table, last, found, place, columns, marks)
    if not columns.keys() & {RosterColumn.FULL_NAME, RosterColumn.GIVEN_NAME}:
        return None
    return _made(table, stacks, last, columns, marks)


def _made(
    table: RosterTable,
    stacks: Sequence[tuple[str, ...]],
    last: int,
    columns: dict[RosterColumn, list[int]],
    marks: dict[Mark, int],
) -> RosterHeading:
    places = {RosterColumn.FULL_NAME: _name_places(columns, stacks, table, last)}
    places |= {column: _places(column, found, stacks) for column, found in columns.items() if column not in _NAMES}
    used = {place for several in places.values() for place in several} | set(marks.values())
    titles = {
        column: _title(stacks[several[0]][: 1 if len(several) > 1 else None]) for column, several in places.items()
    }
    ignored = [_title(stack) for place, stack in enumerate(stacks) if stack and place not in used]
    hidden = [_title(stacks[place]) for place in sorted(used & table.hidden_columns) if stacks[place]]
    return RosterHeading(last, places, titles, (*ignored, *_untitled(table, last, stacks, used)), tuple(hidden), marks)


def _meaning_of(stack: tuple[str, ...]) -> RosterColumn | Mark | None:
    if not stack:
        return None
    *above, last = stack
    if above and meaning(above[-1]) in {RosterColumn.STATUS, RosterColumn.OFFICE} and (mark := mark_of(last)):
        return mark
    for start in range(len(stack)):  # the whole heading first, then its lower parts
        words = " ".join(stack[start:])
        if found := meaning(words):
            return found
    for parent in reversed(above):
        if under := meaning_under(parent, last):
            return under
    return mark_of(last)


def _put_mark(
    table: RosterTable,
    last: int,
    mark: Mark,
    place: int,
    columns: dict[RosterColumn, list[int]],
    marks: dict[Mark, int],
) -> None:
    """Assign a column titled "Chính thức" or "Dự bị" by its content: dates, or crosses."""
    cells = [cell for line in table.lines if line.number > last and (cell := line.cell(place)) is not None]
    dated = sum(looks_dated(cell) for cell in cells)
    if dated * 2 > len(cells) and isinstance(mark, Status) and mark in _DATES_OF:
        columns.setdefault(_DATES_OF[mark], []).append(place)
    else:
        marks.setdefault(mark, place)


def _places(column: RosterColumn, found: list[int], stacks: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    """Return the positions of a column: of offices that of the Party's, of birth dates one for each sex."""
    if column is RosterColumn.OFFICE:
        party = [
            place for place in found if re.search(r"\b(?:dang|chi bo|cap uy)\b", words_of(" ".join(stacks[place])))
        ]
        return tuple((party or found)[:1])
    if column is RosterColumn.BIRTH_DATE:
        sexes = [place for place in found if words_of(stacks[place][-1]).split()[-1:] in (["nam"], ["nu"])]
        by_sex = [place for place in sexes if len(stacks[place]) > 1 or words_of(stacks[place][-1]).count(" ") > 1]
        return tuple(sorted(by_sex)) if len(by_sex) > 1 else tuple(found[:1])
    return tuple(found[:1])


def _name_places(
    columns: dict[RosterColumn, list[int]], stacks: Sequence[tuple[str, ...]], table: RosterTable, last: int
) -> tuple[int, ...]:
    parts = [columns[column][0] for column in (RosterColumn.FAMILY_NAME, RosterColumn.GIVEN_NAME) if column in columns]
    if RosterColumn.FULL_NAME not in columns:
        return tuple(parts)
    whole = columns[RosterColumn.FULL_NAME]
    by_sex = [place for place in whole if words_of(stacks[place][-1]) in {"nam", "nu"}]
    if len(by_sex) > 1:
        return tuple(sorted(by_sex))
    place = whole[0]
    # "Họ và tên" merged over two columns (family and middle name, given name) leaves the second untitled.
    following = place + 1
    untitled = following < len(stacks) and (not stacks[following] or stacks[following] == stacks[place])
    if untitled and any(line.cell(following) is not None for line in table.lines if line.number > last):
        return (place, following)
    return (place,)


def _untitled(table: RosterTable, last: int, stacks: Sequence[tuple[str, ...]], used: set[int]) -> Iterator[str]:
    """Yield the letters (as in spreadsheets) of untitled columns with content."""
    width = max((len(line.cells) for line in table.lines), default=0)
    for place in range(width):
        if place in used or (place < len(stacks) and stacks[place]):
            continue
        cells = [line.cell(place) for line in table.lines if line.number > last]
        if sum(cell is not None for cell in cells) * 2 > len(cells):
            yield chr(ord("A") + place) if place < 26 else f"A{chr(ord('A') + place - 26)}"


def _title(stack: tuple[str, ...]) -> str:
    return " – ".join(stack)
