"""The text of days, hours, numbers and percentages: one place for screens, documents, tables, pages and the journal.

``language`` is the language of the text, by default that of the program.
"""

from __future__ import annotations

from datetime import date, datetime

from models.domain.bands import Rate
from models.domain.clock import day_of, local
from models.domain.language import Language, current_language

NOTHING = "–"
"""What stands for a figure that there is none of."""


def day_text(day: date, language: Language | None = None) -> str:
    """Return a day as the language writes it: ``03/12/2026``, in English ``2026-12-03``; of a time, its day here."""
    return kept_day(day) if (language or current_language()) == "vi" else f"{_day(day):%Y-%m-%d}"


def kept_day(day: date) -> str:
    """Return a day as journal entries and forms keep it, whatever the language: ``03/12/2026``; of a time, its day."""
    return f"{_day(day):%d/%m/%Y}"


def hour_text(moment: datetime) -> str:
    """Return a time of the day in the cell's zone: ``14:05``."""
    return f"{local(moment):%H:%M}"


def moment_text(moment: datetime, language: Language | None = None) -> str:
    """Return a day with its hour as the language writes it: ``03/12/2026 14:05``."""
    return f"{day_text(moment, language)} {hour_text(moment)}"


def kept_moment(moment: datetime) -> str:
    """Return a day with its hour as journal entries keep it, whatever the language: ``03/12/2026 14:05``."""
    return f"{kept_day(moment)} {hour_text(moment)}"


def decimal_text(number: str, language: Language | None = None) -> str:
    """Return a number that has a decimal point with the decimal mark of the language: ``12.5`` is ``12,5``."""
    return number.replace(".", ",") if (language or current_language()) == "vi" else number


def count_text(number: int, language: Language | None = None) -> str:
    """Return a whole number with its thousands apart: ``33.690``, in English ``33,690``."""
    return f"{number:,}".replace(",", "." if (language or current_language()) == "vi" else ",")


def percent_text(rate: Rate, language: Language | None = None) -> str:
    """Return a percentage rounded half up to two decimals, no trailing zeros: ``62,5 %``.

    Of an empty whole, :data:`NOTHING`.
    """
    if rate.hundredths is None:
        return NOTHING
    whole, rest = divmod(rate.hundredths, 100)
    return f"{decimal_text(f'{whole}.{rest:02}'.rstrip('0').rstrip('.'), language)} %"


def _day(day: date) -> date:
    return day_of(day) if isinstance(day, datetime) else day
