"""The report on the minutes screen: read before it goes, its state, the superior's remark, sent again by a key."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.acts.registry import perform
from models.domain.language import choose_language
from models.domain.vocabulary import ReportState
from models.queries.lookup import latest_meeting
from models.queries.reports import ReportView, find_report
from models.store.opening import open_reader
from models.store.store import Store
from tests.conftest import FakeClock
from tests.tui.driving import Driver, driving
from tests.tui.pictures import at, picture
from tui.minutes.screen import MinutesScreen

REMARK = "Thiếu danh sách đảng viên vắng [có lý do]."


@pytest.fixture
def approved(closed: Path, clock: FakeClock) -> Path:
    """The meeting's minutes, approved."""
    do(closed, clock, "minutes.write", text="Biên bản\nThông qua.")
    do(closed, clock, "minutes.approve")
    return closed


def do(home: Path, clock: FakeClock, act: str, **arguments: object) -> None:
    """Do an act about the meeting as another program on the same store does."""
    store = Store.open(home, clock)
    with store.reading() as connection:
        meeting = latest_meeting(connection)
    perform(store, act, meeting=meeting, **arguments)
    store.close()


def returned(home: Path, clock: FakeClock) -> None:
    """Let the superior return the report."""
    do(home, clock, "report.mark", state=ReportState.SENT)
    clock.advance(hours=1)
    do(home, clock, "report.mark", state=ReportState.RETURNED, remark=REMARK)


def report(home: Path) -> ReportView:
    reader = open_reader(home)
    found = find_report(reader, latest_meeting(reader) or "")
    reader.close()
    assert found is not None
    return found


async def at_the_minutes(driver: Driver) -> MinutesScreen:
    screen = MinutesScreen(latest_meeting(driver.app.gateway.reader) or "")
    driver.app.push_screen(screen)
    await driver.until(lambda: screen.is_ready)
    await driver.settle()
    return screen


async def test_the_head_says_how_far_the_report_is(approved: Path, clock: FakeClock) -> None:
    async with driving(approved, clock) as driver:
        screen = await at_the_minutes(driver)
        assert "report to be sent" in driver.lines[0]
        do(approved, clock, "report.mark", state=ReportState.SENT)
        await driver.until(lambda: "report sent" in driver.lines[0])
        assert screen.panel is None


async def test_what_goes_up_is_read_before_it_goes(approved: Path, clock: FakeClock) -> None:
    async with driving(approved, clock) as driver:
        screen = await at_the_minutes(driver)
        await driver.press("s")
        shown = "\n".join(driver.lines)
        assert "this goes up, and nothing else" in shown
        assert "Regular, no. 1 of the year 2026; 2026-12-03" in shown
        assert "10 official members, 2 probationary" in shown
        await driver.press("pagedown")
        both = " ".join((shown + " " + " ".join(driver.lines)).split())
        assert "show of hands, NOT PASSED. Yes 4/8 (50%), no 2, abstaining 1; needs ≥ 5" in both
        await driver.press("escape")
        assert screen.panel is None


async def test_a_returned_report_shows_its_remark_and_is_sent_again_by_a_key(approved: Path, clock: FakeClock) -> None:
    returned(approved, clock)
    async with driving(approved, clock) as driver:
        await at_the_minutes(driver)
        assert f"The superior returned the report (s): {REMARK}" in " ".join(driver.lines)
        await driver.press("s", "r")
        await driver.until(lambda: report(approved).state is ReportState.QUEUED)
        await driver.settle()
        assert "report to be sent again" in driver.lines[0]


async def test_a_report_that_was_not_returned_is_not_sent_again(approved: Path, clock: FakeClock) -> None:
    async with driving(approved, clock) as driver:
        await at_the_minutes(driver)
        await driver.press("s")
        assert "send again" not in driver.lines[-1]
        await driver.press("r")
        assert "Only a report that the superior returned is sent again." in "\n".join(driver.lines)
        assert report(approved).state is ReportState.QUEUED


async def test_before_the_approval_it_is_read_what_will_go_up(closed: Path, clock: FakeClock) -> None:
    async with driving(closed, clock) as driver:
        await at_the_minutes(driver)
        await driver.press("s")
        shown = "\n".join(driver.lines)
        assert "It goes up once the minutes are approved." in shown
        assert "Regular, no. 1 of the year 2026" in shown
        assert "send again" not in driver.lines[-1]


async def test_before_the_meeting_is_over_the_key_says_so(discussing: Path, clock: FakeClock) -> None:
    async with driving(discussing, clock) as driver:
        screen = await at_the_minutes(driver)
        await driver.press("s")
        assert screen.panel is None
        assert "this one is not over yet" in "\n".join(driver.lines)


async def test_minutes_that_an_older_program_approved_are_queued_by_a_key(approved: Path, clock: FakeClock) -> None:
    store = Store.open(approved, clock)
    with store.unit("test.older") as unit:
        unit.connection.execute("UPDATE report SET deleted = 1")
    store.close()
    async with driving(approved, clock) as driver:
        await at_the_minutes(driver)
        await driver.press("s")
        assert "Not queued; r queues it." in "\n".join(driver.lines)
        await driver.press("r")
        await driver.until(lambda: "report to be sent" in driver.lines[0])


async def test_what_comes_while_it_is_read_shows_at_once(approved: Path, clock: FakeClock) -> None:
    async with driving(approved, clock) as driver:
        screen = await at_the_minutes(driver)
        await driver.press("s")
        returned(approved, clock)
        await driver.until(lambda: f"“{REMARK}”" in "\n".join(driver.lines))
        assert screen.panel is not None


async def test_the_first_screen_shows_the_state_of_the_chosen_meeting(approved: Path, clock: FakeClock) -> None:
    returned(approved, clock)
    async with driving(approved, clock) as driver:
        await driver.until(lambda: "Report: sent back" in "\n".join(driver.lines))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("keys", [(), ("s",), ("s", "pagedown")], ids=["minutes", "report", "further"])
async def test_the_report_in_pictures(
    snapshot: SnapshotAssertion,
    approved: Path,
    clock: FakeClock,
    size: tuple[int, int],
    language: str,
    keys: tuple[str, ...],
) -> None:
    returned(approved, clock)
    choose_language(language)
    assert await picture(approved, clock, size, *keys, go=at("minutes")) == snapshot
