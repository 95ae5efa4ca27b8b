"""Guests on the speakers' list and in notes, who attends online, what is posted and named: each by keys."""

from __future__ import annotations

from pathlib import Path

from models.acts.registry import perform
from models.domain.vocabulary import PostedKind
from models.queries.handbook import postings
from models.queries.lookup import latest_meeting
from models.queries.notes import notes
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.home.planning_form import PlanForm
from tui.widgets.entry_line import EntryLine


def with_guest(home: Path, clock: Clock) -> None:
    store = Store.open(home, clock)
    perform(store, "guest.add", name="Trần Văn Bình", role="Phó Bí thư", assigned_superior=True)
    store.close()


def meeting_of(driver: Driver) -> str:
    return latest_meeting(driver.app.gateway.reader) or ""


async def test_a_guest_is_found_by_name_without_diacritics_for_the_list_and_for_a_note(
    discussing: Path, clock: Clock
) -> None:
    with_guest(discussing, clock)
    async with driving(discussing, clock) as driver:
        await driver.press("a")
        await driver.type("binh")
        assert "Trần Văn Bình  guest of the superior" in driver.text
        await driver.press("enter")
        assert "put Trần Văn Bình on the speakers' list" in driver.said
        await driver.press("o")
        await driver.type("Bám sát chỉ tiêu")
        await driver.press("enter", "enter", "enter")
        await driver.type("binh")
        await driver.press("enter", "enter")
        (noted,) = [one for one in notes(driver.app.gateway.reader, meeting_of(driver)) if one.guest]
        assert (noted.by, noted.text) == ("Trần Văn Bình", "Bám sát chỉ tiêu")


async def test_one_key_marks_who_attends_online(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("r", "o")
        assert "present online" in driver.said
        assert "· online" in driver.text


async def test_a_posting_is_noted_by_key_and_stands_below_the_documents(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("f5", "o", "h", "left", "enter", "enter", "enter")
        assert "noted as posted on the Handbook: material of the meeting" in driver.said
        assert "On the Handbook: material of the meeting 2026-12-03" in driver.text
        assert [one.kind for one in postings(driver.app.gateway.reader, meeting_of(driver))] == [PostedKind.MATERIAL]


async def test_shortcomings_are_named_on_the_score_sheet_and_read_out_at_the_next_meeting(
    discussing: Path, clock: Clock
) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("f4", "s")
        await driver.type("Phát biểu ít")
        await driver.press("enter")
        await driver.type("Gợi ý trước")
        await driver.press("enter")
        assert "named shortcomings" in driver.said
    store = Store.open(discussing, clock)
    perform(store, "meeting.close")
    clock.advance(days=31)
    perform(store, "meeting.plan", at=clock.now)
    perform(store, "agenda.agree")
    perform(store, "meeting.open")
    store.close()
    async with driving(discussing, clock) as driver:
        await driver.press("f3", "y")
        assert "! Phát biểu ít" in driver.text
        assert "Remedy: Gợi ý trước" in driver.text


async def test_a_new_meeting_offers_hour_and_place_of_the_last_of_its_kind(discussing: Path, clock: Clock) -> None:
    store = Store.open(discussing, clock)
    perform(store, "meeting.change", place="Nhà văn hóa")
    store.close()
    async with driving(discussing, clock) as driver:
        await driver.press("f9", "n")
        assert offered(driver) == ("14:00", "Nhà văn hóa")
        await driver.press("right")
        assert offered(driver) == ("14:00", "")
        await driver.press("left")
        assert offered(driver) == ("14:00", "Nhà văn hóa")


def offered(driver: Driver) -> tuple[str, str]:
    """Return what the form of a new meeting offers as hour and place."""
    form = driver.app.screen.query_one(PlanForm)
    return form.query_one("#hour", EntryLine).value, form.query_one("#place", EntryLine).value


async def test_a_guest_comes_and_leaves_by_a_key(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("K")
        await driver.type("Lý Thị Hoa")
        await driver.press("enter")
        await driver.type("Phó Chủ tịch xã")
        await driver.press("f10")
        assert "added the guest Lý Thị Hoa" in driver.said
        await driver.press("K")
        await driver.type("hoa")
        await driver.press("f10")
        assert "the guest Lý Thị Hoa left" in driver.said
        await driver.press("K")
        await driver.type("hoa")
        await driver.press("f10")
        assert "the guest Lý Thị Hoa arrived" in driver.said
