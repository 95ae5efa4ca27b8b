"""What papers call a meeting by its kind: a congress, a meeting of the committee and a review are no “sinh hoạt”."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.domain.language import N_, _
from models.domain.vocabulary import MeetingKind


@dataclass(frozen=True, slots=True)
class _Words:
    """The subject of its papers, what the cell held, the occasion with its article, and who dealt and decided."""

    subject: str
    held: str
    occasion: str
    body: str


_MEETING, _CELL = N_("the meeting"), N_("the cell")
_WORDS: Mapping[MeetingKind, _Words] = {
    MeetingKind.REGULAR: _Words(
        N_("regular meeting of the cell, {month}/{year}"), N_("its regular meeting"), _MEETING, _CELL
    ),
    MeetingKind.THEMATIC: _Words(
        N_("thematic meeting of the cell, {month}/{year}"), N_("its thematic meeting"), _MEETING, _CELL
    ),
    MeetingKind.EXTRAORDINARY: _Words(
        N_("extraordinary meeting of the cell, {month}/{year}"), N_("an extraordinary meeting"), _MEETING, _CELL
    ),
    MeetingKind.ADMISSION: _Words(
        N_("meeting of the cell on admissions and confirmations, {month}/{year}"),
        N_("a meeting on admissions and confirmations"),
        *(_MEETING, _CELL),
    ),
    MeetingKind.ANNUAL_REVIEW: _Words(
        N_("annual review of the cell, {year}"), N_("its annual review"), N_("the conference"), N_("the conference")
    ),
    MeetingKind.CONGRESS: _Words(
        N_("congress of the cell, {month}/{year}"), N_("its congress"), N_("the congress"), N_("the congress")
    ),
    MeetingKind.COMMITTEE: _Words(
        N_("meeting of the cell committee, {month}/{year}"),
        *(N_("a meeting of its committee"), N_("the meeting of the committee"), N_("the committee")),
    ),
}


def subject_of(kind: MeetingKind, day: date) -> str:
    """Return the subject line of the papers of a meeting: ``sinh hoạt chi bộ thường kỳ tháng 12 năm 2026``."""
    return _(_WORDS[kind].subject).format(month=day.month, year=day.year)


def held_text(kind: MeetingKind) -> str:
    """Return what the cell held: ``sinh hoạt thường kỳ``, ``đại hội``."""
    return _(_WORDS[kind].held)


def occasion(kind: MeetingKind) -> str:
    """Return a meeting within a sentence: ``buổi sinh hoạt``, ``đại hội``."""
    return _(_WORDS[kind].occasion)


def body_of(kind: MeetingKind) -> str:
    """Return who deals with an item and decides: ``chi bộ``, ``đại hội``, ``chi ủy``."""
    return _(_WORDS[kind].body)
