"""Conflicts on the screen: base, mine, theirs; one key to choose, one to take it back (docs/scenario.md, step 12)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.acts.registry import ActOutcome, perform
from models.domain.language import choose_language
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tests.tui.laptops import pull
from tests.tui.pictures import LANGUAGES, SIZES, picture
from tui.conflicts.screen import ConflictsScreen
from tui.shell.history import HistoryScreen


@pytest.fixture
def parted(cell: Store, meeting: str, clock: Clock, do: Callable[..., ActOutcome], tmp_path: Path) -> Path:
    """The secretary's laptop after the deputy had given one task another day than the secretary did."""
    task = do(
        "task.assign", title="Kiểm tra 40 cơ sở", owner=_member(cell), due=date(2026, 12, 25), meeting=meeting
    ).value
    deputy = Store.create(tmp_path / "deputy", clock)
    pull(cell, deputy)
    perform(cell, "task.change", task=task, due=date(2026, 12, 28))
    clock.advance(minutes=3)
    perform(deputy, "task.change", task=task, due=date(2026, 12, 31))
    pull(deputy, cell)
    deputy.close()
    cell.close()
    home = tmp_path / "copy"
    shutil.copytree(cell.home, home)
    return home


def _member(cell: Store) -> str:
    with cell.reading() as connection:
        return str(connection.execute("SELECT id FROM member WHERE full_name = 'Nguyễn Văn Đức'").fetchone()[0])


async def opened(driver: Driver) -> None:
    await driver.press("f8")
    assert isinstance(driver.app.screen, ConflictsScreen)


async def test_both_values_are_shown_with_the_one_before(parted: Path, clock: Clock) -> None:
    async with driving(parted, clock) as driver:
        assert "1 conflict to settle (F8)" in driver.text
        await opened(driver)
        assert "1 conflict" in driver.text
        for day in ("2026-12-25", "2026-12-28", "2026-12-31"):
            assert day in driver.text
        assert "this laptop" in driver.text
        assert "another laptop" in driver.text


@pytest.mark.parametrize(("key", "day"), [("1", "2026-12-31"), ("2", "2026-12-28")])
async def test_one_key_settles_it_and_one_takes_that_back(parted: Path, clock: Clock, key: str, day: str) -> None:
    async with driving(parted, clock) as driver:
        await opened(driver)
        await driver.press(key)
        assert "There is no conflict" in driver.text
        due = driver.app.gateway.reader.execute("SELECT due_on FROM task").fetchone()[0]
        assert due == day
        await driver.press("u")
        assert "1 conflict" in driver.text


async def test_a_third_value_that_is_not_there_is_told(parted: Path, clock: Clock) -> None:
    async with driving(parted, clock) as driver:
        await opened(driver)
        await driver.press("3")
        assert "only 2 values" in driver.said
        await driver.press("y")
        assert isinstance(driver.app.screen, HistoryScreen)


async def test_without_a_conflict_the_screen_says_so(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await opened(driver)
        assert "both machines say the same" in driver.text
        assert "value" not in driver.lines[-1], "the footer offers no value where there is none"
        await driver.press("1")
        assert "both machines say the same" in driver.said


@SIZES
@LANGUAGES
async def test_how_no_conflict_looks(
    snapshot: SnapshotAssertion, planned: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await picture(planned, clock, size, "f8") == snapshot


@SIZES
@LANGUAGES
async def test_how_a_conflict_looks(
    snapshot: SnapshotAssertion, parted: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    assert await picture(parted, clock, size, "f8") == snapshot
