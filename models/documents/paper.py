"""A document as a value: its content without layout.

All formats are made from this one value, so that PDF, DOCX and plain text cannot differ in content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, Literal

from models.domain.formats import units_bound
from models.domain.text import cell_width


class Align(StrEnum):
    """Alignment of the cells of a column."""

    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class DocumentHeading:
    """A heading: level 1 is ``I-``, level 2 is ``1.``."""

    text: str
    level: int = 1
    type: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    is_italic: bool = False
    type: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: heading, relative width, alignment; whether people sign in it."""

    title: str
    width: int
    align: Align = Align.LEFT
    signed: bool = False


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table whose head is repeated on every page; ``strong`` are the indices (from 0) of the rows in bold type."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: tuple[int, ...] = ()
    type: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class BlankLines:
    """A number of dotted lines to write on by hand."""

    count: int
    type: Literal["blanks"] = "blanks"


@dataclass(frozen=True, slots=True)
class BallotSlips:
    """Ballot papers: the same slip, repeated ``count`` times and cut along the lines.

    Each of ``lines`` has a box, or one for each name in ``boxes``; ``hint`` says how to mark it. ``stamp`` marks the
    place for the committee's stamp.
    """

    count: int
    title: str
    question: str
    lines: tuple[str, ...]
    hint: str = ""
    boxes: tuple[str, ...] = ()
    stamp: str = ""
    type: Literal["slips"] = "slips"


Block = DocumentHeading | Paragraph | PaperTable | BlankLines | BallotSlips


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature block: the line above (``T/M CHI BỘ``), the office, the name."""

    above: str
    office: str
    name: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The printed seal of minutes: the SHA-256 of their text, and of the whole paper with letterhead, number, day,
    signatures and addenda (:func:`models.documents.sealed_paper.whole_digest`).
    """

    digest: str
    whole: str = ""
    digest_label: str = "SHA-256"
    whole_label: str = "SHA-256"
    picture: str = "SHA-256"
    """Alternative text of the QR code, for screen readers."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines printed beside the QR code."""
        found = ((self.digest_label, self.digest), (self.whole_label, self.whole))
        return tuple(f"{label}: {digest}" for label, digest in found if digest)

    @property
    def in_qr(self) -> str:
        """The digest that the QR code holds."""
        return self.whole or self.digest


@dataclass(frozen=True, slots=True)
class PaperAddendum:
    """What stands under the signatures of sealed minutes: numbered, dated and signed by itself."""

    title: str
    place_and_day: str
    lines: tuple[str, ...]
    left: Signature | None = None
    right: Signature | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. ``note`` is printed above the title of a draft; the last of ``recipients`` is the cell.

    ``created`` is the creation time in the file's properties (ISO 8601): of sealed minutes the time of their approval
    or last addendum, of another document the day on which it is made.
    """

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
    created: str = ""
    addenda: tuple[PaperAddendum, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the document as JSON values, for the templates.

        Each block says whether it is the last one, each heading whether something follows under it: such blocks are
        kept on one page with their neighbour.
        """
        made: dict[str, Any] = changed_texts(asdict(self), units_bound)
        if self.seal:
            made["seal"]["lines"] = self.seal.lines
        for place, block in enumerate(self.body):
            if isinstance(block, PaperTable):
                for column, width in zip(made["body"][place]["columns"], column_widths(block), strict=True):
                    column["share"] = width
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


ROOM = 78
"""Characters of 12 pt between the margins, and on a line of plain text."""
_LONGEST_WORD = 16


def column_widths(found: PaperTable, room: int = ROOM, wider: int = 0) -> list[int]:
    """Return the widths of a table's columns in characters: their shares, but at least their longest words.

    A word is broken if it is longer than :data:`_LONGEST_WORD`, or if there is no room for it beside the others.
    ``wider`` is by how many hundredths the letters may be wider: Word draws them in the typeface that it has.
    """
    room -= 3 * (len(found.columns) - 1)
    whole = sum(column.width for column in found.columns)
    longest = (min(_longest(found, at), _LONGEST_WORD) for at in range(len(found.columns)))
    needed = [max(5 if wider else 3, -(-one * (100 + wider) // 100)) for one in longest]  # 5: “TT” and its margins
    shares = [max(3, room * column.width // whole) for column in found.columns]
    widths = [max(pair) for pair in zip(shares, needed, strict=True)]
    while sum(widths) > room:
        spare = [width - least for width, least in zip(widths, needed, strict=True)]
        at = spare.index(max(spare)) if max(spare) > 0 else widths.index(max(widths))
        if widths[at] <= 3:
            break
        widths[at] -= 1
    return widths


def _longest(found: PaperTable, at: int) -> int:
    words = (word for row in found.rows for word in row[at].split())
    return max(map(cell_width, (*found.columns[at].title.split(), *words)), default=0)


def changed_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Return a JSON value with ``change`` applied to every text; the names of fields stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: changed_texts(one, change) for name, one in value.items()}
    return type(value)(changed_texts(one, change) for one in value) if isinstance(value, list | tuple) else value


def with_texts(paper: Paper, change: Callable[[str], str]) -> Paper:
    """Return a document with ``change`` applied to every text."""
    changed: Paper = _changed(paper, change)
    return changed


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: getattr(value, one.name) for one in fields(value) if one.name != "type"}
        return replace(value, **{name: _changed(part, change) for name, part in parts.items()})
    if isinstance(value, tuple):
        return tuple(_changed(one, change) for one in value)
    return change(value) if type(value) is str else value


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
    """Return a table, or nothing if it has no rows: an empty section is left out."""
    return (PaperTable(tuple(columns), tuple(tuple(row) for row in rows), tuple(strong)),) if rows else ()


def without_empty(columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], *kept: int) -> tuple[Block, ...]:
    """Return a table without its empty columns, except those whose numbers are in ``kept``."""
    filled = [at for at in range(len(columns)) if at in kept or any(row[at] for row in rows)]
    return table([columns[at] for at in filled], [[row[at] for at in filled] for row in rows])


def section(title: str, *blocks: Block) -> tuple[Block, ...]:
    """Return a heading with its blocks, or nothing if there are none."""
    return (DocumentHeading(title), *blocks) if blocks else ()


def sections(*parts: tuple[str, tuple[Block, ...]]) -> tuple[Block, ...]:
    """Return sections numbered ``I-``, ``II-`` …; an empty one is left out and takes no number."""
    filled = [(title, blocks) for title, blocks in parts if blocks]
    return tuple(
        block
        for numeral, (title, blocks) in zip(_NUMERALS, filled, strict=False)
        for block in (DocumentHeading(f"{numeral}- {title}"), *blocks)
    )


def numbered(*parts: tuple[str, tuple[Block, ...]]) -> tuple[Block, ...]:
    """Return the parts of a section numbered ``1.``, ``2.`` …; an empty one takes no number."""
    filled = [(title, blocks) for title, blocks in parts if blocks]
    return tuple(
        block
        for number, (title, blocks) in enumerate(filled, 1)
        for block in (DocumentHeading(f"{number}. {title}", 2), *blocks)
    )


_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
