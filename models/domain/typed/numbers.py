"""Parsing typed numbers; in Vietnam a comma is the decimal sign."""

from __future__ import annotations

import re
from typing import TypedDict, cast

from models.domain.errors import WrongUsage
from models.domain.language import N_
from models.domain.points import Points
from models.domain.progress import MOST_DECIMALS, with_decimals
from models.domain.typed.characters import plain, quoted

LONGEST = 15
"""Digits of the largest number that is stored."""

_WHOLE = re.compile(r"(?P<sign>[+-]?) ?(?P<digits>[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)")
_AMOUNT = re.compile(rf"{_WHOLE.pattern}(?:(?P<mark>[.,])(?P<rest>[0-9]+))?")

_POINTS = re.compile(r"(?P<digits>[0-9]*)(?:[.,](?P<rest>[05])0*| ?(?P<half>½))?")

Amount = tuple[int, int]
"""A number with the count of its decimals: 12,5 is (125, 1)."""

NO_WHOLE = N_("“{text}” is no whole number; write it like 12.")
NO_NUMBER = N_("“{text}” is no number; write it like 1250 or 12,5.")
NO_POINTS = N_("“{text}” is no number of points; write whole points like 8, or with a half like 2.5.")
TOO_LARGE = N_("“{text}” is larger than can be kept; at most {most} digits.")


def read_whole(text: str) -> int:
    """Return the typed whole number. Raises :class:`WrongUsage` with an example for an invalid text."""
    found = _WHOLE.fullmatch(plain(text))
    if found is None:
        raise WrongUsage(NO_WHOLE, text=quoted(text))
    return _number(found, "", text)


def read_points(text: str) -> Points:
    """Return typed points, with a half as ``2,5``, ``2.5`` or ``2½``; the act checks whether the sheet has halves."""
    found = _POINTS.fullmatch(plain(text))
    if found is None or not (found["digits"] or found["half"] or found["rest"]):
        raise WrongUsage(NO_POINTS, text=quoted(text))
    if len(found["digits"].lstrip("0")) > LONGEST:
        raise WrongUsage(TOO_LARGE, text=quoted(text), most=LONGEST)
    return Points.of(int(found["digits"] or 0), int(bool(found["half"]) or found["rest"] == "5"))


def optional_whole(text: str) -> int | None:
    """Return the typed whole number; ``None`` for an empty text."""
    return read_whole(text) if plain(text) else None


def needed_whole(text: str) -> int:
    """Return the typed whole number. Raises :class:`WrongUsage` for an empty text."""
    if not plain(text):
        raise WrongUsage(N_("A number is missing; write 0 for none."))
    return read_whole(text)


def read_amount(text: str) -> Amount:
    """Return a number with its decimals.

    A point is a decimal sign too, but refused before three digits, where it could separate thousands.
    """
    found = _AMOUNT.fullmatch(plain(text))
    rest = found["rest"] or "" if found else ""
    if found is None or len(rest) > MOST_DECIMALS or (found["mark"] == "." and len(rest) == len("000")):
        raise WrongUsage(NO_NUMBER, text=quoted(text))
    return _number(found, rest, text), len(rest)


def optional_amount(text: str) -> Amount | None:
    """Return the typed number with its decimals; ``None`` for an empty text."""
    return read_amount(text) if plain(text) else None


class Measured(TypedDict, total=False):
    """Amounts of a task, and the number of their decimals."""

    baseline: int | None
    target: int | None
    actual: int | None
    decimals: int


def measured(**amounts: Amount | None) -> Measured:
    """Return amounts by their names, all with the ``decimals`` of the most precise one."""
    finest = max((one[1] for one in amounts.values() if one), default=0)
    numbers = {name: one and with_decimals(*one, finest) for name, one in amounts.items()}
    return cast("Measured", {**numbers, "decimals": finest})


def _number(found: re.Match[str], rest: str, text: str) -> int:
    digits = found["digits"].replace(" ", "") + rest
    if len(digits.lstrip("0")) > LONGEST:
        raise WrongUsage(TOO_LARGE, text=quoted(text), most=LONGEST)
    return int(digits) * (-1 if found["sign"] == "-" else 1)
