"""Parsing typed hours and times: ``14:20``, ``14h20``, ``1420``, ``2 giờ chiều``, with a day before or after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo

from models.domain.clock import VIETNAM
from models.domain.errors import WrongUsage
from models.domain.language import N_
from models.domain.text import fold
from models.domain.typed.characters import plain, quoted
from models.domain.typed.days import FAR_OFF, YEARS, YearHint, read_day

_SEPARATED = (
    r"(?P<hour>\d{1,2}) ?(?:[:.hg]|gio) ?(?P<minute>\d{1,2}|ruoi)?(?::(?P<second>\d{2})(?:\.\d+)?)?(?: ?phut|')?"
)
_TOGETHER = r"(?P<h>\d{1,2}?)(?P<m>\d{2})?"
_PART = r"(?: ?(?P<part>sang|trua|chieu|toi|dem|sa|ch|am|pm))?"
_HOUR = re.compile(rf"(?:luc )?(?:{_SEPARATED}|{_TOGETHER}){_PART}", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[tT ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?([zZ]|[+-]\d{2}:?\d{2})", re.ASCII)
_AM = frozenset({"am", "sa"})
_EVENING = frozenset({"chieu", "toi", "ch", "pm", "dem"})
_FORENOON = {hour: hour for hour in range(12)}
_AFTERNOON = {hour: hour + 12 for hour in range(1, 12)}
_FROM_NOON = {12: 12, **_AFTERNOON}
_PARTS_OF_DAY: Mapping[str, Mapping[int, int]] = {
    **dict.fromkeys(("sang", "am", "sa"), _FORENOON),
    **dict.fromkeys(("chieu", "pm", "ch"), _FROM_NOON),
    "toi": _AFTERNOON,
    "trua": {10: 10, 11: 11, 12: 12, 1: 13, 2: 14, 13: 13, 14: 14},
    "dem": {hour: hour if hour < 5 else hour + 12 for hour in range(12)},
}
"""The 24-hour values of the hours in each part of the day: "1h trưa" is 13:00, "11h đêm" 23:00."""
_HALF, _NOON = 30, 12

NO_HOUR = N_("“{text}” is no hour; write it like 14:30.")
NO_TIME = N_("“{text}” is no time; write hour and day, like 14:30 03/12/2026.")
HOUR_MISSING = N_("“{text}” has no hour; write hour and day, like 14:30 03/12/2026.")
DAY_MISSING = N_("“{text}” has no day; write hour and day, like 14:30 03/12/2026.")


def read_hour(text: str) -> time:
    """Return the typed hour. Raises :class:`WrongUsage` with an example for an invalid text."""
    if (found := _hour(text)) is None:
        raise WrongUsage(NO_HOUR, text=quoted(text))
    return found


def read_time(
    text: str, today: date, lean: YearHint = YearHint.AHEAD, *, on: date | None = None, zone: tzinfo = VIETNAM
) -> datetime:
    """Return the typed time: an hour and a day in any order, in the cell's zone unless it names its own.

    An hour alone is on the day ``on``. Without that day, and for a day alone, :class:`WrongUsage` asks for the missing
    half.
    """
    words = plain(text)
    if _ISO.fullmatch(words):
        return _iso(words, text)
    found = {moment for moment in _split(words, today, lean, zone) if moment}
    if len(found) == 1:
        return found.pop()
    if not found and (hour := _hour(words)) is not None:
        if on is None:
            raise WrongUsage(DAY_MISSING, text=quoted(text))
        return datetime.combine(on, hour, zone)
    if not found and _day_or_none(words, today, lean):
        raise WrongUsage(HOUR_MISSING, text=quoted(text))
    raise WrongUsage(NO_TIME, text=quoted(text))


def is_hour(text: str) -> bool:
    """Tell whether an hour without a day was typed."""
    return _hour(text) is not None


def nearest(moment: datetime, to: datetime) -> datetime:
    """Return the same hour on the nearest day: ``00:10`` of a meeting at 22:00 is past midnight."""
    days = (moment + timedelta(days=shift) for shift in (-1, 0, 1))
    return min(days, key=lambda one: abs(one - to))


def _split(words: str, today: date, lean: YearHint, zone: tzinfo) -> list[datetime | None]:
    """Return the times that the words mean, split between day and hour at each position."""
    signs = re.sub(r"(?<=\d)T(?=\d)", " ", words).replace(", ", " ").split()
    parted = [(" ".join(signs[:at]), " ".join(signs[at:])) for at in range(1, len(signs))]
    return [
        _joined(hour, day, today, lean, zone) for one, other in parted for hour, day in ((one, other), (other, one))
    ]


def _joined(hour_text: str, day_text: str, today: date, lean: YearHint, zone: tzinfo) -> datetime | None:
    hour, day = _hour(hour_text), _day_or_none(day_text, today, lean)
    return datetime.combine(day, hour, zone) if hour is not None and day else None


def _day_or_none(text: str, today: date, lean: YearHint) -> date | None:
    try:
        return read_day(text, today, lean)
    except WrongUsage as refused:
        if refused.template == FAR_OFF:
            raise
        return None


def _hour(text: str) -> time | None:
    found = _HOUR.fullmatch(fold(plain(text)))
    if found is None:
        return None
    hour, rest = int(found["hour"] or found["h"]), found["minute"] or found["m"] or "0"
    minute = _HALF if rest == "ruoi" else int(rest)
    second = int(found["second"] or 0)
    of_day = _of_the_day(hour, found["part"] or "")
    return time(of_day, minute, second) if of_day is not None and max(minute, second) < 60 else None


def _of_the_day(hour: int, part: str) -> int | None:
    """Return the 24-hour value of an hour in a part of the day; ``None`` if it is not in that part.

    Twelve at night is refused: it ends one day and begins another.
    """
    if part in _AM and hour == _NOON:
        return 0
    if not part or (part in _EVENING and _NOON < hour < 24) or part not in _PARTS_OF_DAY:
        return hour if hour < 24 else None
    return _PARTS_OF_DAY[part].get(hour)


def _iso(words: str, text: str) -> datetime:
    try:
        found = datetime.fromisoformat(words.upper())
    except ValueError:
        raise WrongUsage(NO_TIME, text=quoted(text)) from None
    if found.year not in YEARS:
        raise WrongUsage(FAR_OFF, text=quoted(text), first=YEARS[0], last=YEARS[-1])
    return found
