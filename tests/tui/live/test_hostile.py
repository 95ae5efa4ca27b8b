"""Whatever the store contains, by a mistake or by sync, the screen is drawn correctly."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from models.domain.vocabulary import MeetingState, Status
from models.store.ids import new_id
from models.store.store import Store
from models.tables import AgendaItem, Meeting, Member, MemberStatus
from tests.meeting_room import Clock, Room
from tests.tui.driving import Driver, driving

HOSTILE = (
    "[bold red]Nguyễn[/] [@click=app.quit]Văn[/]",
    "[/]] \\[ $name {name} %s",
    "\x1b[2J\x1b]0;title\x07\x1b[31mĐỏ",
    "abc\u202etrái sang phải\u2066\u200f",
    "dòng một\ndòng hai\r\tba",
    "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
    "漢字の名前 👨‍👩‍👧‍👦 \ufe0f",
    "\ud83d\x00\x07\u2028",
    "x" * 5_000,
    "Nguyễn " * 700,
)


@pytest.fixture
def room(store: Store, clock: Clock, room_file: tuple[Path, Room]) -> Room:
    return room_file[1].copied_to(store, clock)


def is_whole(driver: Driver) -> bool:
    """Say whether every line is as wide as the terminal, holds no control character, and head and foot stand."""
    width, height = driver.app.size
    lines = driver.lines
    return (
        len(lines) == height
        and all(cell_len(line) == width for line in lines)
        and all(letter.isprintable() for line in lines for letter in line)
        and lines[-1].rstrip().endswith(("? help", "F1 help"))
    )


@pytest.mark.parametrize(
    ("text", "size"),
    [*((text, (80, 24)) for text in HOSTILE), (HOSTILE[6], (100, 30)), (HOSTILE[9], (100, 30))],
    ids=range(len(HOSTILE) + 2),
)
async def test_names_and_titles_of_any_kind_do_not_break_the_screen(
    room: Room, clock: Clock, text: str, size: tuple[int, int]
) -> None:
    stored = text.encode("utf-8", "replace").decode()
    room.enter("Mậu", "Yến")
    room.change(Member, room.members["Mậu"], full_name=stored)
    room.change(Member, room.members["Yến"], full_name=f"{stored} hai")
    room.change(Meeting, room.meeting, title=stored)
    room.change(AgendaItem, room.discussion, title=stored, presenter_text=stored, conclusion=stored)
    room.ask("Mậu", "Yến")
    room.do("speech.next")
    async with driving(room.store.home, clock, size) as driver:
        assert is_whole(driver)
        await driver.press("tab")
        assert is_whole(driver)
        for key in ("a", "r", "c", "o", "q"):
            await driver.press(key)
            assert is_whole(driver), key
            await driver.press("escape")


async def test_two_thousand_members_do_not_break_the_screen(room: Room, clock: Clock) -> None:
    with room.store.unit("test.many") as unit:
        for number in range(2_000):
            member = Member(id=new_id(), organisation_id=room.cell, full_name=f"Nguyễn Văn {number}")
            unit.session.add(member)
            unit.session.add(MemberStatus(id=new_id(), member_id=member.id, status=Status.OFFICIAL))
    async with driving(room.store.home, clock) as driver:
        assert "N = 2008" in driver.text
        await driver.press("r", "p")
        assert "present" in driver.said
        assert is_whole(driver)


async def test_a_thousand_items_do_not_break_the_screen(room: Room, clock: Clock) -> None:
    with room.store.unit("test.many") as unit:
        parent = room.close
        for number in range(1_000):
            item = AgendaItem(id=new_id(), meeting_id=room.meeting, parent_id=parent, title=f"Mục {number}")
            unit.session.add(item)
            parent = item.id if number < 40 else parent
    async with driving(room.store.home, clock, (80, 24)) as driver:
        for _ in range(60):
            await driver.pilot.press("down")
        await driver.settle()
        assert is_whole(driver)


async def test_a_meeting_without_items_or_people_stands(store: Store, clock: Clock) -> None:
    room = Room(store, clock)
    empty = room.add_meeting(clock.now, state=MeetingState.OPEN, opened_at=clock.now)
    room.change(Meeting, room.meeting, state=MeetingState.CLOSED, closed_at=clock.now)
    async with driving(store.home, clock) as driver:
        assert driver.live.meeting_id == empty
        for key in ("enter", "n", "r", "a"):
            await driver.press(key)
            assert is_whole(driver)
            await driver.press("escape")
