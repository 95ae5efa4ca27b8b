"""The text of days, hours, numbers and percentages: one place for screens, documents, tables, pages and the journal.

``language`` is the language of the text, by default that of the program.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from models.domain.bands import Rate
from models.domain.clock import day_of, local
from models.domain.language import Language, current_language

NO_BREAK = "\u00a0"
_BETWEEN_UNITS = re.compile(
    r"(?<=\d) (?=%|(?:giờ|phút|điểm|đồng|triệu|tỷ|người|hộ|cơ sở|tấn|kg|ha|km|m)\b)"
    r"|(?<=\b[Nn]gày) (?=\d)|(?<=\b[Tt]háng) (?=\d)|(?<=\b[Nn]ăm) (?=\d)|(?<=\b[Ss]ố) (?=\d)"
)

NOTHING = "–"
"""The text for a missing figure."""


def day_text(day: date, language: Language | None = None) -> str:
    """Return a day as the language writes it: ``03/12/2026``, in English ``2026-12-03``; of a time, its day here."""
    return kept_day(day) if (language or current_language()) == "vi" else f"{_day(day):%Y-%m-%d}"


def optional_day_text(day: date | str | None, language: Language | None = None) -> str:
    """Return a day, or a day in ISO text, as :func:`day_text` does; empty for none."""
    if not day:
        return ""
    return day_text(date.fromisoformat(day) if isinstance(day, str) else day, language)


def kept_day(day: date) -> str:
    """Return a day as journal entries and forms keep it, whatever the language: ``03/12/2026``; of a time, its day."""
    return f"{_day(day):%d/%m/%Y}"


def hour_text(moment: datetime) -> str:
    """Return a time of the day in the cell's zone: ``14:05``."""
    return f"{local(moment):%H:%M}"


def kept_hour(moment: datetime) -> str:
    """Return a time of the day as forms keep it, whatever the language: ``14:05``."""
    return hour_text(moment)


def end_hour_text(ended: datetime, began: datetime) -> str:
    """Return when something ended: ``15:40``, with its day if that is not the day on which it began."""
    return hour_text(ended) if day_of(ended) == day_of(began) else f"{hour_text(ended)} {day_text(ended)}"


def duration_text(seconds: int) -> str:
    """Return a duration in minutes and seconds, in a form that differs from a time of the day: ``2′05″``."""
    return f"{seconds // 60}′{seconds % 60:02}″"


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
    """Return a whole number with thousands separators: ``33.690``, in English ``33,690``."""
    return f"{number:,}".replace(",", "." if (language or current_language()) == "vi" else ",")


def percent_text(rate: Rate, language: Language | None = None) -> str:
    """Return a percentage rounded half up to two decimals, without trailing zeros: ``62,5%``.

    :data:`NOTHING` if the whole is 0.
    """
    if rate.hundredths is None:
        return NOTHING
    return f"{decimal_text(_decimals(rate.hundredths).rstrip('0').rstrip('.'), language)}%"


def _decimals(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}"


def units_bound(text: str) -> str:
    """Return a text for paper with no-break spaces between numbers and units: “90 phút”, “tháng 12”."""
    return _BETWEEN_UNITS.sub(NO_BREAK, text)


def _day(day: date) -> date:
    return day_of(day) if isinstance(day, datetime) else day
