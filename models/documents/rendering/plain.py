"""Plain text for the terminal and old printers, and Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from models.documents.paper import (
    Align,
    BallotSlips,
    BlankLines,
    Block,
    DocumentHeading,
    Paper,
    PaperAddendum,
    PaperTable,
    Paragraph,
    Signature,
    TableColumn,
    column_widths,
)
from models.domain.formats import NO_BREAK, units_bound
from models.domain.text import cell_width

WIDTH = 78
_MARKED = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>|#"})


def to_text(paper: Paper) -> str:
    """Return the document as lines of at most 78 columns."""
    half = WIDTH // 2
    lines = _head(paper, half) if paper.title or paper.subject else []
    for block, following in zip_longest(paper.body, paper.body[1:]):
        lines += _block(block)
        if not (isinstance(block, Paragraph) and isinstance(following, Paragraph)):
            lines.append("")
    lines += _beside(_signed(paper.left), _signed(paper.right), half) if paper.left or paper.right else []
    listed = (paper.recipients_title, *paper.recipients) if paper.recipients else ()
    lines += ["", *(part for line in listed for part in _wrapped(line, WIDTH))] if listed else []
    for one in paper.addenda:
        lines += ["", "", one.title.center(WIDTH), one.place_and_day.center(WIDTH), ""]
        lines += [part for line in one.lines for part in _wrapped(line, WIDTH, indent="  ")]
        lines += ["", *_beside(_signed(one.left), _signed(one.right), half)]
    lines += ["", *(part for line in paper.seal.lines for part in line.split(": "))] if paper.seal else []
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Return a text as lines, without a break between a number and its unit."""
    lines = (
        line
        for part in text.split("\n")
        for line in textwrap.wrap(units_bound(part), width, initial_indent=indent, break_on_hyphens=False)
    )
    return [line.replace(NO_BREAK, " ") for line in lines]


def _head(paper: Paper, half: int) -> list[str]:
    """Return the letterhead and the titles."""
    note = [f"({paper.note})"] if paper.note else []
    left = [paper.superior, paper.cell, *(["*", paper.number] if paper.number else [])]
    right = [paper.party, "", paper.place_and_day]
    if not paper.title:  # an official letter: what it is about stands under its number
        return [*_beside([*left, paper.subject, *note], right, half), ""]
    return [
        *_beside(left, right, half),
        "",
        *(line.center(WIDTH) for line in note),
        *(line.center(WIDTH) for part in (paper.title, paper.subject) for line in _wrapped(part, WIDTH)),
        "-----".center(WIDTH),
        "",
    ]


def to_markdown(paper: Paper) -> str:
    """Return the document as Markdown (CommonMark, with tables)."""
    parts = [
        *(_markdown_head(paper) if paper.title or paper.subject else ()),
        *([f"**{_marked(paper.subject)}**"] if paper.subject else []),
        *(_markdown(block) for block in paper.body),
        *(_signed_markdown(one) for one in (paper.left, paper.right) if one),
        "  \n".join(map(_marked, (paper.recipients_title, *paper.recipients))),
        *(part for one in paper.addenda for part in _markdown_addendum(one)),
        "  \n".join(paper.seal.lines) if paper.seal else "",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _markdown_head(paper: Paper) -> tuple[str, ...]:
    return (
        "  \n".join(filter(None, map(_marked, (paper.superior, paper.cell, paper.number)))),
        f"**{_marked(paper.party)}**  \n*{_marked(paper.place_and_day)}*",
        f"*({_marked(paper.note)})*" if paper.note else "",
        f"# {_marked(paper.title)}" if paper.title else "",
    )


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, DocumentHeading):
        yield from _wrapped(block.text, WIDTH)
    elif isinstance(block, Paragraph):
        yield from _wrapped(block.text, WIDTH, indent="  ")
    elif isinstance(block, PaperTable):
        yield from _table(block)
    elif isinstance(block, BlankLines):
        yield from ["." * WIDTH] * block.count
    else:
        yield from _slips(block)


def _table(block: PaperTable) -> Iterator[str]:
    widths = column_widths(block, WIDTH)
    yield from _row([column.title for column in block.columns], widths, block.columns)
    yield "-+-".join("-" * width for width in widths)
    for row in block.rows:
        yield from _row(row, widths, block.columns)


