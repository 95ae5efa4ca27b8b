"""Planned, elapsed and remaining time, and the forecast."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.agenda import (
    Item,
    elapsed_seconds,
    forecast,
    planned_minutes,
    remaining_seconds,
    total_minutes,
)
from models.domain.errors import UnknownRecord
from models.domain.timing import Span
from models.domain.vocabulary import ItemState

OPENING = datetime(2026, 12, 3, 7, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return OPENING + timedelta(minutes=minutes)


def with_item(items, item_id, **fields):
    return [replace(item, **fields) if item.id == item_id else item for item in items]


def ran(*bounds: tuple[int, int | None]) -> tuple[Span, ...]:
    return tuple(Span(at(start), None if end is None else at(end)) for start, end in bounds)


def starts(items, minute: int) -> dict[str, int]:
    """The expected starts in minutes after the opening, as seen at ``minute``."""
    expected = forecast(items, at(minute), begins_at=OPENING).starts
    return {item_id: (start - OPENING) // timedelta(minutes=1) for item_id, start in expected.items()}


def end(items, minute: int) -> int:
    return (forecast(items, at(minute), begins_at=OPENING).ends_at - OPENING) // timedelta(minutes=1)


@pytest.fixture
def agenda() -> list[Item]:
    """Roll-call 5, report 10, discussion 20, vote 5: forty minutes."""
    planned = {"roll": 5, "report": 10, "discussion": 20, "vote": 5}
    return [Item(name, None, f"a{place}", minutes) for place, (name, minutes) in enumerate(planned.items())]


def test_the_agenda_lasts_as_long_as_its_items(agenda):
    assert total_minutes(agenda) == 40


def test_an_item_without_minutes_of_its_own_lasts_as_long_as_those_under_it(agenda):
    items = [*agenda, Item("extra", None, "a9"), Item("x", "extra", "a0", 3), Item("y", "extra", "a1", 4)]
    assert planned_minutes(items)["extra"] == 7
    assert total_minutes(items) == 47


def test_minutes_of_its_own_take_in_those_under_an_item(agenda):
    items = [*agenda, Item("x", "discussion", "a0", 8)]
    assert total_minutes(items) == 40


def test_the_timer_of_an_item_takes_in_those_under_it(agenda):
    items = [*agenda, Item("x", "discussion", "a0", spans=ran((10, 14)))]
    items = with_item(items, "discussion", spans=ran((5, 10), (14, None)))
    assert elapsed_seconds(items, at(15))["discussion"] == 10 * 60


def test_the_time_left_of_an_item_falls_below_zero_when_it_is_over(agenda):
    items = with_item(agenda, "report", spans=ran((5, None)), state=ItemState.RUNNING)
    assert remaining_seconds(items, "report", at(12)) == 3 * 60
    assert remaining_seconds(items, "report", at(17)) == -2 * 60


def test_an_item_without_planned_time_has_none_left():
    assert remaining_seconds([Item("a", None, "a0")], "a", OPENING) is None


def test_the_time_left_of_an_unknown_item_is_refused(agenda):
    with pytest.raises(UnknownRecord, match="not on the agenda"):
        remaining_seconds(agenda, "nothing", OPENING)


def test_before_the_meeting_the_items_follow_each_other_from_its_opening(agenda):
    assert starts(agenda, minute=-600) == {"roll": 0, "report": 5, "discussion": 15, "vote": 35}
    assert end(agenda, minute=-600) == 40


def test_a_meeting_that_opens_late_ends_late(agenda):
    assert end(agenda, minute=7) == 47


def test_a_finished_item_took_what_it_took(agenda):
    items = with_item(agenda, "roll", spans=ran((0, 2)), state=ItemState.DONE)
    items = with_item(items, "report", spans=ran((2, None)), state=ItemState.RUNNING)
    assert starts(items, minute=4) == {"roll": 0, "report": 2, "discussion": 12, "vote": 32}
    assert end(items, minute=4) == 37


def test_an_item_over_its_time_pushes_the_end_minute_by_minute(agenda):
    items = with_item(agenda, "roll", spans=ran((0, None)), state=ItemState.RUNNING)
    assert [end(items, minute) for minute in (4, 5, 6, 9)] == [40, 40, 41, 44]


@pytest.mark.parametrize("state", [ItemState.SKIPPED, ItemState.DEFERRED])
def test_a_dropped_item_takes_no_time_and_has_no_start(agenda, state):
    items = with_item(agenda, "discussion", state=state)
    assert starts(items, minute=0) == {"roll": 0, "report": 5, "vote": 15}
    assert end(items, minute=0) == 20


def test_a_paused_item_needs_what_it_has_not_had(agenda):
    items = with_item(agenda, "roll", spans=ran((0, 3)), state=ItemState.PAUSED)
    assert end(items, minute=10) == 47


def test_what_was_jumped_over_is_expected_after_the_item_that_runs(agenda):
    items = with_item(agenda, "discussion", spans=ran((0, None)), state=ItemState.RUNNING)
    assert starts(items, minute=5) == {"discussion": 0, "roll": 20, "report": 25, "vote": 35}


def test_an_item_under_the_one_that_runs_takes_its_parent_along(agenda):
    items = [*agenda, Item("x", "discussion", "a0", 8, ItemState.RUNNING, ran((0, None)))]
    assert starts(items, minute=2)["roll"] == 20
    assert end(items, minute=2) == 40


def test_items_under_one_follow_each_other_within_it(agenda):
    items = [*agenda, Item("x", "discussion", "a0", 8), Item("y", "discussion", "a1", 12)]
    expected = starts(items, minute=0)
    assert (expected["discussion"], expected["x"], expected["y"], expected["vote"]) == (15, 15, 23, 35)


def test_of_a_group_without_minutes_of_its_own_those_not_done_are_left():
    items = [
        Item("group", None, "a0"),
        Item("x", "group", "a0", 8, ItemState.DONE, ran((0, 2))),
        Item("y", "group", "a1", 12),
    ]
    assert end(items, minute=2) == 14


def test_an_empty_agenda_ends_where_it_begins():
    assert forecast([], at(-5), begins_at=OPENING).ends_at == OPENING


@given(
    st.lists(st.tuples(st.integers(0, 30), st.sampled_from(ItemState), st.integers(-60, 60)), max_size=8),
    st.integers(-90, 90),
)
def test_the_meeting_never_ends_before_now_nor_later_than_all_it_still_has_planned(rows, minute):
    items = [
        Item(f"{place}", None, f"a{place}", planned, state, ran((start, None)) if state is ItemState.RUNNING else ())
        for place, (planned, state, start) in enumerate(rows)
    ]
    ahead = sum(
        item.planned_minutes for item in items if item.state in {ItemState.PENDING, ItemState.RUNNING, ItemState.PAUSED}
    )
    earliest = max(minute, 0)
    assert earliest <= end(items, minute) <= earliest + ahead


@pytest.mark.parametrize("minutes", [10**9, -(10**9)])
def test_whatever_is_planned_there_is_a_forecast(minutes: int) -> None:
    items = [Item(str(number), None, f"a{number}", minutes) for number in range(9)]
    assert forecast(items, OPENING, begins_at=OPENING).ends_at >= OPENING
