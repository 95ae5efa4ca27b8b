"""Merging is a function of the set of writes: order, grouping and doubling change nothing; successors win."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from models.store.causal_links import linked
from models.store.entry import RowChange
from models.store.merge import MergedRow, _Row, heads_of, merge_row
from models.store.writes import SEEN, Write

YEAR = 31_557_600_000 << 16


def made(entry: str, time: int, new: dict[str, object] | None, *, after: str = "", seen: str = "") -> Write:
    names = new or {"deleted": 1}
    return Write(*(entry, entry[0], int(entry[1:]), time, {}, new), replaced=dict.fromkeys(names, after) | {SEEN: seen})


def born(**fields: object) -> Write:
    return replace(made("a1", 1, {"deleted": 0, "title": "", "state": "draft", **fields}), old=None)


@st.composite
def histories(draw: st.DrawFn) -> list[Write]:
    """Writes of up to three machines, each of which had seen some of the others'."""
    random = draw(st.randoms(use_true_random=False))
    seen: dict[str, list[Write]] = {device: [born()] for device in "abc"}
    for number in range(2, draw(st.integers(2, 14))):
        device = random.choice("abc")
        seen[device].append(_write(random, device, number, seen[device]))
        if random.random() < 0.5:
            other = random.choice("abc")
            seen[other] += [write for write in seen[device] if write not in seen[other]]
    return list({write.entry: write for writes in seen.values() for write in writes}.values())


def _write(random: Random, device: str, number: int, known: list[Write]) -> Write:
    new = random.choice(
        [
            {"title": f"title {number}"},
            {"state": random.choice(["draft", "approved"]), "seal": f"seal {number}"},
            {"text": f"text {number}"},
            {"deleted": 1},
            {"deleted": 0},
        ]
    )
    change = linked(RowChange("minutes", "row", {}, new), known)
    return Write(f"{device}{number}", device, number, random.randint(0, 130) * YEAR, {}, new, change.replaced)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_coming_changes_nothing(writes: list[Write], random: Random) -> None:
    mixed = random.sample(writes, len(writes))
    assert merge_row("minutes", mixed) == merge_row("minutes", writes)


@given(histories())
def test_what_comes_twice_changes_nothing(writes: list[Write]) -> None:
    assert merge_row("minutes", writes + writes) == merge_row("minutes", writes)


@given(histories(), st.integers(0, 14), st.integers(0, 14))
def test_merging_in_parts_is_merging_at_once(writes: list[Write], one: int, two: int) -> None:
    parts = writes[:one], writes[one : one + two], writes[one + two :]
    first, second, third = parts
    assert merge_row("minutes", [*third, *first, *second]) == merge_row("minutes", [*first, *second, *third])


@given(histories())
def test_who_has_seen_everything_has_the_last_word(writes: list[Write]) -> None:
    change = linked(RowChange("minutes", "row", {}, {"title": "the last word"}), writes)
    after = max(write.time for write in writes) + 1
    last = Write("z99", "z", 99, after, {}, change.new, change.replaced)
    assert merge_row("minutes", [*writes, last]).values["title"] == "the last word"


@given(histories())
def test_a_removal_that_has_seen_everything_stands_even_by_a_clock_of_1970(writes: list[Write]) -> None:
    change = linked(RowChange("minutes", "row", {"deleted": 0}, {"deleted": 1}), writes)
    removal = Write("z99", "z", 99, 0, {}, change.new, change.replaced)
    assert merge_row("minutes", [*writes, removal]).values["deleted"] == 1


@given(histories())
def test_what_one_device_wrote_has_the_heads_that_its_links_tell(writes: list[Write]) -> None:
    alone = [born()]
    for number, write in enumerate(writes[1:], 2):
        change = linked(RowChange("minutes", "row", {}, dict(write.new or {})), alone)
        alone.append(replace(write, entry=f"a{number}", device="a", seq=number, replaced=change.replaced))
    row = _Row("minutes", alone)
    assert heads_of("minutes", alone) == {unit: row.heads(unit) for unit in row.graphs}


@given(histories())
def test_what_stood_before_a_write_is_not_asked(writes: list[Write]) -> None:
    told = [replace(write, old={"title": "told"}) if write.old is not None else write for write in writes]
    assert merge_row("minutes", told) == merge_row("minutes", writes)


