"""Reading fields of meetings and items: optional short lines, minutes."""

from __future__ import annotations

from typing import TypeVar

from models.acts.texts import title_of
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.typed.characters import says_nothing
from models.domain.unset import Unset

T = TypeVar("T")

LONGEST_MINUTES = 3 * 24 * 60
"""A congress may last several days; more is a typing error."""


def optional_line(text: str, what: str, argument: str) -> str:
    """Return a clean line, which may be empty; ``what`` names the field in the refusal of a text that is too long."""
    return "" if says_nothing(text) else title_of(text, what, argument)


def given(value: T | Unset, before: T) -> T:
    """Return an argument's value, or ``before`` if it was left out. ``None`` is a value."""
    return before if isinstance(value, Unset) else value


def minutes_of(minutes: int, *, least: int = 0) -> int:
    """Return planned minutes. Raises :class:`Refused` below ``least`` or above three days."""
    if not least <= minutes <= LONGEST_MINUTES:
        raise Refused(
            N_("{minutes} minutes cannot be planned; give a number from {least} to {longest}."),
            minutes=minutes,
            least=least,
            longest=LONGEST_MINUTES,
        ).at("minutes")
    return minutes
