"""A number that two laptops gave at once: shown on the first screen, before closing and with F8; one key mends it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.acts.registry import ActOutcome, perform
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState, MotionKind
from models.queries.conflicts import conflicts_of, count_conflicts
from models.store.opening import open_reader
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import driving
from tests.tui.laptops import pull


def _adopt(store: Store, title: str) -> None:
    motion = perform(store, "motion.put", title=title, kind=MotionKind.RESOLUTION, text=title).value
    opened = perform(store, "round.open", motion=motion, method=Method.SHOW_OF_HANDS).value
    perform(store, "round.count_hands", round=opened, yes=5, no=0)


@pytest.fixture
def doubled(
    cell: Store,
    meeting: str,
    clock: Clock,
    do: Callable[..., ActOutcome],
    member: Callable[[str], str],
    tmp_path: Path,
) -> Path:
    """The secretary's laptop, after both laptops adopted a resolution while none heard of the other."""
    do("meeting.open", meeting=meeting)
    for name in ("Ánh", "Dung", "Đức", "Hạnh", "Yến"):
        do("attendance.mark", member=member(name), state=AttendanceState.PRESENT)
    deputy = Store.create(tmp_path / "deputy", clock)
    pull(cell, deputy)
    _adopt(cell, "Nghị quyết của bí thư")
    clock.advance(minutes=1)
    _adopt(deputy, "Nghị quyết của phó bí thư")
    pull(deputy, cell)
    deputy.close()
    assert do("meeting.pause").warnings == ()
    do("meeting.resume")
    cell.close()
    home = tmp_path / "copy"
    shutil.copytree(cell.home, home)
    return home


def _numbers(home: Path) -> dict[str, int]:
    reader = open_reader(home)
    try:
        return dict(reader.execute("SELECT title, number FROM resolution WHERE deleted = 0").fetchall())
    finally:
        reader.close()


def test_both_have_the_number_and_it_is_counted_as_a_conflict_of_the_meeting(doubled: Path) -> None:
    reader = open_reader(doubled)
    (meeting,) = reader.execute("SELECT id FROM meeting").fetchone()
    assert (count_conflicts(reader), conflicts_of(reader, meeting), conflicts_of(reader, "another")) == (1, 1, 0)
    reader.close()
    assert set(_numbers(doubled).values()) == {1}


async def test_a_key_leaves_the_number_with_one_and_the_other_gets_the_next(doubled: Path, clock: Clock) -> None:
    async with driving(doubled, clock) as driver:
        await driver.press("f9")
        await driver.until(lambda: "1 conflict to settle (F8)" in driver.text)
        await driver.press("f8")
        assert "Resolution no. 01" in driver.text
        assert "Nghị quyết của phó bí thư" in driver.text
        await driver.press("2")
        await driver.until(lambda: "There is no conflict" in driver.text)
    assert _numbers(doubled) == {"Nghị quyết của bí thư": 2, "Nghị quyết của phó bí thư": 1}


async def test_the_menu_of_the_meeting_tells_before_it_closes(doubled: Path, clock: Clock) -> None:
    async with driving(doubled, clock) as driver:
        await driver.press("f3", "m")
        assert "1 conflict to settle (F8)" in driver.text


def test_closing_warns_of_it(doubled: Path, clock: Clock) -> None:
    store = Store.open(doubled, clock)
    warnings = [str(one) for one in perform(store, "meeting.close").warnings]
    store.close()
    assert any("differs in 1 place;" in one for one in warnings)
