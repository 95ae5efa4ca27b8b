"""Days and numbers as they are typed into a form."""

from __future__ import annotations

from datetime import date, datetime, time

from models.domain.errors import WrongUsage
from models.domain.language import N_
from models.domain.progress import MOST_DECIMALS, with_decimals


def typed_day(text: str, today: date) -> date | None:
    """Return the day typed: ``15``, ``15/12``, ``15/12/2026``; without month or year the next such day.

    Empty text is no day. Raises :class:`WrongUsage` for anything else.
    """
    if not text:
        return None
    parts = text.replace("-", "/").replace(".", "/").split("/")
    try:
        numbers = [int(part) for part in parts if part]
        return _day(numbers, today)
    except ValueError:
        raise WrongUsage(N_("“{text}” is no day; write day/month/year, like 15/12/2026."), text=text) from None


def _day(numbers: list[int], today: date) -> date:
    match numbers:
        case [day]:
            month_later = (today.year + today.month // 12, today.month % 12 + 1)
            found = date(today.year, today.month, day)
            return found if found >= today else date(*month_later, day)
        case [day, month]:
            found = date(today.year, month, day)
            return found if found >= today else date(today.year + 1, month, day)
        case [day, month, year]:
            return date(year, month, day)
        case _:
            raise ValueError


def typed_hour(text: str) -> time:
    """Return the hour typed, like ``14:00``. Raises :class:`WrongUsage` for anything else."""
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - an hour has no zone
    except ValueError:
        raise WrongUsage(N_("“{text}” is no hour; write it like 14:00."), text=text) from None


def typed_number(text: str) -> int | None:
    """Return the whole number typed; empty text is none. Raises :class:`WrongUsage` for anything else."""
    if not text:
        return None
    try:
        return int(text.replace(" ", ""))
    except ValueError:
        raise WrongUsage(N_("“{text}” is no whole number."), text=text) from None


def typed_amount(text: str) -> tuple[int, int] | None:
    """Return a number with its decimals, ``12,5`` as (125, 1); empty text is none.

    A point is a decimal sign too, but not before three digits, where it could part thousands: that is refused.
    """
    bare = text.replace(" ", "")
    if not bare:
        return None
    sign, digits = ("-", bare[1:]) if bare.startswith("-") else ("", bare)
    whole, mark, rest = digits.replace(",", ".").partition(".")
    right = whole.isdecimal() and (rest.isdecimal() if mark else True) and len(rest) <= MOST_DECIMALS
    if not right or ("." in digits and len(rest) == len("000")):
        raise WrongUsage(N_("“{text}” is no number; write it like 1250 or 12,5."), text=text)
    return int(f"{sign}{whole}{rest}"), len(rest)


def measured(**amounts: tuple[int, int] | None) -> dict[str, int | None]:
    """Return amounts by their names, all kept with as many ``decimals`` as the finest of them has."""
    finest = max((one[1] for one in amounts.values() if one), default=0)
    numbers = {name: one and with_decimals(*one, finest) for name, one in amounts.items()}
    return {**numbers, "decimals": finest}


def needed_number(text: str) -> int:
    """Return the whole number typed. Raises :class:`WrongUsage` when there is none."""
    found = typed_number(text)
    if found is None:
        raise WrongUsage(N_("A number is missing; write 0 for none."))
    return found
