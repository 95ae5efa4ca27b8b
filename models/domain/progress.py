"""Progress of a task with a target: baseline, target, actual; whole numbers whose last digits may be decimals."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.bands import Rate
from models.domain.errors import Refused
from models.domain.formats import decimal_text, percent_text
from models.domain.language import N_

MOST_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Progress:
    """A target; the last ``decimals`` digits of the numbers are decimals (125 with 1 is 12.5)."""

    baseline: int | None
    target: int
    actual: int | None
    decimals: int = 0

    @property
    def now(self) -> int:
        """The actual number, else the baseline."""
        return (self.baseline or 0) if self.actual is None else self.actual

    @property
    def falls(self) -> bool:
        """Whether the target is below the baseline: poor households from 12 to 3."""
        return self.baseline is not None and self.target < self.baseline

    @property
    def is_reached(self) -> bool:
        """Whether the target is reached or exceeded."""
        if self.actual is None:
            return False
        return self.actual <= self.target if self.falls else self.actual >= self.target

    @property
    def share(self) -> Rate:
        """The part of the target that was reached (3 of 77 households → 100 %); it may exceed the whole.

        For a target below its baseline, the part of the reduction.
        """
        if self.falls:
            baseline = self.baseline or 0
            return Rate(max(0, baseline - self.now), baseline - self.target)
        return Rate(max(0, self.now), max(0, self.target))

    def text(self, unit: str = "") -> str:
        """Return the target in the program's language: ``3 → 40 / 77 hộ (51,95 %)``, by :func:`percent_text`."""
        begin = f"{amount(self.baseline, self.decimals)} → " if self.baseline is not None else ""
        now = "…" if self.actual is None else amount(self.actual, self.decimals)
        share = f" ({percent_text(self.share)})" if self.actual is not None else ""
        return f"{begin}{now} / {amount(self.target, self.decimals)} {unit}".strip() + share


def amount(number: int, decimals: int = 0) -> str:
    """Return a stored number as text in the program's language: ``12,5`` in Vietnamese, ``40`` for 40.0."""
    text = scaled(number, decimals)
    return decimal_text(text.rstrip("0").rstrip(".") if decimals else text)


def scaled(number: int, decimals: int) -> str:
    """Return a stored number as text: 125 with 1 decimal is ``12.5``."""
    if not decimals:
        return str(number)
    whole, rest = divmod(abs(number), _power(decimals))
    return f"{'-' if number < 0 else ''}{whole}.{rest:0{decimals}}"


def with_decimals(number: int, had: int, wanted: int) -> int:
    """Convert a number stored with ``had`` decimals to ``wanted`` decimals.

    Raises :class:`Refused` if digits would be lost.
    """
    if wanted >= had:
        return number * _power(wanted - had)
    whole, lost = divmod(number, _power(had - wanted))
    if lost:
        raise Refused(
            N_("{number} cannot be written with {decimals} decimals; write fewer digits behind the point."),
            number=scaled(number, had),
            decimals=wanted,
        )
    return whole


def _power(decimals: int) -> int:
    return int("1" + "0" * decimals)
