"""The number book (sổ văn bản đi): every numbered document of a term, by day, with gaps and duplicates."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from models.documents.catalogue import DocumentRequest
from models.documents.kinds.letters import recipients_of
from models.documents.letterhead import committee_of, issuer_of, signer_of
from models.documents.names import DocumentKind
from models.documents.wording import resolution_subject, subject_text, without_type
from models.domain.errors import UnknownRecord
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.limits import NUMBERED
from models.domain.terms import term_of
from models.domain.text import name_and_tag
from models.queries.decisions import resolutions_of
from models.queries.letters import LetterView, letters
from models.queries.meetings import MeetingView, meeting, meetings
from models.queries.names import shown_names
from models.queries.numbering import (
    NumberedDocument,
    Scope,
    Series,
    numbered_documents,
    scope_of,
    term_beginnings,
    unnumbered_minutes,
)
from models.queries.people import CellView, cell, offices_on
from models.queries.votes import motions


@dataclass(frozen=True, slots=True)
class BookEntry:
    """A line of the book. ``number`` is as it is printed (``05-NQ/CB``); ``is_double``: another document has it too."""

    document: NumberedDocument
    number: str
    day: date
    kind: str
    subject: str
    recipients: tuple[str, ...]
    signer: str
    is_double: bool = False


@dataclass(frozen=True, slots=True)
class BookGap:
    """Numbers of a series without a document, from the first to the last as printed; equal for a single number."""

    first: str
    last: str

    @property
    def numbers(self) -> str:
        """The missing numbers as one text."""
        return self.first if self.first == self.last else f"{self.first} – {self.last}"


BookLine = BookEntry | BookGap


def number_book(connection: sqlite3.Connection, on: date) -> tuple[BookLine, ...]:
    """Return the book of the term of a day, including its congresses.

    Lines are ordered by day; missing numbers are before the next number of their series.
    """
    beginnings = term_beginnings(connection)
    term = term_of(on, beginnings)
    documents = (*numbered_documents(connection), *unnumbered_minutes(connection))
    found = [one for one in documents if term_of(one.day, beginnings) == term]
    reader = _Reader(connection, on)
    given = Counter((one.series, scope_of(one, beginnings), one.number) for one in found)
    entries = sorted(
        (
            replace(reader.entry(one), is_double=given[one.series, scope_of(one, beginnings), one.number] > 1)
            for one in found
        ),
        key=lambda entry: (entry.day, entry.document.series, entry.document.number, entry.document.id),
    )
    gaps = _gaps(found, beginnings)
    lines: list[BookLine] = []
    for entry in entries:
        place = entry.document.series, scope_of(entry.document, beginnings), entry.document.number
        if missing := gaps.pop(place, None):
            ending = entry.number.partition("-")[2]
            lines.append(BookGap(f"{missing[0]:02}-{ending}", f"{missing[1]:02}-{ending}"))
        lines.append(entry)
    return tuple(lines)


def request_for(connection: sqlite3.Connection, table: str, series: Series, key: str) -> DocumentRequest:
    """Return the request by which a numbered document of a meeting is made. Raises :class:`UnknownRecord`."""
    documents = (*numbered_documents(connection), *unnumbered_minutes(connection))
    wanted = table, series, key
    found = next((one for one in documents if (one.table, one.series, one.id) == wanted), None)
    if found is None:
        raise UnknownRecord(N_("This document has no number any more."))
    if table == "minutes":
        return DocumentRequest(DocumentKind.MINUTES, found.meeting_id)
    put = {one.id: one for one in motions(connection, found.meeting_id)}
    if table == "motion":  # its own resolution, on an admission or confirmation, or the minutes of its count
        kind = DocumentKind(put[key].kind.value) if series is Series.RESOLUTION else DocumentKind.COUNT
        return DocumentRequest(kind, found.meeting_id, put[key].number)
    motion = next((one.motion_id for one in resolutions_of(connection, found.meeting_id) if one.id == key), None)
    number = put[motion].number if motion in put else None
    return DocumentRequest(DocumentKind.RESOLUTION, found.meeting_id, number)


def _kind_name(one: NumberedDocument) -> str:
    """Return the name of a document of a meeting."""
    if one.series is Series.RESOLUTION:
        return _("resolution")
    return _("minutes of a count") if one.table == "motion" else _("minutes")


def _gaps(
    found: Iterable[NumberedDocument], beginnings: tuple[date, ...]
) -> dict[tuple[Series, Scope, int], tuple[int, int]]:
    """Return the missing numbers (first and last) by the number that follows them."""
    given: defaultdict[tuple[Series, Scope], set[int]] = defaultdict(set)
    for one in found:
        if one.number <= NUMBERED:
            given[one.series, scope_of(one, beginnings)].add(one.number)
    missing = {}
    for (series, scope), numbers in given.items():
        before = 0
        for number in sorted(numbers):
            if number > before + 1:
                missing[series, scope, number] = before + 1, number - 1
            before = number
    return missing


class _Reader:
    """Reads the content of lines; meetings and letters are read once."""

    def __init__(self, connection: sqlite3.Connection, today: date) -> None:
        self._connection = connection
        self._cell = cell(connection)
        self._names = shown_names(connection)
        self._meetings = {one.id: one for one in meetings(connection)}
        self._letters = {one.id: one for one in letters(connection, today)}
        self._adopted = dict(connection.execute("SELECT id, adopted_on FROM resolution WHERE deleted = 0").fetchall())
        self._heads = dict(connection.execute("SELECT meeting_id, head FROM minutes WHERE deleted = 0").fetchall())

    def entry(self, one: NumberedDocument) -> BookEntry:
        """Return the line of a document."""
        if one.table == "letter":
            return self._of_letter(one, self._letters[one.id])
        of = self._meetings.get(one.meeting_id) or meeting(self._connection, one.meeting_id)  # refuses a removed one
        day = date.fromisoformat(self._adopted[one.id]) if self._adopted.get(one.id) else of.day
        own = self._cell_then(one)
        kind = _kind_name(one)
        committee = (_("{committee} (to report)").format(committee=committee_of(own.superior)),) if own.superior else ()
        members = (_("members of the cell"),) if one.series is Series.RESOLUTION else ()
        signer = self._for_the_cell(of) if one.series is Series.RESOLUTION else of.chair
        number = f"{one.number:02}-{one.series.value}/{issuer_of(own, one.series.value)}"
        subject = without_type(one.title, kind) if one.title else subject_text(of)
        if one.table == "resolution":
            subject = resolution_subject(one.title, of)
        return BookEntry(one, number, day, kind, subject, (*committee, *members), name_and_tag(signer)[0])

    def _of_letter(self, one: NumberedDocument, view: LetterView) -> BookEntry:
        number = f"{one.number:02}-{one.series.value}/{view.head.cell.code}"
        kind = label(view.kind)
        return BookEntry(
            one, number, one.day, kind, without_type(view.subject, kind), recipients_of(view), view.head.signer
        )

    def _cell_then(self, one: NumberedDocument) -> CellView:
        """Return the cell as named in the sealed minutes of a meeting, else as it is now."""
        try:
            kept = json.loads(self._heads.get(one.meeting_id) or "{}").get("cell", {})
            superior, code = str(kept["superior"]), str(kept["code"])
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            superior, code = self._cell.superior, self._cell.code
        return replace(self._cell, superior=superior, code=code, is_congress=one.of_congress)

    def _for_the_cell(self, of: MeetingView) -> str:
        """Return who signs a resolution."""
        offices = {self._names.get(key, ""): office for key, office in offices_on(self._connection, of.day).items()}
        return signer_of(offices, of.chair)[1]
