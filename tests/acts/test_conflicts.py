"""Two machines change the same: the conflict is shown with both sides, and one act settles it, which can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.domain.errors import Refused
from models.queries.conflicts import Conflict, count_conflicts, open_conflicts
from models.store import exchange
from models.store.export import export_text
from models.store.store import Store
from models.store.verify import verify
from tests.conftest import FakeClock


@pytest.fixture
def other(cell: Store, meeting: str, clock: FakeClock, tmp_path: Path) -> Iterator[Store]:
    """Another machine of the cell, which has everything that this one has."""
    opened = Store.create(tmp_path / "other", clock)
    pull(cell, opened)
    yield opened
    opened.close()


def pull(source: Store, into: Store) -> exchange.Applied:
    with source.reading() as theirs, into.reading() as mine:
        have = exchange.heads(mine)
        found = [
            pair
            for device, head in exchange.heads(theirs).items()
            for pair in exchange.entries_between(
                theirs, device, have[device].seq + 1 if device in have else 1, head.seq
            )
        ]
    return exchange.apply(into, found)


def agree(one: Store, another: Store) -> str:
    pull(one, another)
    pull(another, one)
    texts = []
    for store in (one, another):
        with store.reading() as connection:
            assert verify(connection).finding is None
            texts.append(export_text(connection))
    assert texts[0] == texts[1]
    return texts[0]


def conflicts(store: Store) -> tuple[Conflict, ...]:
    with store.reading() as connection:
        found = open_conflicts(connection)
        assert count_conflicts(connection) == len(found)
    return found


def place_of(store: Store, meeting: str) -> str:
    with store.reading() as connection:
        return str(connection.execute("SELECT place FROM meeting WHERE id = ?", (meeting,)).fetchone()[0])


@pytest.fixture
def contested(cell: Store, other: Store, meeting: str, clock: FakeClock) -> Conflict:
    """The place of the meeting as both machines changed it, the other one later."""
    perform(cell, "meeting.change", meeting=meeting, place="Hội trường A")
    clock.advance(minutes=1)
    perform(other, "meeting.change", meeting=meeting, place="Hội trường B")
    agree(cell, other)
    (found,) = conflicts(cell)
    return found


def settle(store: Store, conflict: Conflict, entry: str) -> None:
    perform(store, "conflict.settle", table=conflict.table, record=conflict.row_id, field=conflict.field, entry=entry)


def test_the_later_value_holds_and_both_are_shown_with_the_one_before(contested: Conflict, cell: Store) -> None:
    assert contested.base == ("Phòng họp",)
    assert [(side.values, side.mine) for side in contested.sides] == [
        (("Hội trường B",), False),
        (("Hội trường A",), True),
    ]
    assert contested.labels == ("place",)
    assert [side.done and side.done.act for side in contested.sides] == ["meeting.change"] * 2


@pytest.mark.parametrize("chosen", [0, 1])
def test_whichever_value_is_chosen_holds_on_both_machines_and_the_conflict_is_over(
    contested: Conflict, cell: Store, other: Store, meeting: str, chosen: int
) -> None:
    settle(cell, contested, contested.sides[chosen].entry)
    agree(cell, other)
    assert conflicts(cell) == conflicts(other) == ()
    assert place_of(other, meeting) == contested.sides[chosen].values[0]


@pytest.mark.parametrize("chosen", [0, 1])
def test_undoing_the_choice_brings_value_and_conflict_back(
    contested: Conflict, cell: Store, other: Store, meeting: str, chosen: int
) -> None:
    before = agree(cell, other)
    settle(cell, contested, contested.sides[chosen].entry)
    perform(cell, "undo")
    assert agree(cell, other) == before
    for store in (cell, other):
        (again,) = conflicts(store)
        assert {side.values for side in again.sides} == {("Hội trường A",), ("Hội trường B",)}
        assert place_of(store, meeting) == "Hội trường B"
        assert {side.values[0]: side.mine for side in again.sides} == {
            "Hội trường A": store is cell,
            "Hội trường B": store is other,
        }


def test_an_edit_after_the_choice_makes_no_conflict(
    contested: Conflict, cell: Store, other: Store, meeting: str
) -> None:
    settle(cell, contested, contested.sides[0].entry)
    agree(cell, other)
    perform(other, "meeting.change", meeting=meeting, place="Nhà văn hóa")
    agree(cell, other)
    assert conflicts(cell) == conflicts(other) == ()
    assert place_of(cell, meeting) == "Nhà văn hóa"


def test_two_machines_that_choose_differently_are_a_conflict_again(
    contested: Conflict, cell: Store, other: Store, clock: FakeClock
) -> None:
    settle(cell, contested, contested.sides[0].entry)
    clock.advance(minutes=1)
    settle(other, contested, contested.sides[1].entry)
    agree(cell, other)
    (again,) = conflicts(cell)
    assert [side.values for side in again.sides] == [("Hội trường A",), ("Hội trường B",)]


def test_what_is_no_conflict_or_no_value_of_it_is_refused(contested: Conflict, cell: Store) -> None:
    with pytest.raises(Refused, match="no longer to be chosen"):
        settle(cell, contested, "nobody/1")
    settle(cell, contested, contested.sides[0].entry)
    with pytest.raises(Refused, match="no conflict here any more"):
        settle(cell, contested, contested.sides[0].entry)


def test_an_edit_that_the_deletion_had_not_seen_brings_the_record_back(
    cell: Store, other: Store, meeting: str, clock: FakeClock
) -> None:
    item = perform(cell, "item.add", meeting=meeting, title="Việc khác").value
    agree(cell, other)
    perform(cell, "item.remove", item=item)
    clock.advance(minutes=1)
    perform(other, "item.rename", item=item, title="Việc khác nữa")
    agree(cell, other)
    with cell.reading() as connection:
        assert connection.execute("SELECT title, deleted FROM agenda_item WHERE id = ?", (item,)).fetchone() == (
            "Việc khác nữa",
            0,
        )
    (found,) = conflicts(cell)
    assert (found.field, [side.values for side in found.sides]) == ("deleted", [("no",), ("yes",)])
    settle(cell, found, found.sides[1].entry)
    agree(cell, other)
    assert conflicts(other) == ()
    with other.reading() as connection:
        assert connection.execute("SELECT deleted FROM agenda_item WHERE id = ?", (item,)).fetchone() == (1,)


def test_undo_takes_back_only_what_no_other_machine_has_changed_since(
    contested: Conflict, cell: Store, other: Store
) -> None:
    with pytest.raises(Refused, match="cannot be taken back"):
        perform(cell, "undo")
    perform(other, "undo")
    agree(cell, other)
