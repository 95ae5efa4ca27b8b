"""An entry that claims another's identity takes no other's place: both values are kept, and somebody chooses."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from models.store.causal_links import linked
from models.store.entry import RowChange
from models.store.merge import heads_of, merge_row
from models.store.writes import SEEN, Write, settling
from tests.sync.merge.test_merge import born, made

HONEST = made("b2", 5, {"title": "honest"}, after="a1")
TWIN = replace(HONEST, device="z", seq=1, time=9, new={"title": "forged"})
COPY = replace(HONEST, device="fork", seq=7)


def titles(*writes: Write) -> list[list[object]]:
    """The values to choose from, the one in force first, of any order of coming."""
    found = []
    for some in permutations(writes):
        merged = merge_row("task", some)
        heads = [head.values["title"] for one in merged.conflicts if one.is_open for head in one.heads]
        found.append(heads or [merged.values["title"]])
    assert all(one == found[0] for one in found)
    return found[:1]


def test_both_values_stand_whatever_came_first() -> None:
    assert titles(born(), HONEST, TWIN) == [["forged", "honest"]]
    assert titles(born(), HONEST, COPY, TWIN) == [["forged", "honest"]]
    assert titles(born(), HONEST, COPY) == [["honest"]]


@pytest.mark.parametrize("links", [{"title": "b2"}, {"title": "b2 a1", SEEN: "b2 a1"}])
def test_it_replaces_nothing_of_what_it_claims_to_be(links: dict[str, str]) -> None:
    assert titles(born(), HONEST, replace(TWIN, replaced=links)) == [["forged", "honest"]]


def test_more_or_other_fields_make_no_difference() -> None:
    more = replace(TWIN, new={"title": "forged", "unit": "forged"}, replaced={"title": "a1", "unit": "a1"})
    assert titles(born(), HONEST, more) == [["forged", "honest"]]


def test_a_twin_of_a_new_row_hides_none_of_its_values() -> None:
    twin = replace(born(title="forged"), device="z", time=9)
    assert titles(born(title="honest"), twin) == [["forged", "honest"]]


def test_what_replaced_the_one_replaced_the_other() -> None:
    """Whoever edited before the twin came named the identity alone."""
    edit = made("c3", 6, {"title": "edited"}, after="b2")
    assert titles(born(), HONEST, edit, TWIN) == [["edited"]]


def test_what_is_written_between_the_two_replaces_the_value_in_force() -> None:
    change = linked(RowChange("task", "row", {}, {"title": "edited"}), [born(), HONEST, TWIN])
    edit = Write("c3", "c", 3, 10, {}, change.new, change.replaced)
    assert titles(born(), HONEST, TWIN, edit) == [["edited", "honest"]]
    assert titles(born(), HONEST, edit)[0] == ["edited", "honest"]
    assert titles(born(), TWIN, edit) == [["edited"]]  # the one that it replaced, by its content


def test_whoever_chooses_has_chosen_for_all() -> None:
    writes = [born(), HONEST, TWIN]
    heads = " ".join(sorted(head.entry for head in heads_of("task", writes)["title"]))
    chosen = settling(Write("c3", "c", 3, 10, {}, {}), heads, {"title": "honest"})
    assert titles(*writes, chosen) == [["honest"]]
    assert titles(born(), HONEST, chosen) == [["honest"]]


def test_an_act_and_its_own_settlement_are_no_twins() -> None:
    own = made("c3", 6, {"title": "chosen"}, after="b2")
    chosen = settling(replace(own, device="c"), "b2", {"title": "chosen"})
    again = replace(own, device="fork", seq=9)
    assert titles(born(), HONEST, own, chosen, again) == [["chosen"]]
