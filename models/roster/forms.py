"""Detects the format of a file by its content, not by its name: many programs write CSV or HTML as ".xls"."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from models.domain.errors import DataFileWrong
from models.domain.language import N_
from models.domain.text import one_line
from models.roster.calamine_file import read_old_workbook
from models.roster.csv_file import decode, read_csv
from models.roster.html_file import charset_of, is_html, read_html
from models.roster.values import RosterTable
from models.roster.xlsx_file import damaged, read_xlsx

_ZIP_MARK = b"PK\x03\x04"
_OLE_MARK = b"\xd0\xcf\x11\xe0"  # workbooks of Excel before 2007, and password-protected newer ones
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_MARKS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".ods"})
_DOCUMENT_SUFFIXES = frozenset({".doc", ".docx", ".odt", ".rtf"})
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".tab", ".xls", ".htm", ".html"})

_LOCKED = N_("“{file}” is locked by a password; open it in a spreadsheet and save it without a password.")
_DOCUMENT = N_("“{file}” is a text document; copy its table into a spreadsheet and save that as XLSX.")
_OTHER_FORM = N_("“{file}” is in a form that is not read; open it in a spreadsheet and save it as XLSX or CSV (UTF-8).")
_NO_TABLE = N_("“{file}” is a web page without a table; open it in a spreadsheet and save it as XLSX.")


def read_tables(content: bytes, path: Path) -> tuple[RosterTable, ...]:
    """Return the tables of a file. Raises :class:`DataFileWrong`, with the way out, if there are none."""
    name, suffix = one_line(path.name), path.suffix.lower()
    if suffix in _DOCUMENT_SUFFIXES:
        raise DataFileWrong(_DOCUMENT, file=name)
    if content.startswith(_ZIP_MARK):
        return _read_archive(content, name)
    if content.startswith(_OLE_MARK):
        if _ENCRYPTED in content:
            raise DataFileWrong(_LOCKED, file=name)
        return read_old_workbook(content, name, "XLS")
    if suffix in _WORKBOOK_SUFFIXES:
        raise damaged(name)
    if suffix in _TEXT_SUFFIXES and not content.startswith(_OTHER_MARKS):
        return _read_text(content, name)
    raise DataFileWrong(N_("“{file}” is neither CSV nor XLSX, XLS or ODS; save the roster as one of these."), file=name)


def _read_archive(content: bytes, name: str) -> tuple[RosterTable, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged(name) from error
    if "content.xml" in parts:
        return read_old_workbook(content, name, "ODS")
    if "xl/workbook.bin" in parts:
        return read_old_workbook(content, name, "XLSB")
    return read_xlsx(content, name)


def _read_text(content: bytes, name: str) -> tuple[RosterTable, ...]:
    text, encoding = decode(content, name)
    if is_html(text):
        if not (tables := read_html(_as_said(content, text, encoding), name)):
            raise DataFileWrong(_NO_TABLE, file=name)
        return tables
    start = text.lstrip()[:2000]
    if start.startswith(("<?xml", "MIME-Version:", "Content-Type:")) or "<Workbook" in start:
        raise DataFileWrong(_OTHER_FORM, file=name)
    return (read_csv(text, encoding, name),)


def _as_said(content: bytes, text: str, encoding: str) -> str:
    """Return the text of a web page in its declared encoding, unless it is Unicode."""
    named = charset_of(content)
    if encoding.startswith("UTF") or named is None:
        return text
    try:
        return content.decode(named)
    except (LookupError, UnicodeDecodeError):
        return text
