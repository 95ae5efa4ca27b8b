"""The text of days, hours, numbers and percentages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from models.domain.bands import Rate
from models.domain.formats import (
    count_text,
    day_text,
    decimal_text,
    hour_text,
    kept_day,
    kept_moment,
    moment_text,
    percent_text,
)
from models.domain.language import choose_language, in_language

LATE = datetime(2026, 12, 2, 23, 5, tzinfo=UTC)  # in Vietnam it is the next morning


def test_a_day_is_that_of_the_language_and_of_the_cells_zone() -> None:
    choose_language("vi")
    assert (day_text(date(2026, 12, 3)), day_text(LATE), moment_text(LATE)) == (
        "03/12/2026",
        "03/12/2026",
        "03/12/2026 06:05",
    )
    assert day_text(LATE, "en") == "2026-12-03"
    with in_language("en"):
        assert moment_text(LATE) == "2026-12-03 06:05"


def test_what_is_kept_does_not_follow_the_language() -> None:
    with in_language("en"):
        assert (kept_day(LATE), kept_moment(LATE), hour_text(LATE)) == ("03/12/2026", "03/12/2026 06:05", "06:05")


def test_numbers_have_the_signs_of_the_language() -> None:
    assert (decimal_text("12.5", "vi"), decimal_text("12.5", "en")) == ("12,5", "12.5")
    assert (count_text(1234567, "vi"), count_text(1234567, "en")) == ("1.234.567", "1,234,567")


@pytest.mark.parametrize(
    ("rate", "text"), [(Rate(1, 3), "33,33%"), (Rate(1, 2), "50%"), (Rate(1, 1000), "0,1%"), (Rate(0, 0), "–")]
)
def test_a_percentage_has_no_needless_zero(rate: Rate, text: str) -> None:
    assert percent_text(rate, "vi") == text
