"""A document of the office as a value: what stands on the page, not how it is drawn.

One value lies behind every format, so that PDF, DOCX and plain text cannot say different things.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Align(StrEnum):
    """How the cells of a column stand."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 is ``I-``, level 2 is ``1.``."""

    text: str
    level: int = 1
    type: str = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    is_italic: bool = False
    type: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, how its cells stand."""

    title: str
    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    type: str = "table"


@dataclass(frozen=True, slots=True)
class Slips:
    """The same slip so many times, cut apart along the lines: ballot papers. ``lines`` are chosen by a box each."""

    count: int
    title: str
    question: str
    lines: tuple[str, ...]
    type: str = "slips"


Block = Heading | Paragraph | Table | Slips


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the line above (``T/M CHI BỘ``), the office, the name."""

    above: str
    office: str
    name: str


@dataclass(frozen=True, slots=True)
class Seal:
    """What is printed of sealed minutes: their SHA-256, by which ``chibo verify`` checks them."""

    digest: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. ``note`` stands above the title where it is a draft; the last of ``recipients`` is the cell."""

    superior: str
    cell: str
    party: str
    number: str
    place_and_day: str
    title: str
    subject: str
    body: tuple[Block, ...]
    left: Signature | None = None
    right: Signature | None = None
    recipients_title: str = ""
    recipients: tuple[str, ...] = ()
    note: str = ""
    seal: Seal | None = None
    language: str = "vi"

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON says it, for the templates."""
        return asdict(self)


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[Block, ...]:
    """Return a table, or nothing where it has no rows: an empty section is left out, not left blank."""
    return (Table(tuple(columns), tuple(tuple(row) for row in rows)),) if rows else ()


def section(title: str, *blocks: Block) -> tuple[Block, ...]:
    """Return a heading with what stands under it, or nothing where that is nothing."""
    return (Heading(title), *blocks) if blocks else ()


def sections(*parts: tuple[str, tuple[Block, ...]]) -> tuple[Block, ...]:
    """Return sections numbered ``I-``, ``II-`` …; one without anything in it is left out, and takes no number."""
    filled = [(title, blocks) for title, blocks in parts if blocks]
    return tuple(
        block
        for numeral, (title, blocks) in zip(_NUMERALS, filled, strict=False)
        for block in (Heading(f"{numeral}- {title}"), *blocks)
    )


_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
