"""The text of a document's first page, read without the program that made it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

from models.domain.text_file import decode_unicode

MOST_BYTES = 4_000_000
"""The maximum size of a part of a packed document: a small file can decompress to fill a disk."""
_TAGS = re.compile(r"<[^>]*>")
_BREAKS = re.compile(r"<(?:w:br|w:tab|w:cr|text:line-break|text:tab|a:br)\b[^>]*>|</(?:w:tc|table:table-cell|is)>")
"""Elements that separate words within a paragraph; without them "MẬT<w:br/>Số 05" would be one word."""


def first_page(path: Path) -> str | None:
    """Return the text of the first page, ``None`` for an unknown kind of file or a scanned page."""
    reader = _READERS.get(path.suffix.lower())
    try:
        text = reader(path) if reader else None
    except Exception:  # noqa: BLE001 - a damaged document fails in as many ways as its format has
        return None
    return text if text and text.strip() else None


def _pdf(path: Path) -> str:
    from pypdf import PdfReader

    with path.open("rb") as file:
        return PdfReader(file).pages[0].extract_text()


def _docx(path: Path) -> str:
    return _packed(path, r"word/(document|header\d*|footer\d*|footnotes)\.xml", "</w:p>")


def _odt(path: Path) -> str:
    return _packed(path, r"(content|styles)\.xml", "</text:p>")


def _pptx(path: Path) -> str:
    return _packed(path, r"ppt/slides/slide1\.xml", "</a:p>")


def _xlsx(path: Path) -> str:
    return _packed(path, r"xl/(sharedStrings|worksheets/sheet1)\.xml", "</si>")


def _packed(path: Path, parts: str, paragraph: str) -> str:
    """Return the text of the parts of a zipped document, a line for each paragraph."""
    lines: list[str] = []
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if re.fullmatch(parts, name):
                with packed.open(name) as part:
                    xml = part.read(MOST_BYTES).decode("utf-8", "replace")
                lines += [unescape(_TAGS.sub("", _BREAKS.sub("\n", one))) for one in xml.split(paragraph)]
    return "\n".join(lines)


def _plain(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES)
    try:
        return decode_unicode(content)[0]
    except UnicodeDecodeError:
        return content.decode("utf-8-sig", "replace")


_READERS: dict[str, Callable[[Path], str]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".odt": _odt,
    ".pptx": _pptx,
    ".xlsx": _xlsx,
    ".txt": _plain,
    ".md": _plain,
}