def _row(cells: Sequence[str], widths: Sequence[int], columns: Sequence[TableColumn]) -> Iterator[str]:
    wrapped = [_wrapped(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, wrapped))):
        parts = [lines[number] if number < len(lines) else "" for lines in wrapped]
        yield " | ".join(_stood(*one) for one in zip(parts, widths, columns, strict=True))


def _stood(text: str, width: int, column: TableColumn) -> str:
    room = max(0, width - cell_width(text))
    if column.align is Align.CENTRE:
        return " " * (room // 2) + text + " " * (room - room // 2)
    return " " * room + text if column.align is Align.RIGHT else text + " " * room


def _slips(block: BallotSlips) -> Iterator[str]:
    for _number in range(block.count):
        yield "- " * (WIDTH // 2)
        yield from [f"[{block.stamp}]"] if block.stamp else []
        yield block.title.center(WIDTH)
        yield from _wrapped(block.question, WIDTH)
        yield from _wrapped(f"({block.hint})", WIDTH) if block.hint else []
        boxes = "".join(f"  [ ] {box}" for box in block.boxes)
        for line in block.lines:
            yield from _wrapped(f"{line}:{boxes}" if boxes else f"[ ] {line}", WIDTH, indent="  ")


def _beside(left: Sequence[str], right: Sequence[str], width: int) -> list[str]:
    """Return two columns of centred lines."""
    first = [part for line in left for part in _wrapped(line, width - 1) or [""] if line or left[0] == line]
    second = [part for line in right for part in _wrapped(line, width - 1) or [""]]
    rows = max(len(first), len(second))
    first += [""] * (rows - len(first))
    second += [""] * (rows - len(second))
    return [f"{one.center(width)}{two.center(width)}" for one, two in zip(first, second, strict=True)]


def _signed(one: Signature | None) -> list[str]:
    return [one.above, one.office, "", "", one.name] if one else []


def _markdown_addendum(one: PaperAddendum) -> Iterator[str]:
    yield f"## {_marked(one.title)}"
    yield f"*{_marked(one.place_and_day)}*"
    yield from map(_marked, one.lines)
    yield from (_signed_markdown(signed) for signed in (one.left, one.right) if signed)


def _signed_markdown(one: Signature) -> str:
    return "  \n".join(f"**{_marked(line)}**" for line in (one.above, one.office, one.name) if line)


def _markdown(block: Block) -> str:
    if isinstance(block, DocumentHeading):
        return f"{'#' * (block.level + 1)} {_marked(block.text)}"
    if isinstance(block, Paragraph):
        return f"*{_marked(block.text)}*" if block.is_italic else _marked(block.text)
    if isinstance(block, BlankLines):
        return "\n\n".join(["…" * (WIDTH // 2)] * block.count)
    return _markdown_slips(block) if isinstance(block, BallotSlips) else _markdown_table(block)


def _markdown_slips(block: BallotSlips) -> str:
    pairs = " ".join(f"☐ {_marked(box)}" for box in block.boxes)
    boxes = "\n".join(f"- {_marked(line)}: {pairs}" if pairs else f"- [ ] {_marked(line)}" for line in block.lines)
    hint = f"*({_marked(block.hint)})*" if block.hint else ""
    stamp = f"\\[{_marked(block.stamp)}\\]" if block.stamp else ""
    parts = (stamp, f"**{_marked(block.title)}**", _marked(block.question), hint, boxes)
    return "\n\n---\n\n".join(["\n\n".join(filter(None, parts))] * block.count)


def _markdown_table(block: PaperTable) -> str:
    rules = {Align.LEFT: "---", Align.CENTRE: ":-:", Align.RIGHT: "--:"}
    rows = [[_marked(column.title) for column in block.columns]]
    for number, row in enumerate(block.rows):
        marks = "**" if number in block.strong else ""
        rows.append([f"{marks}{_marked(cell)}{marks}" if cell else "" for cell in row])
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "|".join(rules[column.align] for column in block.columns) + "|", *lines[1:]])


def _marked(text: str) -> str:
    """Return a text with the characters escaped that are special in Markdown."""
    marked = text.translate(_MARKED)
    return f"\\{marked}" if marked[:1] in {"-", "+"} else marked
