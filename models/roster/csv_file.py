"""CSV as cells keep it: any usual encoding and separator, read into a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from models.domain.errors import DataFileWrong
from models.domain.language import N_
from models.domain.text import clean_text
from models.roster.headings import find_heading
from models.roster.limits import MAX_ROWS, too_many_rows
from models.roster.values import Cell, Line, Source, Table

SEPARATORS = ",;\t"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_csv(content: bytes, name: str) -> Table:
    """Read the bytes of a CSV file called ``name``.

    The separator is the one with which the heading has most known columns. Raises :class:`DataFileWrong` for
    bytes that are no text and for a table that is no CSV.
    """
    text, encoding = decode(content, name)
    source = Source(name, "CSV", encoding=encoding)
    tables = [Table(source, _lines(text, separator, name)) for separator in SEPARATORS]
    return max(tables, key=_known_columns)


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    UTF-8 and UTF-16 (what Excel calls "Unicode text") are known by their mark or by being valid UTF-8; whatever
    is neither can only be Windows-1258, where almost any bytes are text.
    """
    encoding = "Windows-1258"
    if content.startswith(_UTF_16_MARKS):
        encoding = "UTF-16"
    elif _is_utf_8(content):
        encoding = "UTF-8"
    try:
        text = content.decode("utf-8-sig" if encoding == "UTF-8" else encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise DataFileWrong(N_("“{file}” is not a text file; save the roster as CSV (UTF-8) or XLSX."), file=name)
    return text, encoding


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _known_columns(table: Table) -> int:
    heading = find_heading(table)
    return len(heading.places) if heading else 0


def _lines(text: str, separator: str, name: str) -> tuple[Line, ...]:
    lines = []
    try:
        for line in _filled_lines(text, separator):
            lines.append(line)
            if len(lines) > MAX_ROWS:
                raise too_many_rows(name)
    except csv.Error as error:
        raise DataFileWrong(
            N_("“{file}” cannot be read as a table; look for a quotation mark that is not closed."), file=name
        ) from error
    return tuple(lines)


def _filled_lines(text: str, separator: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    began = 1
    for texts in reader:
        cells: tuple[Cell, ...] = tuple(clean_text(cell).strip() or None for cell in texts)
        if any(cells):
            yield Line(began, cells)
        began = reader.line_num + 1
