"""Thousands of edits of one field that name nothing as replaced: they cost little, and close the record to nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.acts.registry import perform
from models.domain import limits
from models.queries.conflicts import open_conflicts
from models.store import exchange
from models.store.causal_links import linked
from models.store.entry import Entry, RowChange, entry_hash
from models.store.entry_checks import fault_of
from models.store.merge import merge_row
from models.store.store import Store
from models.store.writes import Write
from tests.sync.hostile.taking.conftest import everything
from tests.sync.hostile.taking.entries import Pair

MANY = 12_000
ROW = ("member", "m")
MADE = Write("f" * 16, "a", 1, 1, None, {"full_name": "A", "remark": "", "deleted": 0})


def edit(number: int, replaced: str = "") -> Write:
    links = {"remark": replaced} if replaced else {}
    return Write(f"{number:016x}", "x", number, number, {"remark": ""}, {"remark": f"v{number}"}, links)


def flat() -> list[Write]:
    return [MADE, *map(edit, range(2, MANY))]


def fan() -> list[Write]:
    """Half of them in a chain, and each of the others behind the chain's last."""
    chain = [edit(number, f"{number - 1:016x}") for number in range(2, MANY // 2)]
    return [MADE, *chain, *(edit(number, chain[-1].entry) for number in range(MANY // 2, MANY))]


@pytest.mark.parametrize("writes", [flat(), fan()], ids=["flat", "behind a chain"])
def test_very_many_values_of_a_field_are_merged_and_the_first_are_told(writes: list[Write]) -> None:
    """Each head costs what it says, and not all others: of these a set for each takes minutes, or the memory."""
    merged = merge_row("member", writes)
    assert merged.values["remark"] == f"v{MANY - 1}"
    (contest,) = merged.conflicts
    assert contest.is_open
    assert len(contest.heads) == limits.HEADS
    assert contest.base is None


@pytest.mark.parametrize("written", [{"remark": "mới"}, {"deleted": 1}], ids=["an edit", "a removal"])
def test_what_an_act_then_names_is_within_bounds(written: dict[str, object]) -> None:
    same = [replace(one, new={"remark": "cùng"}) for one in flat()[1:]]
    change = linked(RowChange("member", "m", {"remark": ""}, written), [MADE, *same])
    entry = Entry("here", 1, 1, "", "member.change", None, {}, (change,))
    assert fault_of(entry, entry_hash(entry)) is None
    assert sum(map(len, change.replaced.values())) <= limits.LINKS


def test_the_bounds_of_names_fit_into_the_bound_of_links() -> None:
    assert 17 * (limits.NAMED_BY_REMOVAL + 20 * limits.NAMED) < limits.LINKS


def test_a_record_with_thousands_of_values_can_be_changed_and_settled(
    cell: Store, laptop: Callable[[str], Store]
) -> None:
    other = laptop("other")
    exchange.apply(other, everything(cell))
    with cell.reading() as connection:
        (key,) = connection.execute("SELECT id FROM member ORDER BY id LIMIT 1").fetchone()
        (last,) = connection.execute("SELECT max(time) FROM journal_entry").fetchone()
    run: list[Pair] = []
    for seq in range(1, 2_000):
        change = RowChange("member", key, {"remark": ""}, {"remark": f"rác {seq}"})
        entry = Entry("hostile", seq, last + seq, "", "member.change", None, {}, (change,))
        entry = replace(entry, previous_hash=run[-1][1]) if run else entry
        run.append((entry, entry_hash(entry)))
    for store in (cell, other):
        exchange.apply(store, run)
    perform(cell, "member.change", member=key, remark="Đúng")
    exchange.apply(other, everything(cell))
    for store in (cell, other):
        with store.reading() as connection:
            assert connection.execute("SELECT remark FROM member WHERE id = ?", (key,)).fetchone() == ("Đúng",)
            (conflict,) = open_conflicts(connection)
            assert len(conflict.sides) == limits.HEADS
    perform(other, "conflict.settle", table="member", record=key, field="remark", entry=conflict.sides[0].entry)
    exchange.apply(cell, everything(other))
    with cell.reading() as connection:
        assert connection.execute("SELECT remark FROM member WHERE id = ?", (key,)).fetchone() == ("Đúng",)
