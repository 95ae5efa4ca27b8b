"""Marks of state secrecy on a document: Mật, Tối mật, Tuyệt mật (docs/domain.md, "Trust").

A document with one may not be stored on a connected machine. The mark is a stamp: a line of its own ("MẬT", "T Ố I  M Ậ
T", "Độ mật: Tuyệt mật", "TÀI LIỆU MẬT"), capitals set apart in a line ("TUYỆT MẬT - HỎA TỐC"), or a part of the file's
name ("(MẬT)", "Tờ trình - tối mật.docx"). Running text ("bảo mật thông tin", "bỏ phiếu bí mật") is not. Small or spaced
capitals, look-alike letters of other alphabets and invisible characters do not prevent detection.
"""

from __future__ import annotations

import re

from models.domain.lookalikes import unified
from models.domain.text import fold

MARKS = ("Tuyệt mật", "Tối mật", "Mật")
_BY_LETTERS = {mark.casefold().replace(" ", ""): mark for mark in MARKS}
_BARE = {fold(mark).replace(" ", ""): mark for mark in MARKS[:2]}
"""The marks without diacritics; "mat" alone may be many words."""

_LABEL = re.compile(
    r"^(?:mức\s+)?(?:độ\s*mật|dấu(?:\s+chỉ)?(?:\s+mức)?(?:\s+độ\s+mật)?|tài\s+liệu|văn\s+bản|công\s+văn|hồ\s+sơ)\b",
    re.I,
)
_SET_OFF = re.compile(r"\s{2,}|\t|[^\w\s]+|_+|\d+")
_SMALL_CAPITALS = str.maketrans("ᴀᴇᴍᴏᴛᴜʏ", "aemotuy")
_NOT_A_MARK_AFTER = frozenset({"bí", "bảo", "cơ", "thân"})
"""Words after which "mật" is a part of a word: bí mật, bảo mật, cơ mật, thân mật."""


def mark_in_text(text: str) -> str | None:
    """Return the mark of secrecy that a text has as a stamp, or ``None``."""
    before = ""
    for line in map(_plain, text.splitlines()):
        if mark := _stamp(line, before):
            return mark
        before = line.strip() or before
    return None


def mark_in_name(name: str) -> str | None:
    """Return the mark of secrecy in a file's name, or ``None``."""
    plain = _plain(name)
    parts = [found for part in re.split(r"[^\w\s]+|_+", plain) if (found := re.findall(r"[^\W\d_]+", part))]
    if mark := _of_letters("".join(word for part in parts for word in part)):
        return mark
    before = ""
    for words in parts:
        is_end_of_word = before.casefold() in _NOT_A_MARK_AFTER
        if not is_end_of_word and (mark := _of_letters("".join(words)) or _within(words)):
            return mark
        before = words[-1]
    return _within([word for part in parts for word in part])


def _plain(text: str) -> str:
    """Return a text in its visible letters: composed, wide forms narrowed, invisible characters removed."""
    return unified(text.translate(_SMALL_CAPITALS))


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalpha()).casefold()


def _of_letters(text: str) -> str | None:
    """Return the mark that a text consists of, whatever separates its letters."""
    letters = _letters(text)
    return _BY_LETTERS.get(letters) or _BARE.get(fold(letters))


def _stamp(line: str, before: str) -> str | None:
    if not any(sign.isdigit() for sign in line) and (mark := _of_letters(before + line) or _of_letters(line)):
        return None if _goes_on(line, before) else mark
    label = _LABEL.match(line.strip())
    if label and (mark := _of_letters(line.strip()[label.end() :])) and _is_set_apart(line, mark):
        return mark
    set_off = (mark for part in _SET_OFF.split(line) if part.isupper() and (mark := _of_letters(part)))
    return next(set_off, None) or _among_small_letters(line)


def _among_small_letters(line: str) -> str | None:
    """Return the mark in capitals within a line that is not in capitals: "MẬT Số 05-BC/CB"."""
    words = re.findall(r"[^\W\d_]+", line)
    if all(word.isupper() for word in words):
        return None
    for before, word in zip(["", *words], words, strict=False):
        if word == "MẬT" and before.casefold() not in _NOT_A_MARK_AFTER:
            return _of_letters(before + word) or MARKS[2]
    return None


def _goes_on(line: str, before: str) -> bool:
    """Return whether a line is the end of a sentence that was broken before its last word ("… giữ bí / mật.")."""
    last = before.split()[-1:]
    return line.strip()[:1].islower() and bool(last) and last[0].casefold() in _NOT_A_MARK_AFTER


def _is_set_apart(line: str, mark: str) -> bool:
    """Return whether a line after a label is a stamp: "tài liệu mật" in small letters is an ordinary phrase."""
    return not line.strip().islower() or ":" in line or mark != MARKS[2]


def _within(words: list[str]) -> str | None:
    """Return the mark among the words of a name: "công văn tối mật", "báo cáo MẬT", but never "bảo mật"."""
    small = [word.casefold() for word in words]
    text = f" {' '.join(small)} "
    for mark in MARKS[:2]:
        if f" {mark.casefold()} " in text or fold(mark).replace(" ", "") in map(fold, small):
            return mark
    if f" {fold(MARKS[0])} " in f" {fold(text)} ":
        return MARKS[0]
    is_last = len(words) > 1 and words[-1] in {"MẬT", "Mật"} and small[-2] not in _NOT_A_MARK_AFTER
    return MARKS[2] if is_last else None
