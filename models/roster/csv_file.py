"""CSV as cells keep it: any usual encoding and separator, read into a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from models.domain.errors import DataFileWrong
from models.domain.language import N_
from models.domain.text_file import decode_unicode
from models.roster.cells import clean_table
from models.roster.headings import find_heading
from models.roster.legacy import recognise
from models.roster.limits import MAX_ROWS, too_many_rows
from models.roster.values import Cell, RosterLine, RosterSource, RosterTable

SEPARATORS = ",;\t|"
WINDOWS_1258 = "Windows-1258"


def read_csv(text: str, encoding: str, name: str) -> RosterTable:
    """Read the text of a CSV file ``name``.

    The separator is the one that gives the heading most known columns. Raises :class:`DataFileWrong` for a table that
    is not CSV.
    """
    source = RosterSource(name, "CSV", encoding=encoding)
    separators = SEPARATORS
    first, _, rest = text.partition("\n")
    # the form in which Excel declares its separator
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separators, text = first.strip()[4], f"\n{rest}"
    tables = [clean_table(RosterTable(source, _lines(text, separator, name))) for separator in separators]
    return max(tables, key=_known_columns)


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding. Raises :class:`DataFileWrong` if it is not text.

    A file that is not Unicode has one byte per letter: the encodings older than Unicode if their words are Vietnamese
    (they are converted cell by cell), or Windows-1258, in which almost any bytes are text.
    """
    try:
        text, encoding = decode_unicode(content)
    except UnicodeDecodeError:
        text, encoding = _decode_single_bytes(content)
    if "\0" in text:
        raise DataFileWrong(N_("“{file}” is not a text file; save the roster as CSV (UTF-8) or XLSX."), file=name)
    return text, encoding


def _decode_single_bytes(content: bytes) -> tuple[str, str]:
    western = content.decode("latin-1")
    if legacy := recognise(western.replace(",", " ").replace(";", " ").splitlines()):
        return western, legacy.value
    try:
        return content.decode(WINDOWS_1258), WINDOWS_1258
    except UnicodeDecodeError:
        return "\0", WINDOWS_1258


def _known_columns(table: RosterTable) -> int:
    heading = find_heading(table)
    return heading.understood if heading else 0


def _lines(text: str, separator: str, name: str) -> tuple[RosterLine, ...]:
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


def _filled_lines(text: str, separator: str) -> Iterator[RosterLine]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    began = 1
    for texts in reader:
        cells: tuple[Cell, ...] = tuple(cell if cell.strip() else None for cell in texts)
        if any(cells):
            yield RosterLine(began, cells)
        began = reader.line_num + 1
