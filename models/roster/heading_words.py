"""The words of headings, in Vietnamese and English, and the columns they name."""

from __future__ import annotations

import re

from models.domain.text import fold
from models.domain.vocabulary import Office, Status
from models.roster.values import Cell, RosterColumn
from models.roster.words import conditions_of, office_of

SYNONYMS: dict[RosterColumn, tuple[str, ...]] = {
    RosterColumn.NUMBER: ("stt", "tt", "so tt", "s tt", "so thu tu", "so", "no", "number"),
    RosterColumn.FULL_NAME: (
        "ho va ten", "ho ten", "ho va ten dang vien", "ho ten dang vien", "ten dang vien", "ho va ten khai sinh",
        "ho ten khai sinh", "ho ten day du", "ho chu dem va ten", "ho dem va ten", "ho dem ten", "dang vien ho va ten",
        "full name", "fullname", "name", "member", "name of member",
    ),
    RosterColumn.FAMILY_NAME: (
        "ho", "ho dem", "ho va dem", "ho lot", "ho va ten dem", "ho ten dem", "ho va chu dem", "ho chu dem",
        "ho va ten lot", "ho va chu lot", "family name", "last name", "surname", "family and middle name",
    ),
    RosterColumn.GIVEN_NAME: ("ten", "ten goi", "given name", "first name"),
    RosterColumn.BIRTH_DATE: (
        "sinh ngay", "sinh nam", "sinh ngay thang nam",
        "date of birth", "birth date", "birthdate", "birthday", "born", "born on", "dob", "year of birth", "birth year",
    ),
    RosterColumn.JOINED_ON: (
        "joined", "joined on", "date joined", "date of joining", "admitted", "admission", "admission date",
    ),
    RosterColumn.OFFICIAL_ON: (
        "official on", "official since", "official date", "date official", "became official", "confirmed",
        "confirmed on", "confirmation date", "chinh thuc ngay",
    ),
    RosterColumn.CAME_ON: (
        "ngay vao chi bo", "ngay ve chi bo", "ngay chuyen den", "chuyen den", "ngay chuyen ve",
        "ngay chuyen den chi bo", "ngay chuyen sinh hoat den", "ngay tiep nhan", "ngay ve sinh hoat",
        "sinh hoat tai chi bo tu", "came on", "in the cell since", "transferred in", "date of transfer",
    ),
    RosterColumn.OFFICE: (
        "chuc vu", "chuc vu dang", "chuc vu trong dang", "chuc vu trong chi bo", "chuc vu chi bo", "chuc danh",
        "chuc vu dang hien nay", "chuc vu trong cap uy", "nhiem vu trong chi bo", "office", "position", "role",
    ),
    RosterColumn.STATUS: (
        "dien", "loai", "dien dang vien", "loai dang vien", "trang thai", "tinh trang", "dang vien", "dang tich",
        "dien sinh hoat", "tinh trang dang vien", "chinh thuc du bi", "ct db", "dvct dvdb", "chinh thuc hay du bi",
        "dang vien chinh thuc du bi", "status", "kind", "standing",
    ),
    RosterColumn.REMARK: ("ghi chu", "chu thich", "nhan xet", "remark", "remarks", "note", "notes", "comment"),
}  # fmt: skip
_MEANING = {heading: column for column, headings in SYNONYMS.items() for heading in headings}

