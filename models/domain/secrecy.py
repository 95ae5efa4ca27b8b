"""Marks of state secrecy on a document: Mật, Tối mật, Tuyệt mật (DOMAIN.md, Trust).

A document that bears one may not be kept on a connected machine. The mark is a stamp: a line of its own ("MẬT",
"T Ố I  M Ậ T", "Độ mật: Tuyệt mật"), or a part of the file's name of its own ("(MẬT)", "Tờ trình - tối mật.docx").
Running text ("bảo mật thông tin", "bỏ phiếu bí mật") is none.
"""

from __future__ import annotations

import re

from models.domain.text import fold, nfc

MARKS = ("Tuyệt mật", "Tối mật", "Mật")
_BY_LETTERS = {mark.casefold().replace(" ", ""): mark for mark in MARKS}
_BARE = {fold(mark): mark for mark in MARKS[:2]}
"""The marks as a file's name has them without diacritics; "mat" alone may be many words."""
_LABEL = re.compile(r"^độ\s*mật\s*[:\-–]?\s*", re.IGNORECASE)
_NAME_PARTS = re.compile(r"[()\[\]{}._\-–,;+&]+")
_AROUND = " \t*-–—_.:|[](){}\"'“”"


def mark_in_text(text: str) -> str | None:
    """Return the mark of secrecy that stands as a line of its own in a text, or ``None``."""
    return next((mark for line in nfc(text).splitlines() if (mark := _stamp(line))), None)


def mark_in_name(name: str) -> str | None:
    """Return the mark of secrecy in a file's name, or ``None``."""
    for part in _NAME_PARTS.split(nfc(name)):
        words = " ".join(part.split()).casefold()
        found = _BY_LETTERS.get(words.replace(" ", "")) or _BARE.get(fold(words))
        if found or (found := _ending(words)):
            return found
    return None


def _stamp(line: str) -> str | None:
    bare = _LABEL.sub("", line.strip(_AROUND)) if _LABEL.match(line.strip(_AROUND)) else line
    return _BY_LETTERS.get("".join(bare.strip(_AROUND).split()).casefold())


def _ending(words: str) -> str | None:
    """Return the mark with which a part of a name begins or ends: "công văn tối mật", but never "bảo mật"."""
    return next((mark for mark in MARKS[:2] if f" {mark.casefold()} " in f" {words} "), None)
