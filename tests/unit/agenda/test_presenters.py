"""Who presents how much, and who nothing."""

from __future__ import annotations

import pytest

from models.domain.agenda import Item
from models.domain.presenters import PresenterShare, members_without_part, presenter_shares, presenter_warning

NAMES = {"s": "Trần Văn An", "d": "Lê Thị Dung"}


def agenda(*presenters: str | None, minutes: int = 5) -> list[Item]:
    return [
        Item(f"{place}", None, f"a{place}", minutes, presenter_id=presenter)
        for place, presenter in enumerate(presenters)
    ]


def warning(*presenters: str | None) -> str | None:
    found = presenter_warning(presenter_shares(agenda(*presenters)), NAMES, percent_max=50, citation="proposal")
    return None if found is None else str(found)


def test_shares_are_counted_in_items_and_minutes_the_largest_first():
    assert presenter_shares(agenda("d", "s", "s", None)) == (
        PresenterShare("s", 2, 3, 10, 15),
        PresenterShare("d", 1, 3, 5, 15),
    )


def test_no_minute_counts_for_the_presenters_of_an_item_and_of_one_under_it():
    items = [Item("a", None, "a0", 20, presenter_id="s"), Item("b", "a", "a0", 15, presenter_id="d")]
    assert {share.presenter_id: share.minutes for share in presenter_shares(items)} == {"s": 5, "d": 15}


def test_who_presents_more_than_half_is_named_with_the_count():
    assert warning("s", "s", "d") == "Trần Văn An presents 2 of 3 items, more than 50%; hand some to others."


@pytest.mark.parametrize("presenters", [("s", "d"), ("s", "s", "d", "d", None), (None, None), ()])
def test_who_presents_half_or_less_is_not_named(presenters):
    assert warning(*presenters) is None


def test_the_warning_carries_its_citation():
    found = presenter_warning(presenter_shares(agenda("s")), NAMES, percent_max=50, citation="proposal")
    assert found is not None
    assert found.citation == "proposal"


def test_members_who_present_nothing_are_named_in_the_order_given():
    assert members_without_part(agenda("d", None), ("s", "d", "b")) == ("s", "b")
