"""The tree of the agenda: its order, its numbers, moving."""

from __future__ import annotations

import pytest
from fractional_indexing import generate_key_between
from hypothesis import given
from hypothesis import strategies as st

from models.domain.agenda import Item, move_after, move_before, move_under, outline
from models.domain.errors import Refused, UnknownRecord

IDS = ("a", "b", "c", "d", "e", "f")


def numbers(items) -> dict[str, str]:
    return {placed.item.id: placed.number for placed in outline(items)}


def moved(items, changed) -> list[str]:
    by_id = {item.id: item for item in (*items, *changed)}
    return [placed.item.id for placed in outline(by_id.values())]


def test_items_are_numbered_as_a_tree(tree):
    items = tree(roll=None, report=None, dues="report", work="report", detail="work", vote=None)
    assert numbers(items) == {"roll": "1", "report": "2", "dues": "2.1", "work": "2.2", "detail": "2.2.1", "vote": "3"}


def test_the_depth_is_the_number_of_items_above(tree):
    items = tree(report=None, work="report", detail="work")
    assert [placed.depth for placed in outline(items)] == [0, 1, 2]


def test_equal_positions_are_ordered_by_id():
    items = [Item("b", None, "a0"), Item("a", None, "a0")]
    assert numbers(items) == {"a": "1", "b": "2"}


def test_an_item_whose_parent_is_gone_is_shown_at_the_top_level(tree):
    assert numbers(tree(roll=None, work="deleted")) == {"roll": "1", "work": "2"}


def test_a_ring_of_parents_is_shown_at_the_top_level_and_keeps_what_hangs_on_it(tree):
    items = tree(a="b", b="a", child="a", alone="alone")
    assert numbers(items) == {"a": "1", "child": "1.1", "b": "2", "alone": "3"}


@given(st.lists(st.sampled_from([None, "gone", *IDS]), min_size=len(IDS), max_size=len(IDS)))
def test_whatever_the_parents_every_item_is_shown_once_after_its_parent(parents):
    items = [Item(item_id, parent, "a0") for item_id, parent in zip(IDS, parents, strict=True)]
    order = outline(items)
    assert sorted(placed.item.id for placed in order) == list(IDS)
    assert len({placed.number for placed in order}) == len(IDS)
    shown = [None]
    for placed in order:
        assert placed.parent_id in shown
        shown.append(placed.item.id)


def test_a_very_deep_agenda_is_still_numbered():
    items = [Item(f"{n}", f"{n - 1}" if n else None, "a0") for n in range(1500)]
    assert outline(items)[-1].depth == 1499


def test_an_item_moves_before_another(tree):
    items = tree(a=None, b=None, c=None)
    assert moved(items, move_before(items, "c", "b", generate_key_between)) == ["a", "c", "b"]


def test_an_item_moves_after_another(tree):
    items = tree(a=None, b=None, c=None)
    assert moved(items, move_after(items, "a", "c", generate_key_between)) == ["b", "c", "a"]


def test_moving_rewrites_only_the_moved_item(tree):
    items = tree(a=None, b=None, c=None)
    (changed,) = move_before(items, "c", "a", generate_key_between)
    assert changed.id == "c"


def test_an_item_takes_the_level_of_the_one_it_is_moved_to(tree):
    items = tree(report=None, dues="report", paper=None, detail="paper")
    assert moved(items, move_before(items, "paper", "dues", generate_key_between)) == [
        "report",
        "paper",
        "detail",
        "dues",
    ]


def test_an_item_fits_between_two_that_two_devices_put_at_the_same_place():
    items = [Item("a", None, "a0"), Item("b", None, "a0"), Item("c", None, "a1")]
    assert moved(items, move_after(items, "c", "a", generate_key_between)) == ["a", "c", "b"]


@pytest.mark.parametrize("other", ["report", "dues", "detail"])
def test_an_item_does_not_move_next_to_itself_or_under_itself(tree, other):
    items = tree(report=None, dues="report", detail="dues")
    with pytest.raises(Refused, match="next to itself or to an item under it"):
        move_after(items, "report", other, generate_key_between)


def test_an_unknown_item_is_named(tree):
    with pytest.raises(UnknownRecord, match="not on the agenda"):
        move_after(tree(a=None), "a", "nothing", generate_key_between)


def test_an_item_moves_under_another_as_the_last_there(tree):
    items = tree(a=None, first="a", b=None)
    assert moved(items, move_under(items, "b", "a", generate_key_between)) == ["a", "first", "b"]


def test_an_item_moves_under_one_that_had_nothing_under_it(tree):
    items = tree(a=None, b=None)
    (changed,) = move_under(items, "b", "a", generate_key_between)
    assert (changed.id, changed.parent_id) == ("b", "a")


@pytest.mark.parametrize("place", ["a", "first"])
def test_an_item_does_not_move_under_itself(tree, place):
    with pytest.raises(Refused):
        move_under(tree(a=None, first="a"), "a", place, generate_key_between)
