"""The heading of a roster: which line it is and which column means what, in Vietnamese or English."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.domain.text import fold, one_line
from models.roster.values import Cell, Column, Line, Table

HEADING_WITHIN = 50
"""Title lines (superior body, cell, "DANH SÁCH ĐẢNG VIÊN") may stand above the heading, within this many lines."""

LOOKED_FOR = "Họ và tên, Họ tên, Họ đệm + Tên, Full name"

SYNONYMS: dict[Column, tuple[str, ...]] = {
    Column.NUMBER: ("stt", "tt", "so tt", "so thu tu", "no", "number"),
    Column.FULL_NAME: (
        "ho va ten", "ho ten", "ho va ten dang vien", "ho ten dang vien", "ten dang vien", "ho va ten khai sinh",
        "full name", "fullname", "name", "member", "name of member",
    ),
    Column.FAMILY_NAME: (
        "ho", "ho dem", "ho va dem", "ho lot", "ho va ten dem", "ho ten dem", "ho va chu dem", "ho va ten lot",
        "family name", "last name", "surname", "family and middle name",
    ),
    Column.GIVEN_NAME: ("ten", "ten goi", "given name", "first name"),
    Column.BIRTH_DATE: (
        "ngay sinh", "ngay thang nam sinh", "ngay thang sinh", "nam sinh", "sinh ngay", "sinh nam",
        "date of birth", "birth date", "birthdate", "birthday", "born", "born on", "dob", "year of birth", "birth year",
    ),
    Column.JOINED_ON: (
        "ngay vao dang", "vao dang", "ngay ket nap", "ket nap", "ngay ket nap dang", "ngay thang nam vao dang",
        "ngay ket nap vao dang", "ngay vao dang du bi", "nam vao dang",
        "joined", "joined on", "date joined", "date of joining", "admitted", "admission", "admission date",
    ),
    Column.OFFICIAL_ON: (
        "ngay chinh thuc", "ngay cong nhan chinh thuc", "ngay vao dang chinh thuc", "cong nhan chinh thuc",
        "ngay cong nhan dang vien chinh thuc", "chinh thuc ngay", "ngay chuyen chinh thuc",
        "official on", "official since", "official date", "official", "confirmed", "confirmed on", "confirmation date",
    ),
    Column.CAME_ON: (
        "ngay vao chi bo", "ngay ve chi bo", "ngay chuyen den", "chuyen den", "ngay chuyen ve",
        "ngay chuyen den chi bo",
        "ngay chuyen sinh hoat den", "ngay tiep nhan", "ngay ve sinh hoat", "sinh hoat tai chi bo tu",
        "came on", "in the cell since", "transferred in", "date of transfer",
    ),
    Column.OFFICE: (
        "chuc vu", "chuc vu dang", "chuc vu trong dang", "chuc vu trong chi bo", "chuc danh",
        "office", "position", "role",
    ),
    Column.STATUS: (
        "dien", "loai", "dien dang vien", "loai dang vien", "trang thai", "tinh trang", "status", "kind", "standing",
    ),
    Column.REMARK: ("ghi chu", "chu thich", "remark", "remarks", "note", "notes", "comment"),
}  # fmt: skip
_MEANING = {heading: column for column, headings in SYNONYMS.items() for heading in headings}
_NAMES = frozenset({Column.FULL_NAME, Column.GIVEN_NAME})


@dataclass(frozen=True)
class Heading:
    """The heading line: the places (from 0) of each column understood, their titles, and the titles that are not.

    A full name may have several places: family and given name in two columns are joined in their order.
    """

    line: int
    places: dict[Column, tuple[int, ...]]
    titles: dict[Column, str]
    ignored: tuple[str, ...]

    @property
    def columns(self) -> frozenset[Column]:
        """The columns that the file has."""
        return frozenset(self.places)

    def is_repeated_in(self, line: Line) -> bool:
        """Tell whether ``line`` is the heading again, as on each printed page."""
        named = self.places[Column.FULL_NAME][0]
        return meaning(line.cell(named)) in _NAMES | {Column.FAMILY_NAME}


def meaning(cell: Cell) -> Column | None:
    """Return the column that a heading cell names; None when it names none that is known."""
    if not isinstance(cell, str):
        return None
    without_notes = re.sub(r"\([^)]*\)", " ", fold(cell))
    return _MEANING.get(" ".join(re.findall(r"[a-z0-9]+", without_notes)))


def find_heading(table: Table) -> Heading | None:
    """Return the heading of ``table``: the first line that names a name column and another, or only a name column."""
    found = [heading for line in table.lines[:HEADING_WITHIN] if (heading := _heading_of(line))]
    return next((heading for heading in found if len(heading.places) > 1), found[0] if found else None)


def _heading_of(line: Line) -> Heading | None:
    meanings = [meaning(cell) for cell in line.cells]
    if not _NAMES.intersection(meanings):
        return None
    counted = Counter(found for found in meanings if found)
    first = {column: meanings.index(column) for column in counted}
    places = {Column.FULL_NAME: _name_places(first, line.cells)}
    places |= {column: (place,) for column, place in first.items() if column not in _NAMES | {Column.FAMILY_NAME}}
    titles = {column: one_line(str(line.cell(place[0]))) for column, place in places.items()}
    used = {place for several in places.values() for place in several}
    ignored = (one_line(str(cell)) for place, cell in enumerate(line.cells) if cell is not None and place not in used)
    return Heading(line.number, places, titles, tuple(ignored))


def _name_places(first: dict[Column, int], cells: Sequence[Cell]) -> tuple[int, ...]:
    if Column.FULL_NAME not in first:
        order = (Column.FAMILY_NAME, Column.GIVEN_NAME)
        return tuple(first[column] for column in order if column in first)
    place = first[Column.FULL_NAME]
    # "Họ và tên" merged over two columns (family and middle name, given name) leaves the second without a title.
    untitled = place + 1 < len(cells) and cells[place + 1] is None
    return (place, place + 1) if untitled else (place,)
