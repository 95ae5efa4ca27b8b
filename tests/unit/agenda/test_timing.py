"""Stretches of time and the text of a clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.timing import Span, clock_text, elapsed, moment_after, seconds_between

START = datetime(2026, 12, 3, 7, 5, tzinfo=UTC)


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def spans(*bounds: tuple[int, int | None]) -> list[Span]:
    return [Span(at(start), None if end is None else at(end)) for start, end in bounds]


@pytest.mark.parametrize(
    ("bounds", "seconds"),
    [
        ((), 0),
        (((0, 60),), 60),
        (((0, None),), 300),
        (((0, 60), (120, None)), 240),
        (((0, 100), (50, 150)), 150),
        (((0, 200), (50, 100)), 200),
        (((0, None), (100, None)), 300),
        (((60, 0),), 0),
        (((400, None),), 0),
        (((0, 60), (60, 60)), 60),
    ],
)
def test_elapsed_counts_every_moment_that_the_spans_cover_once(bounds, seconds):
    assert elapsed(spans(*bounds), at(300)) == seconds


@given(st.lists(st.tuples(st.integers(-500, 500), st.none() | st.integers(-500, 500))), st.integers(-500, 500))
def test_elapsed_is_as_many_seconds_as_lie_in_any_span(bounds, now):
    covered = {second for start, end in bounds for second in range(start, now if end is None else end)}
    assert elapsed(spans(*bounds), at(now)) == len(covered)


def test_a_clock_that_went_backward_counts_as_nothing():
    assert seconds_between(at(60), at(0)) == 0


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "00:00"),
        (125, "02:05"),
        (3599, "59:59"),
        (3600, "1:00:00"),
        (3725, "1:02:05"),
        (360_000, "100:00:00"),
        (-1, "-00:01"),
        (-3725, "-1:02:05"),
    ],
)
def test_seconds_read_as_a_clock(seconds, text):
    assert clock_text(seconds) == text


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        (START, 90, START + timedelta(minutes=90)),
        (START, 0, START),
        (START, -(10**9), START),
        (datetime(1000, 1, 1, tzinfo=UTC), -(10**9), datetime(1000, 1, 1, tzinfo=UTC)),
        (datetime(9999, 12, 30, tzinfo=UTC), 10**9, datetime(9999, 12, 31, tzinfo=UTC)),
        (datetime(9999, 12, 31, 5, tzinfo=UTC), 10**9, datetime(9999, 12, 31, 5, tzinfo=UTC)),
    ],
)
def test_a_moment_after_a_duration_is_never_before_nor_beyond_all_calendars(
    start: datetime, minutes: int, expected: datetime
) -> None:
    assert moment_after(start, timedelta(minutes=minutes)) == expected