def test_a_row_of_one_write_holds_what_it_said() -> None:
    one = born(title="first")
    assert merge_row("minutes", [one]) == merge_row("minutes", [one, one])
    assert merge_row("minutes", [one]).values == one.new
    assert merge_row("minutes", [replace(one, old={})]).values == {}


def test_one_successor_wins_against_a_clock_of_2099() -> None:
    wrong = made("b2", 130 * YEAR, {"title": "from 2099"}, after="a1")
    right = made("c3", 56 * YEAR, {"title": "corrected"}, after="b2")
    merged = merge_row("task", [born(), wrong, right])
    assert (merged.values["title"], merged.conflicts) == ("corrected", ())


def test_the_later_of_two_concurrent_values_holds_and_the_other_is_kept() -> None:
    early = made("b2", 5, {"title": "early"}, after="a1")
    late = made("c2", 6, {"title": "late"}, after="a1")
    (contest,) = merge_row("task", [born(), early, late]).conflicts
    assert [head.values["title"] for head in contest.heads] == ["late", "early"]
    assert (contest.base, contest.is_open) == ({"title": ""}, True)


def test_two_machines_that_say_the_same_are_no_conflict() -> None:
    same = [made(f"{device}2", 5, {"title": "the same"}, after="a1") for device in "bc"]
    (contest,) = merge_row("task", [born(), *same]).conflicts
    assert not contest.is_open


def test_approved_minutes_stand_with_their_seal_against_a_later_edit() -> None:
    draft = replace(made("a1", 1, {"deleted": 0, "state": "draft", "text": "draft", "seal": ""}), old=None)
    sealed = made("b2", 5, {"state": "approved", "seal": "5ea1"}, after="a1")
    edited = made("c2", 9, {"text": "edited meanwhile"}, after="a1")
    merged = merge_row("minutes", [draft, sealed, edited])
    assert {name: merged.values[name] for name in ("state", "text", "seal")} == {
        "state": "approved",
        "text": "draft",
        "seal": "5ea1",
    }
    assert merged.conflicts[0].heads[1].values["text"] == "edited meanwhile"


def test_an_edit_that_a_deletion_had_not_seen_brings_the_row_back() -> None:
    removal = made("b2", 9, {"deleted": 1}, after="a1", seen="a1")
    edit = made("c2", 5, {"title": "still needed"}, after="a1")
    merged = merge_row("task", [born(), removal, edit])
    assert (merged.values["deleted"], merged.values["title"]) == (0, "still needed")


def test_an_edit_that_the_deletion_had_seen_does_not() -> None:
    edit = made("c2", 5, {"title": "no longer needed"}, after="a1")
    removal = made("b2", 4, {"deleted": 1}, after="a1", seen="a1 c2")
    assert merge_row("task", [born(), edit, removal]).values["deleted"] == 1


@given(histories(), st.randoms(use_true_random=False))
def test_of_two_that_call_themselves_one_neither_is_taken_for_the_name_of_its_device(
    writes: list[Write], random: Random
) -> None:
    """Somebody writes another entry under the identity of one; devices are called otherwise on another machine."""
    forged = [replace(write, device="z", new={"deleted": 0, "title": "forged"}) for write in random.sample(writes, 1)]
    forged.append(replace(random.choice(writes), device="y", new={"title": "forged again"}, time=7))
    all_writes = [*writes, *forged, *(replace(write, device="x", new={"title": "third"}) for write in forged)]
    names = dict(zip("abcxyz", random.sample("abcxyz", 6), strict=True))
    elsewhere = [replace(write, device=names[write.device]) for write in all_writes]
    assert _told(merge_row("minutes", elsewhere)) == _told(merge_row("minutes", all_writes))


@given(histories(), st.randoms(use_true_random=False))
def test_a_history_that_does_not_name_what_it_replaced_is_the_same_under_one_name_and_two(
    writes: list[Write], random: Random
) -> None:
    one = [replace(write, device="a", seq=number) for number, write in enumerate(writes, 1)]
    unlinked = [write if random.random() < 0.6 else replace(write, replaced={}) for write in one]
    at = random.randint(1, len(one))
    two = [replace(write, device="b") if write.seq >= at else write for write in unlinked]
    assert _told(merge_row("minutes", unlinked)) == _told(merge_row("minutes", two))


def _told(merged: MergedRow) -> tuple[object, ...]:
    """What a row holds and what is to be chosen from, without the names of devices."""
    contests = [(one.unit, sorted(str(head.values) for head in one.heads)) for one in merged.conflicts if one.is_open]
    return merged.values, contests, merged.gone