_FORMS = {
    RosterColumn.FULL_NAME: re.compile(
        r"ho (?:va )?ten(?: cua)?(?: cac)? (?:dang vien|dv|dong chi|d c|dc|can bo|nguoi)(?: .*)?"
    ),
    RosterColumn.STATUS: re.compile(r"(?:dien|loai|hang|trang thai|tinh trang)(?: (?:dang vien|dv|dang|sinh hoat))+"),
    RosterColumn.OFFICE: re.compile(r"(?:chuc (?:vu|danh)|nhiem vu) (?:.* )?(?:dang|chi bo|chi uy|cap uy)(?: .*)?"),
}
_OF_A_DAY = re.compile(r"(?:(?:ngay|thang|nam|thoi gian|thoi diem|luc) )+(?P<event>.+)")
_PLANNED = re.compile(r"\b(?:du kien|ke hoach|de nghi|het han|thoi han|chua)\b")
"""Words of a note about something that has not happened."""
_SEX = re.compile(r"(?: gioi tinh)? (?:nam|nu)")
_PARTY = " dang| dang cong san viet nam| dang csvn| dcsvn| dang cong san"
_EVENTS = {
    RosterColumn.BIRTH_DATE: re.compile(r"sinh|n sinh|nsinh"),
    RosterColumn.OFFICIAL_ON: re.compile(
        r"(?:vao dang |cong nhan |chuyen |duoc cong nhan |vao )*(?:la )?(?:dang vien |dang |dv )?(?:chinh thuc|ct|dvct)"
    ),
    RosterColumn.JOINED_ON: re.compile(
        rf"(?:duoc )?(?:ket nap(?: vao)?(?:{_PARTY})?|vao(?:{_PARTY}))(?: lan (?:dau|1|thu nhat))?(?: du bi| db)?"
        r"|(?:dang vien |dv )?(?:du bi|db)"
    ),
}
_STANDINGS = {
    Status.OFFICIAL: re.compile(r"(?:dang vien |dang tich |dv ?)?(?:chinh thuc|ct)|official"),
    Status.PROBATIONARY: re.compile(r"(?:dang vien |dang tich |dv ?)?(?:du bi|db)|probationary"),
}
_NAMES = frozenset({RosterColumn.FULL_NAME, RosterColumn.FAMILY_NAME, RosterColumn.GIVEN_NAME})
_PARTS_OF_A_NAME = {"nam": RosterColumn.FULL_NAME, "nu": RosterColumn.FULL_NAME}

Mark = Status | Office
"""The meaning of a cross in a column of its own: a status or an office."""


def words_of(cell: Cell, *, with_notes: bool = False) -> str:
    """Return the words of a heading, folded, with or without its notes in brackets; empty if it is not text."""
    if not isinstance(cell, str):
        return ""
    return " ".join(re.findall(r"[a-z0-9]+", fold(cell) if with_notes else re.sub(r"\([^)]*\)", " ", fold(cell))))


def meaning(cell: Cell) -> RosterColumn | None:
    """Return the column named by a heading cell; ``None`` if it is not a known one.

    A note may distinguish columns ("Ngày vào Đảng (chính thức)") or be irrelevant ("Ngày sinh (dd/mm/yyyy)").
    """
    words = words_of(cell, with_notes=True)
    return _named(words) or (None if _PLANNED.search(words) else _named(words_of(cell)))


def _named(words: str) -> RosterColumn | None:
    found = _MEANING.get(words) or next((column for column, form in _FORMS.items() if form.fullmatch(words)), None)
    if found:
        return found
    dated = _OF_A_DAY.fullmatch(words)
    event = dated["event"] if dated else words
    if (column := event_of(event)) and (dated or not mark_of(words)):
        return column
    if (sex := _SEX.search(event)) and sex.end() == len(event):
        return RosterColumn.BIRTH_DATE if event_of(event[: sex.start()]) is RosterColumn.BIRTH_DATE else None
    return None


def event_of(words: str) -> RosterColumn | None:
    """Return the column of dates of an event: "sinh", "kết nạp", "công nhận chính thức"."""
    return next((column for column, pattern in _EVENTS.items() if pattern.fullmatch(words)), None)


def mark_of(cell: Cell) -> Mark | None:
    """Return the meaning of a cross under a heading:

    "Chính thức", "Dự bị", "Miễn sinh hoạt", "Bí thư"; ``None`` for others.
    """
    words = words_of(cell)
    for standing, pattern in _STANDINGS.items():
        if pattern.fullmatch(words):
            return standing
    _, office = office_of(words)
    conditions = conditions_of(words) if words else ()
    return office or (conditions[0] if len(conditions) == 1 else None)


def meaning_under(parent: Cell, cell: Cell) -> RosterColumn | None:
    """Return the column named by a heading below a heading of several columns."""
    above, words = meaning(parent), words_of(cell)
    if above in {RosterColumn.JOINED_ON, RosterColumn.OFFICIAL_ON}:
        return event_of(words)
    if above is RosterColumn.BIRTH_DATE and words in {"nam", "nu"}:
        return RosterColumn.BIRTH_DATE
    if above is RosterColumn.FULL_NAME:
        return _PARTS_OF_A_NAME.get(words) or (found if (found := meaning(cell)) in _NAMES else None)
    return None


def names_people(cell: Cell) -> bool:
    """Tell whether a heading is that of a name column."""
    return meaning(cell) in _NAMES
