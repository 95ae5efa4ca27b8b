"""Minutes by keys: drafted, edited, compared, approved; what is typed survives a kill and a change elsewhere."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.domain.seal import seal_of
from models.queries.lookup import latest_meeting
from models.queries.minutes import MinutesView, find_minutes
from models.store.scratch import load_scratch
from models.store.store import Store
from tests.conftest import FakeClock
from tests.tui.driving import PATIENCE, Driver, driving
from tui.minutes.screen import MinutesScreen


async def at_the_minutes(driver: Driver) -> MinutesScreen:
    """Go to the minutes of the meeting."""
    screen = MinutesScreen(latest_meeting(driver.app.gateway.reader) or "")
    driver.app.push_screen(screen)
    await driver.until(lambda: screen.is_ready)
    await driver.settle()
    return screen


def written(driver: Driver) -> MinutesView | None:
    reader = driver.app.gateway.reader
    return find_minutes(reader, latest_meeting(reader) or "")


def acts_done(connection: sqlite3.Connection) -> list[str]:
    return [act for (act,) in connection.execute("SELECT act FROM journal_entry ORDER BY time, seq")]


def elsewhere(home: Path, clock: FakeClock, act: str, **arguments: object) -> None:
    """Do an act as another program on the same store does."""
    store = Store.open(home, clock)
    try:
        perform(store, act, **arguments)
    finally:
        store.close()


async def type_at_the_end(driver: Driver, screen: MinutesScreen, text: str) -> None:
    await driver.press("e")
    screen.page.area.move_cursor(screen.page.area.document.end)
    await driver.type(text)


async def test_the_draft_tells_what_happened_and_nothing_is_written_until_somebody_does(
    closed: Path, clock: FakeClock
) -> None:
    async with driving(closed, clock) as driver:
        screen = await at_the_minutes(driver)
        assert "draft from the records" in driver.text
        assert "Nghị quyết tháng 12" in screen.page.area.text
        assert written(driver) is None


async def test_reading_types_nothing_and_every_key_says_what_it_does(closed: Path, clock: FakeClock) -> None:
    async with driving(closed, clock) as driver:
        screen = await at_the_minutes(driver)
        before = screen.page.area.text
        await driver.press("z", "n")
        assert "not approved yet" in driver.said
        await driver.press("x")
        assert "does nothing here" in driver.said
        assert screen.page.area.text == before


@pytest.mark.parametrize("key", ["d", "c"])
async def test_escape_leads_from_what_differs_and_from_the_checks_back_to_the_text(
    closed: Path, clock: FakeClock, key: str
) -> None:
    async with driving(closed, clock, (80, 24)) as driver:
        screen = await at_the_minutes(driver)
        text = driver.text
        await driver.press(key)
        assert driver.text != text
        await driver.press("escape")
        assert driver.app.screen is screen
        assert driver.text == text
        await driver.press("escape")
        assert driver.app.screen is not screen


async def test_what_is_typed_is_written_once_when_the_typing_ends(closed: Path, clock: FakeClock) -> None:
    async with driving(closed, clock) as driver:
        screen = await at_the_minutes(driver)
        await type_at_the_end(driver, screen, " Đã đọc, nhất trí")
        await driver.press("escape")
        found = written(driver)
        assert found is not None
        assert found.text.endswith("Đã đọc, nhất trí")
        assert not found.derived.endswith("nhất trí")
        assert acts_done(driver.app.gateway.reader).count("minutes.write") == 1
        await driver.press("u")
        assert written(driver) is None
        assert not screen.page.area.text.endswith("nhất trí")


async def test_letters_that_are_keys_while_reading_are_letters_while_typing(closed: Path, clock: FakeClock) -> None:
    async with driving(closed, clock) as driver:
        screen = await at_the_minutes(driver)
        await type_at_the_end(driver, screen, "uda?q:")
        assert screen.page.area.text.endswith("uda?q:")


async def test_what_was_typed_is_kept_within_a_second_and_found_again_without_a_journal_entry(
    closed: Path, clock: FakeClock
) -> None:
    async with driving(closed, clock) as driver:
        screen = await at_the_minutes(driver)
        before = acts_done(driver.app.gateway.reader)
        await type_at_the_end(driver, screen, "dở dang")
        await driver.until(lambda: "dở dang" in load_scratch(driver.app.gateway.reader, f"minutes:{screen.meeting_id}"))
        assert acts_done(driver.app.gateway.reader) == before
    async with driving(closed, clock) as driver:  # as after a kill: nothing was written
        screen = await at_the_minutes(driver)
        assert screen.page.area.text.endswith("dở dang")
        assert "typed before the program ended" in driver.text
        await driver.press("e", "escape")
        found = written(driver)
        assert found is not None
        assert found.text.endswith("dở dang")
        assert load_scratch(driver.app.gateway.reader, f"minutes:{screen.meeting_id}") == ""


async def test_text_is_kept_while_somebody_types_without_a_pause(closed: Path, clock: FakeClock) -> None:
    async with driving(closed, clock) as driver:
        screen = await at_the_minutes(driver)
        await type_at_the_end(driver, screen, "a")
        async with asyncio.timeout(PATIENCE):
            while not load_scratch(driver.app.gateway.reader, f"minutes:{screen.meeting_id}"):
                await driver.pilot.press("b")  # never a pause: only how long ago the first letter was counts


async def test_going_to_another_place_saves_what_is_typed(closed: Path, clock: FakeClock) -> None:
    async with driving(closed, clock) as driver:
        screen = await at_the_minutes(driver)
        await type_at_the_end(driver, screen, "xong")
        await driver.press("f9")
        found = written(driver)
        assert found is not None
        assert found.text.endswith("xong")


async def test_the_comparison_shows_what_was_changed(closed: Path, clock: FakeClock) -> None:
    async with driving(closed, clock, size=(80, 24)) as driver:
        screen = await at_the_minutes(driver)
        await driver.press("d")
        assert "Nothing differs." in driver.text
        await driver.press("d")
        await type_at_the_end(driver, screen, " Thêm một câu")
        await driver.press("escape", "d")
        assert "changed by you" in driver.text
        assert "Thêm một câu" in driver.text
        assert "lines alike" in driver.text


async def test_deriving_again_takes_in_what_the_records_know_now_and_keeps_the_typed_sentences(
    closed: Path, clock: FakeClock
) -> None:
    async with driving(closed, clock) as driver:
        screen = await at_the_minutes(driver)
        await driver.press("r")
        assert "Nothing changed" in driver.said
        await type_at_the_end(driver, screen, " Câu của thư ký")
        await driver.press("escape")
        elsewhere(closed, clock, "note.write", text="Ý kiến ghi muộn", item=_discussion(driver))
        await driver.until(lambda: "The records changed since the draft" in driver.text)
        await driver.press("r")
        found = written(driver)
        assert found is not None
        assert found.text.endswith("Câu của thư ký")
        assert "Ý kiến ghi muộn" in found.text
        assert "Ý kiến ghi muộn" in found.derived


async def test_a_change_from_elsewhere_while_one_types_loses_neither_text(closed: Path, clock: FakeClock) -> None:
    async with driving(closed, clock) as driver:
        screen = await at_the_minutes(driver)
        await type_at_the_end(driver, screen, " Câu một")
        await driver.press("escape")
        first = screen.page.area.text
        await type_at_the_end(driver, screen, " của tôi")
        elsewhere(closed, clock, "minutes.write", text="Dòng của người khác\n" + first, meeting=screen.meeting_id)
        await driver.until(lambda: "changed elsewhere; yours is kept" in driver.text)
        assert screen.page.area.text.endswith("Câu một của tôi")
        await driver.press("escape")
        assert (found := written(driver)) is not None
        assert found.text.startswith("Dòng của người khác")
        await driver.press("r")
        assert (found := written(driver)) is not None
        assert found.text.startswith("Dòng của người khác")
        assert found.text.endswith("Câu một của tôi")


async def test_minutes_are_approved_only_after_a_yes_and_change_no_more(closed: Path, clock: FakeClock) -> None:
    async with driving(closed, clock, size=(80, 24)) as driver:
        screen = await at_the_minutes(driver)
        text = screen.page.area.text
        await driver.press("a", "enter")
        assert "Not approved" in driver.said
        await driver.press("y", "enter")
        found = written(driver)
        assert found is not None
        assert found.is_sealed
        assert found.seal == seal_of(text)
        assert found.seal in driver.text
        await driver.press("e")
        assert "change no more" in driver.said
        await driver.press("u")
        assert "approved minutes change no more" in driver.said
        assert written(driver) == found


async def test_an_addendum_stands_under_the_sealed_text(closed: Path, clock: FakeClock) -> None:
    async with driving(closed, clock) as driver:
        screen = await at_the_minutes(driver)
        await driver.press("a", "y", "enter")
        await driver.press("n")
        await driver.type("Sửa: 15 giờ 40")
        await driver.press("enter")
        await driver.type("Dòng hai")
        await driver.press("f10")
        found = written(driver)
        assert found is not None
        assert [one.text for one in found.addenda] == ["Sửa: 15 giờ 40\nDòng hai"]
        assert screen.page.area.text.endswith("Sửa: 15 giờ 40\nDòng hai")
        assert found.seal == seal_of(found.text)


async def test_minutes_of_a_meeting_that_goes_on_are_not_approved(discussing: Path, clock: FakeClock) -> None:
    async with driving(discussing, clock, size=(80, 24)) as driver:
        screen = await at_the_minutes(driver)
        assert "approve" not in driver.lines[-1]
        await driver.press("a")
        assert "once the meeting is closed" in driver.said
        assert screen.page.area.size.width > 70, "the meeting's own screen, which stood before, lays out this one"


async def test_minutes_approved_elsewhere_end_the_typing_and_what_was_typed_is_kept(
    closed: Path, clock: FakeClock
) -> None:
    async with driving(closed, clock) as driver:
        screen = await at_the_minutes(driver)
        await type_at_the_end(driver, screen, " Câu")
        await driver.press("escape")
        await type_at_the_end(driver, screen, " chưa kịp ghi")
        elsewhere(closed, clock, "minutes.approve", meeting=screen.meeting_id)
        await driver.until(lambda: "SHA-256" in driver.text)
        assert not screen.typing
        assert "chưa kịp ghi" in load_scratch(driver.app.gateway.reader, f"minutes:{screen.meeting_id}")
        assert (found := written(driver)) is not None
        assert found.text.endswith("Câu")
        assert "Approved while you were typing" in driver.text
        await driver.press("n", "f10")
        assert (found := written(driver)) is not None
        assert [one.text.endswith("Câu chưa kịp ghi") for one in found.addenda] == [True]
        assert "Approved while you were typing" not in driver.text
        assert load_scratch(driver.app.gateway.reader, f"minutes:{screen.meeting_id}") == ""


async def test_the_scenarios_two_sentences_are_changed_then_approved(closed: Path, clock: FakeClock) -> None:
    async with driving(closed, clock, size=(80, 24)) as driver:
        screen = await at_the_minutes(driver)
        await driver.press("e")
        screen.page.area.move_cursor((3, 0))
        await driver.type("Đúng giờ. ")
        screen.page.area.move_cursor(screen.page.area.document.end)
        await driver.type(" Đã đọc lại.")
        await driver.press("f10", "d")
        assert driver.text.count("changed by you") == 2
        await driver.press("d", "a", "y", "enter")
        found = written(driver)
        assert found is not None
        assert found.is_sealed
        assert "Đúng giờ. " in found.text
        with pytest.raises(Exception, match="approved"):
            elsewhere(closed, clock, "minutes.write", text="khác", meeting=screen.meeting_id)


async def test_typing_begins_behind_the_heading_and_what_is_altered_there_is_told(
    closed: Path, clock: FakeClock
) -> None:
    async with driving(closed, clock) as driver:
        screen = await at_the_minutes(driver)
        before = screen.page.area.text.splitlines()
        await driver.press("e")
        await driver.type("Ý kiến thêm.")
        await driver.press("ctrl+end")
        await driver.type(" Hết.")
        await driver.press("f10")
        lines = screen.page.area.text.splitlines()
        assert lines[:4] == before[:4], "the heading stands as it was"
        assert lines[4] == "Ý kiến thêm."
        assert lines[-1].endswith(" Hết.")
        await driver.press("e", "ctrl+home")
        await driver.type("Kết luận.")
        await driver.press("f10", "c")
        assert "Altered by hand, though it comes from the records: “MINUTES”" in driver.text
        await driver.press("a")
        assert "⚠ Altered by hand" in driver.text
        assert "− MINUTES" in driver.text


def _discussion(driver: Driver) -> str:
    return str(driver.app.gateway.reader.execute("SELECT id FROM agenda_item WHERE kind = 'discussion'").fetchone()[0])
