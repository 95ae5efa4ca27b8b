"""Two laptops that changed one day while apart: both see both values, one chooses, the other sees it settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from models.acts.registry import ActOutcome, perform
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tests.tui.laptops import pull

BEFORE, OURS, THEIRS = "2026-12-25", "2026-12-28", "2026-12-31"


@pytest.fixture
def laptops(
    cell: Store, meeting: str, clock: Clock, do: Callable[..., ActOutcome], tmp_path: Path
) -> Iterator[tuple[Store, Store]]:
    """The secretary's and the deputy's, after each gave one task another day and both exchanged what they had."""
    members = _members(cell)
    task = do(
        "task.assign", title="Kiểm tra 40 cơ sở", owner=members["Đức"], due=date.fromisoformat(BEFORE), meeting=meeting
    ).value
    deputy = Store.create(tmp_path / "deputy", clock)
    pull(cell, deputy)
    for store, who, day in ((cell, "Hương", OURS), (deputy, "Hiệp", THEIRS)):
        clock.advance(minutes=3)
        with store.unit("test.who") as unit:
            unit.remember("actor", members[who])
        perform(store, "task.change", task=task, due=date.fromisoformat(day))
    pull(deputy, cell)
    pull(cell, deputy)
    yield cell, deputy
    deputy.close()


def _members(cell: Store) -> dict[str, str]:
    with cell.reading() as connection:
        return {name.split()[-1]: key for key, name in connection.execute("SELECT id, full_name FROM member")}


def due_on(store: Store) -> str:
    with store.reading() as connection:
        return str(connection.execute("SELECT due_on FROM task").fetchone()[0])


def line_with(driver: Driver, words: str) -> str:
    return next(line for line in driver.lines if words in line)


async def test_both_see_both_values_with_who_and_when(laptops: tuple[Store, Store], clock: Clock) -> None:
    seen = []
    for store in laptops:
        async with driving(store.home, clock) as driver:
            await driver.press("f8")
            assert all(day in driver.text for day in (BEFORE, OURS, THEIRS))
            seen.append((line_with(driver, "this laptop"), line_with(driver, "another laptop")))
    (mine, theirs), (its, ours) = seen
    assert "Hương · 2026-12-03 14:03" in mine
    assert "Hiệp · 2026-12-03 14:06" in theirs
    assert "Hiệp · 2026-12-03 14:06" in its
    assert "Hương · 2026-12-03 14:03" in ours


async def test_one_chooses_and_the_other_sees_it_settled_and_reopened(
    laptops: tuple[Store, Store], clock: Clock
) -> None:
    secretary, deputy = laptops
    assert due_on(secretary) == due_on(deputy)
    async with driving(secretary.home, clock) as here, driving(deputy.home, clock) as there:
        await there.press("f8")
        await here.press("f8", "2")
        assert "There is no conflict" in here.text
        pull(secretary, deputy)
        await there.until(lambda: "There is no conflict" in there.text)
        assert due_on(secretary) == due_on(deputy) == OURS
        await here.press("u")
        assert "1 conflict" in here.text
        pull(secretary, deputy)
        await there.until(lambda: all(day in there.text for day in (OURS, THEIRS)))
        assert due_on(secretary) == due_on(deputy) == THEIRS
