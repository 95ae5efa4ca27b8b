"""The program's clock: aware times, a configurable start, and Vietnam's zone for displayed times."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone

from models.domain.errors import WrongUsage
from models.domain.language import N_
from models.domain.limits import YEARS

VIETNAM = timezone(timedelta(hours=7), "+07")
"""Vietnam's one time zone (no daylight saving since 1975); meetings are planned and shown in it."""


def local(moment: datetime) -> datetime:
    """Return an aware time in the cell's zone, for screens, documents and tables."""
    return moment.astimezone(VIETNAM)


def day_of(moment: datetime) -> date:
    """Return the day of an aware time in the cell's zone; a meeting at 06:00 is on the day before in UTC."""
    return local(moment).date()


MOST_EARLY = timedelta(days=31)
"""How long before its day a meeting may be opened; a longer time means a wrong clock, for example in 1970."""


def beginning(planned: datetime, opened: datetime | None) -> datetime:
    """Return when a meeting began; its planned time before that, or if the clock that opened it was evidently wrong.

    It determines who belongs to the meeting, and the day of an hour that is typed alone.
    """
    return planned if opened is None or opened < planned - MOST_EARLY else opened


def day_held(planned: datetime, opened: datetime | None) -> date:
    """Return the day of a meeting: the day on which it began (:func:`beginning`), before that the planned one."""
    return day_of(beginning(planned, opened))


def is_whole_minute(moment: datetime) -> bool:
    """Return whether a time has no seconds: an hour that somebody noted has none, the clock counts milliseconds."""
    return moment.second == moment.microsecond == 0


def iso_day(text: str | None) -> str:
    """Return the day of a stored time in the cell's zone, in ISO form; empty for none."""
    return day_of(from_text(text)).isoformat() if text else ""


Clock = Callable[[], datetime]
"""A function that returns the present time, aware, in UTC."""


def system_clock(environment: Mapping[str, str] = os.environ) -> Clock:
    """Return the clock of this run: the machine's, or one that starts at ``CHIBO_NOW``.

    Raises :class:`WrongUsage` when ``CHIBO_NOW`` is no ISO 8601 time with a zone.
    """
    wanted = environment.get("CHIBO_NOW")
    if not wanted:
        return lambda: datetime.now(UTC)
    try:
        start = datetime.fromisoformat(wanted)
    except ValueError:
        start = datetime(1, 1, 1)  # noqa: DTZ001 - refused just below
    if start.tzinfo is None or start.year not in YEARS:
        raise WrongUsage(
            N_("CHIBO_NOW must be a time with its zone, like 2026-12-03T14:05+07:00; “{value}” is not."),
            value=wanted,
        )
    began = time.monotonic()
    return lambda: start.astimezone(UTC) + timedelta(seconds=time.monotonic() - began)


def to_text(moment: datetime) -> str:
    """Return an aware time in its stored form: UTC, milliseconds, ``2026-12-03T07:05:00.000Z``.

    These texts sort as the times do.
    """
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Return the aware time that :func:`to_text` wrote.

    A time at the end of the calendar, which older programs accepted, is clamped so that it can be calculated with.
    """
    found = datetime.fromisoformat(text)
    return found if found.year in YEARS else found.replace(year=min(max(found.year, YEARS[0]), YEARS[-1]), day=1)


def moment_or_none(value: object) -> datetime | None:
    """Return the aware time in foreign data; ``None`` for an invalid one, or one out of range."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo and found.year in YEARS else None


def day_or_none(value: object) -> date | None:
    """Return the day in foreign data; ``None`` for an invalid one, or one out of range."""
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and found.year in YEARS else None
