"""Which term a day belongs to, and what is kept of terms when another one begins."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.terms import days_text, earlier_terms, read_days, term_of

T2015, T2020, T2025 = date(2015, 3, 1), date(2020, 3, 1), date(2025, 3, 1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2015, 2, 28), None),
        (T2015, T2015),
        (date(2020, 2, 29), T2015),
        (T2020, T2020),
        (date(2026, 12, 3), T2025),
        (date(1970, 1, 1), None),
    ],
)
def test_a_day_belongs_to_the_term_that_began_last(day: date, expected: date | None) -> None:
    assert term_of(day, (T2025, T2015, T2020)) == expected


def test_a_new_term_keeps_the_beginning_of_the_one_before_also_when_it_begins_in_the_future() -> None:
    assert earlier_terms((T2015,), T2020, T2025) == (T2015, T2020)


@pytest.mark.parametrize("corrected", [date(2020, 6, 1), date(2019, 11, 1)])
def test_a_corrected_beginning_is_the_same_term(corrected: date) -> None:
    assert earlier_terms((T2015,), T2020, corrected) == (T2015,)


def test_a_mistaken_beginning_is_forgotten_when_the_right_one_is_written() -> None:
    assert earlier_terms((T2015, T2020), date(2031, 1, 1), T2020) == (T2015,)


def test_the_first_beginning_keeps_nothing() -> None:
    assert earlier_terms((), None, T2025) == ()


def test_days_are_read_as_they_are_stored() -> None:
    assert read_days(days_text((T2015, T2020))) == (T2015, T2020)
    assert read_days("") == ()
