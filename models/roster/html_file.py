"""Web pages named as workbooks, as many programs write ".xls": their tables, read as sheets."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from models.roster.cells import clean_table
from models.roster.limits import MAX_COLUMNS, MAX_ROWS, too_many_rows
from models.roster.sheet_xml import fill_down
from models.roster.values import Cell, Range, RosterLine, RosterSource, RosterTable

_HEAD = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_BREAKS = frozenset({"br", "p", "div", "li"})
_UNREAD = frozenset({"script", "style", "title"})


def is_html(text: str) -> bool:
    """Tell whether a text is the beginning of a web page."""
    return _HEAD.match(text[:4096]) is not None


def charset_of(content: bytes) -> str | None:
    """Return the declared encoding of a page."""
    found = _CHARSET.search(content[:4096])
    return found[1].decode("ascii") if found else None


def read_html(text: str, name: str) -> tuple[RosterTable, ...]:
    """Return each table of a page; cells that span rows or columns become merged cells."""
    reader = _Tables(name)
    reader.feed(text)
    reader.close()
    return tuple(
        clean_table(
            RosterTable(RosterSource(name, "HTML", sheet=str(number)), sheet.lines(), merged=tuple(sheet.merged))
        )
        for number, sheet in enumerate(reader.sheets, start=1)
    )


class _Sheet:
    """The cells of one table while it is read."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[int, str | None]] = {}
        self.merged: list[Range] = []
        self.number = 0
        self._taken: set[tuple[int, int]] = set()

    def put(self, text: str, wide: int, high: int) -> None:
        """Put a cell into the first free positions of the row."""
        place = 0
        while (self.number, place) in self._taken:
            place += 1
        if place >= MAX_COLUMNS:
            return
        wide, high = min(wide, MAX_COLUMNS - place), min(high, 100)
        self._taken |= {(self.number + down, place + right) for down in range(high) for right in range(wide)}
        self.rows.setdefault(self.number, {})[place] = text or None
        if wide > 1 or high > 1:
            self.merged.append((place + 1, self.number, place + wide, self.number + high - 1))

    def lines(self) -> tuple[RosterLine, ...]:
        """Return the lines that are not empty."""
        width = max((place + 1 for row in self.rows.values() for place in row), default=0)
        rows: dict[int, list[Cell]] = {
            number: [row.get(place) for place in range(width)] for number, row in self.rows.items()
        }
        fill_down(rows, self.merged)
        return tuple(RosterLine(number, tuple(cells)) for number, cells in rows.items())


class _Tables(HTMLParser):
    """Collects the cells of each table; a table within a cell becomes part of its text."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[_Sheet] = []
        self._name = name
        self._open: list[_Sheet] = []
        self._unread = 0
        self._text: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell or a line of a cell."""
        if tag in _UNREAD:
            self._unread += 1
        elif tag == "table":
            self._open.append(_Sheet())
            self.sheets += self._open[-1:] if len(self._open) == 1 else []
        elif tag in _BREAKS and self._text is not None:
            self._text.append("\n")
        elif len(self._open) == 1:
            self._begin(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        """End a table, or a row or cell of it."""
        if tag in _UNREAD:
            self._unread = max(0, self._unread - 1)
        elif tag == "table" and self._open:
            self._end_cell() if len(self._open) == 1 else None
            self._open.pop()
        elif tag in {"td", "th", "tr"} and len(self._open) == 1:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Add to the text of a cell; line ends of the source are spaces."""
        if self._text is not None and not self._unread:
            self._text.append(re.sub(r"[ \t\r\n]+", " ", data))

    def close(self) -> None:
        """End a cell without an end tag."""
        super().close()
        if self._open:
            self._end_cell()

    def _begin(self, tag: str, said: dict[str, str | None]) -> None:
        if tag in {"td", "th", "tr"}:
            self._end_cell()
        if tag == "tr":
            self._open[0].number += 1
            if self._open[0].number > MAX_ROWS:
                raise too_many_rows(self._name)
        elif tag in {"td", "th"}:
            self._text = []
            self._span = (_count(said.get("colspan")), _count(said.get("rowspan")))

    def _end_cell(self) -> None:
        if self._text is not None:
            self._open[0].put("".join(self._text).strip(), *self._span)
        self._text = None


def _count(text: str | None) -> int:
    return max(1, int(text)) if text and text.strip().isdecimal() and len(text) < 6 else 1
