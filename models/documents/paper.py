"""A document of the office as a value: what stands on the page, not how it is drawn.

One value lies behind every format, so that PDF, DOCX and plain text cannot say different things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from models.domain.formats import units_bound


class Align(StrEnum):
    """How the cells of a column stand."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class DocumentHeading:
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
class TableColumn:
    """A column of a table: its heading, its share of the width, how its cells stand."""

    title: str
    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table whose head is repeated on every page; the rows with a number in ``strong`` (from 0) stand in bold."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: tuple[int, ...] = ()
    type: str = "table"


@dataclass(frozen=True, slots=True)
class BlankLines:
    """So many dotted lines to write on by hand."""

    count: int
    type: str = "blanks"


@dataclass(frozen=True, slots=True)
class BallotSlips:
    """The same slip so many times, cut apart along the lines: ballot papers. ``lines`` are chosen by a box each;
    ``hint`` says how.
    """

    count: int
    title: str
    question: str
    lines: tuple[str, ...]
    hint: str = ""
    type: str = "slips"


Block = DocumentHeading | Paragraph | PaperTable | BlankLines | BallotSlips


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
        """Return it as JSON says it, for the templates.

        A block tells too whether it is the last, and a heading whether something stands under it: they hold together
        on a page with what follows.
        """
        made: dict[str, Any] = changed_texts(asdict(self), units_bound)
        for place, block in enumerate(self.body):
            following = self.body[place + 1] if place + 1 < len(self.body) else None
            deeper = (
                isinstance(block, DocumentHeading)
                and isinstance(following, DocumentHeading)
                and following.level > block.level
            )
            made["body"][place]["last"] = following is None
            made["body"][place]["followed"] = deeper or (
                following is not None and not isinstance(following, DocumentHeading)
            )
        return made


def changed_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Return a JSON value in which every text was changed; the names of fields stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: changed_texts(one, change) for name, one in value.items()}
    return type(value)(changed_texts(one, change) for one in value) if isinstance(value, list | tuple) else value


def texts_of(paper: Paper) -> tuple[str, ...]:
    """Return every text of a document."""
    return tuple(_texts(asdict(paper)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def table(
    columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], strong: Sequence[int] = ()
) -> tuple[Block, ...]:
    """Return a table, or nothing where it has no rows: an empty section is left out, not left blank."""
    return (PaperTable(tuple(columns), tuple(tuple(row) for row in rows), tuple(strong)),) if rows else ()


def without_empty(columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], *kept: int) -> tuple[Block, ...]:
    """Return a table without the columns in which no row says anything, but for those with a number in ``kept``."""
    filled = [at for at in range(len(columns)) if at in kept or any(row[at] for row in rows)]
    return table([columns[at] for at in filled], [[row[at] for at in filled] for row in rows])


def section(title: str, *blocks: Block) -> tuple[Block, ...]:
    """Return a heading with what stands under it, or nothing where that is nothing."""
    return (DocumentHeading(title), *blocks) if blocks else ()


def sections(*parts: tuple[str, tuple[Block, ...]]) -> tuple[Block, ...]:
    """Return sections numbered ``I-``, ``II-`` …; one without anything in it is left out, and takes no number."""
    filled = [(title, blocks) for title, blocks in parts if blocks]
    return tuple(
        block
        for numeral, (title, blocks) in zip(_NUMERALS, filled, strict=False)
        for block in (DocumentHeading(f"{numeral}- {title}"), *blocks)
    )


def numbered(*parts: tuple[str, tuple[Block, ...]]) -> tuple[Block, ...]:
    """Return the parts of a section numbered ``1.``, ``2.`` …; one without anything in it takes no number."""
    filled = [(title, blocks) for title, blocks in parts if blocks]
    return tuple(
        block
        for number, (title, blocks) in enumerate(filled, 1)
        for block in (DocumentHeading(f"{number}. {title}", 2), *blocks)
    )


_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
