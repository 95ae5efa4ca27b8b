"""A mark of the roll-call is about the member on whom the key was pressed, whatever moves meanwhile."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.content import Content
from textual.widgets import Static

from models.acts.registry import perform
from models.domain.vocabulary import AttendanceState
from models.queries.lookup import latest_meeting
from models.queries.roll_call import RollCallRow, roll_call
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.live.roll_list import RollList


def chosen(driver: Driver) -> RollCallRow:
    row = driver.app.screen.query_one(RollList).chosen
    assert row is not None
    return row


def marks(driver: Driver) -> dict[str, AttendanceState | None]:
    reader = driver.app.gateway.reader
    return {row.member_id: row.state for row in roll_call(reader, latest_meeting(reader) or "")}


@pytest.mark.parametrize("key", ["home", "end", "pageup", "pagedown"])
async def test_keys_that_move_in_the_line_leave_the_mark_with_whom_it_was_asked_for(
    discussing: Path, clock: Clock, key: str
) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("r", "down", "down", "down")
        about, before = chosen(driver), marks(driver)
        await driver.press("x")
        label = driver.app.screen.query_one("#typed-label", Static).content
        assert isinstance(label, Content)
        assert label.plain.startswith(about.full_name)
        await driver.type("om")
        await driver.press(key, "enter")
        after = marks(driver)
        assert after == before | {about.member_id: AttendanceState.EXCUSED}


async def test_the_cursor_stays_with_its_member_when_somebody_comes_to_the_roll(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("r", "down", "down", "down")
        about, before = chosen(driver), len(marks(driver))
        other = Store.open(discussing, clock)
        perform(other, "member.add", name="An An An", joined=date(2020, 1, 1), official=date(2021, 1, 1))
        other.close()
        listed = driver.app.screen.query_one(RollList)
        await driver.until(lambda: listed.option_count > before)
        assert chosen(driver).member_id == about.member_id
