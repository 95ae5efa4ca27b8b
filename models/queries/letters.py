"""The letters of the cell, besides the papers of its meetings: drafts and issued ones."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from typing import Any

from models.domain.errors import UnknownRecord
from models.domain.language import N_
from models.domain.text import name_and_tag, split_lines
from models.domain.vocabulary import LetterKind, LetterState, Office
from models.queries.creation_order import first_written
from models.queries.names import shown_names
from models.queries.people import CellView, cell, offices_on

SIGNING = (Office.SECRETARY, Office.DEPUTY_SECRETARY)
"""The offices that sign for the cell."""


@dataclass(frozen=True, slots=True)
class LetterHead:
    """The content of a letter's letterhead and signature: the cell, its superior, the signer and the
    signer's office.
    """

    cell: CellView
    signer: str
    office: Office | None


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter; ``recipients`` are named one by one. ``head`` of an issued one is as it was on that day."""

    id: str
    kind: LetterKind
    subject: str
    text: str
    recipients: tuple[str, ...]
    signer_id: str | None
    state: LetterState
    number: int | None
    issued_on: date | None
    head: LetterHead

    @property
    def is_issued(self) -> bool:
        """Whether it is issued and cannot be changed."""
        return self.state is LetterState.ISSUED


_FIELDS = "id, kind, subject, text, recipients, signer_id, state, number, issued_on, head"


def letters(connection: sqlite3.Connection, today: date) -> tuple[LetterView, ...]:
    """Return every letter in the order in which they were drafted."""
    order = first_written("letter")
    rows = connection.execute(f"SELECT {_FIELDS} FROM letter WHERE deleted = 0 ORDER BY {order}").fetchall()
    head_of = cache(partial(letter_head, connection))  # many letters have the same signer and day
    return tuple(_view(head_of, row, today) for row in rows)


def letter(connection: sqlite3.Connection, key: str, today: date) -> LetterView:
    """Return a letter. Raises :class:`UnknownRecord` when there is none, or it was withdrawn."""
    row = connection.execute(f"SELECT {_FIELDS} FROM letter WHERE deleted = 0 AND id = ?", (key,)).fetchone()
    if row is None:
        raise UnknownRecord(N_("There is no letter “{key}”."), key=key)
    return _view(partial(letter_head, connection), row, today)


def letter_head(connection: sqlite3.Connection, signer_id: str | None, day: date) -> LetterHead:
    """Return letterhead and signature of a letter on a day; by default the secretary signs."""
    offices = offices_on(connection, day)
    secretary = next((key for key, office in offices.items() if office is Office.SECRETARY), None)
    signer = signer_id or secretary or ""
    name = name_and_tag(shown_names(connection).get(signer, ""))[0]
    return LetterHead(cell(connection), name, offices.get(signer))


def head_text(head: LetterHead) -> str:
    """Return the stored form of a letter's head, as JSON."""
    own = head.cell
    kept = {
        "cell": {"name": own.name, "superior": own.superior, "place": own.place, "code": own.code},
        "signer": head.signer,
        "office": head.office.value if head.office else "",
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def lines(text: str) -> tuple[str, ...]:
    """Return the non-empty lines of a text."""
    return tuple(line for line in map(str.strip, split_lines(text)) if line)


def _view(head_of: Callable[[str | None, date], LetterHead], row: tuple[Any, ...], today: date) -> LetterView:
    key, kind, subject, text, recipients, signer, state, number, issued, kept = row
    day = date.fromisoformat(issued) if issued else None
    head = _kept_head(head_of(signer, day or today), kept)
    return LetterView(
        *(key, LetterKind(kind), subject, text, lines(recipients), signer, LetterState(state), number, day, head)
    )


def _kept_head(now: LetterHead, kept: str) -> LetterHead:
    """Return the stored head; the present one if the stored value of another machine is invalid."""
    try:
        found = json.loads(kept) if kept else {}
        own: Mapping[str, Any] = found["cell"]
        name, superior, place, code = (str(own[name]) for name in ("name", "superior", "place", "code"))
        office = Office(found["office"]) if found["office"] else None
        cell_then = replace(now.cell, name=name, superior=superior, place=place, code=code)
        return LetterHead(cell_then, str(found["signer"]), office)
    except (ValueError, TypeError, LookupError, RecursionError):
        return now
