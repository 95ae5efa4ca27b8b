"""The first screen: what is next leads it, the meetings have their figures, the newest first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.domain.vocabulary import MeetingState
from models.queries.meetings import meetings
from models.queries.preparation import PreparationStep
from models.store.opening import open_reader
from tests.meeting_room import Clock
from tests.tui.driving import driving
from tui.home.next_step import next_step_lines
from tui.widgets.pane import Pane
from tui.widgets.row_list import RowList

STEPS = (PreparationStep("done", (), done=True), PreparationStep("agenda not agreed", (), done=False))


@pytest.mark.parametrize(
    ("state", "today", "wanted"),
    [
        (MeetingState.PLANNED, date(2026, 12, 3), ("TODAY 14:00", "1/2", "agenda not agreed", "⏎ goes in")),
        (MeetingState.PLANNED, date(2026, 12, 1), ("in 2 days, 14:00", "p prepares it")),
        (MeetingState.NOTIFIED, date(2026, 12, 4), ("1 day ago, not opened", "⏎ goes in", "p prepares it")),
        (MeetingState.OPEN, date(2026, 12, 3), ("▶ Regular meeting", "⏎ goes back in")),
        (MeetingState.PAUSED, date(2026, 12, 3), ("⏎ goes back in",)),
        (MeetingState.CLOSED, date(2026, 12, 4), ("minutes not approved", "F4 scores", "F5 has its minutes")),
        (MeetingState.POSTPONED, date(2026, 12, 4), ("postponed", "n plans another day")),
        (MeetingState.APPROVED, date(2026, 12, 4), ("n plans the next meeting", "2027-01-03")),
        (MeetingState.ACKNOWLEDGED, date(2026, 12, 4), ("n plans the next meeting",)),
    ],
)
def test_the_next_step_follows_the_state(
    planned_home: Path, state: MeetingState, today: date, wanted: tuple[str, ...]
) -> None:
    from dataclasses import replace

    reader = open_reader(planned_home)
    found = replace(meetings(reader)[-1], state=state)
    reader.close()
    told = "\n".join(line.plain for line in next_step_lines(found, STEPS, today, date(2027, 1, 3)))
    assert [one for one in wanted if one not in told] == []


async def test_the_newest_meeting_stands_first_with_attendance_and_grade(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock) as driver:
        rows = driver.app.screen.query_one(RowList)
        reader = driver.app.gateway.reader
        ids = [str(rows.get_option_at_index(at).id) for at in range(rows.option_count)]
        assert ids == [one.id for one in reversed(meetings(reader))]
        await driver.until(lambda: "9/11 · 97" in driver.text)
        assert "What is next" in driver.text


async def test_on_the_smallest_screen_the_list_stays_beside_a_form(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (80, 24)) as driver:
        await driver.press("n")
        assert "Plan a meeting" in driver.text
        assert "Regular meeting 2026-12-03" in driver.text
        await driver.press("escape", "4")
        assert [pane.number for pane in driver.app.screen.query(Pane) if pane.is_on_screen] == [4]
