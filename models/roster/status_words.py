"""The standing named in a text; a denied or future "official" does not give a vote."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from models.domain.text import fold
from models.domain.typed.days import YearHint, day_parts, full_year
from models.domain.vocabulary import Status

_PROBATIONARY = re.compile(r".*\bdu bi\b.*|.*\bprobation.*|.*\bdvdb\b.*|(?:dv )?db(?: .*)?")
_OFFICIAL = r"(?:chinh thuc|dvct|ct|official|full member)"
_OFFICIAL_BY_NAME = re.compile(r"\bchinh thuc\b|\bdvct\b|\bofficial\b|\bfull member\b|^(?:(?:dang vien|dv) )?ct\b")
_BESIDE_WORDS = (
    "dang vien dv dvct ct chinh thuc la da duoc cong nhan chuyen vao tu ngay thang nam danh sach ds cac dong chi d c co"
    " gom tong so cua bo official full member members party since from mien sinh hoat"
)
_BESIDE = frozenset(_BESIDE_WORDS.split())
"""Words that may accompany "official"; any other word may deny it: "hoãn", "dự kiến", "hết hạn"."""
_NOT_YET = re.compile(
    r"\b(?:chua|cho|(?<!\bda )de nghi|(?<!\bda )xet|du kien|sap|se|hoan)\b.*\b(?:chinh thuc|dvct|ct)\b"
    rf"|\b(?:khong|ko|non|not)(?: (?:phai|la|dang|vien|dv|duoc|yet|an|a))* {_OFFICIAL}\b"
    rf"|\b{_OFFICIAL} (?:chua|khong|ko|no|not yet)$"
)
_DOUBTS = frozenset(("chua", "khong", "ko", "no", "not", "cho", "xet", "sap", "se", "hoan", "du", "kien", "het"))
_PARTS = re.compile(r"[,;:()\[\]\n–—]|\s[-/]\s")
_NUMBERS = re.compile(r"\d+(?:\s*[/.-]\s*\d+)*")
_UNTIL, _FROM = (
    re.compile(rf"\b{word}(?: (?:het|cuoi|ngay|thang|nam))* (?P<day>{_NUMBERS.pattern})")
    for word in ("(?:den|toi|until)", "(?:tu|from)")
)
_YEARS = range(1900, 2101)


def standing_of(text: str, today: date | None = None) -> Status | None:
    """Return the standing named in a text, ``None`` for none or in doubt; "not yet official" is probationary.

    A day after "official" counts from that day on; without ``today`` such a text is in doubt.
    """
    words = words_in(text)
    if is_denied(text) or _PROBATIONARY.fullmatch(words):
        return Status.PROBATIONARY
    if not _OFFICIAL_BY_NAME.search(words) or "?" in text or not all(map(_is_harmless, _PARTS.split(text))):
        return None
    began = [_has_begun(found[0], today) for found in _NUMBERS.finditer(text)]
    if False in began:
        return Status.PROBATIONARY
    return None if None in began else Status.OFFICIAL


def is_denied(text: str) -> bool:
    """Tell whether a text denies that somebody is official, or says "not yet"."""
    return _NOT_YET.search(words_in(text)) is not None


def speaks_of_standing(text: str) -> bool:
    """Tell whether a text mentions a standing, recognised or not."""
    words = words_in(text)
    return bool(_OFFICIAL_BY_NAME.search(words) or _PROBATIONARY.fullmatch(words))


def is_over(text: str, today: date) -> bool | None:
    """Tell whether a period "từ …" or "đến …" in a text has ended; ``False`` if it has not begun.

    ``None`` if it includes today, as far as the text says.
    """
    folded = fold(text)
    if any(_has_begun(found["day"], today - timedelta(days=1)) for found in _UNTIL.finditer(folded)):
        return True
    return False if any(_has_begun(found["day"], today) is False for found in _FROM.finditer(folded)) else None


Span = tuple[date | None, date | None]
"""The first day, and the first one after the last; ``None`` if the text names no complete day."""


def span_in(text: str, today: date) -> Span:
    """Return the period in a text: "từ 01/3/2026 đến 31/8/2026"."""
    folded = fold(text)
    begins = next((day for found in _FROM.finditer(folded) if (day := _whole_day(found["day"], today))), None)
    last = next((day for found in _UNTIL.finditer(folded) if (day := _whole_day(found["day"], today))), None)
    return begins, last and last + timedelta(days=1)


def _whole_day(numbers: str, today: date) -> date | None:
    parts = day_parts(numbers)
    if parts is None or parts.month is None or parts.year is None:
        return None
    year = full_year(parts, today, YearHint.PAST) if parts.short else parts.year
    try:
        return date(year, parts.month, parts.day)
    except ValueError:
        return None


def _is_harmless(part: str) -> bool:
    """Tell whether a part of a text does not deny what is beside it."""
    words = {word for word in words_in(part).split() if not word.isdecimal()}
    return words <= _BESIDE if _OFFICIAL_BY_NAME.search(words_in(part)) else not words & _DOUBTS


def _has_begun(numbers: str, today: date | None) -> bool | None:
    """Tell whether a day, month or year has come; ``None`` if it is uncertain."""
    parts = [int(part) for part in re.findall(r"\d+", numbers)]
    if len(parts) == 1 and parts[0] not in _YEARS:
        return True  # a count, as in "12 đồng chí"
    if today is None:
        return None
    *before, year = parts if parts[0] not in _YEARS else parts[::-1]
    if len(before) > 1:
        return _is_past(numbers, today)
    if year not in _YEARS or (before and not 1 <= before[0] <= 12):
        return None
    named, now = (year, *before), (today.year, today.month)[: 1 + len(before)]
    return None if named == now else named < now


def _is_past(numbers: str, today: date) -> bool | None:
    parts = day_parts(numbers)
    if parts is None or parts.month is None or parts.year is None:
        return None
    year = full_year(parts, today, YearHint.PAST) if parts.short else parts.year
    return (year, parts.month, parts.day) <= (today.year, today.month, today.day)


@lru_cache(maxsize=4096)
def words_in(text: str) -> str:
    """Return the words of a text, folded, with single spaces."""
    return " ".join(re.findall(r"\w+", fold(text)))
