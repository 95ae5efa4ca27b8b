"""Records on the screen: members over time, tasks and petitions followed up, search, history."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.acts.registry import perform
from models.domain.language import choose_language
from models.queries.people import members
from models.store.opening import open_reader
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tests.tui.pictures import LANGUAGES, SIZES, album
from tui.live.screen import LiveScreen
from tui.records.screen import RecordsScreen
from tui.search.screen import SearchScreen
from tui.shell.history import HistoryScreen
from tui.widgets.row_list import RowList


async def searching(driver: Driver, words: str) -> SearchScreen:
    await driver.press("slash")
    screen = driver.app.screen
    assert isinstance(screen, SearchScreen)
    await driver.until(lambda: "texts" in driver.text)
    await driver.type(words)
    await driver.settle()
    return screen


async def test_a_member_is_shown_over_time(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (120, 40)) as driver:
        await driver.press("r")
        assert isinstance(driver.app.screen, RecordsScreen)
        assert "open tasks" in driver.lines[1]
        assert "Cao Xuân Bách" in driver.lines[2]
        assert "Came to " in driver.text
        for _page in range(10):  # the meetings stand below the tasks
            if "excused (đi công tác)" in driver.text:
                break
            await driver.press("full_stop")
        assert "excused (đi công tác)" in driver.text


async def test_a_member_taken_in_by_mistake_is_removed_after_a_question_that_names_the_person(
    furnished: Path, clock: Clock
) -> None:
    with closing(Store.open(furnished, clock)) as store:
        key = perform(store, "member.add", name="Ghi Chú Nhầm", born=date(1980, 2, 1)).value
    async with driving(furnished, clock, (80, 24)) as driver:
        await driver.press("r", "x")
        assert "Remove the member: Cao Xuân Bách" in driver.text
        await driver.press("right", "enter")
        assert "Cao Xuân Bách stands in the records already (" in driver.said
        assert "attendance" in driver.said
        await driver.press("escape")
        driver.app.screen.query_one(RowList).highlighted = driver.app.screen.query_one(RowList).get_option_index(
            str(key)
        )
        await driver.press("x")
        assert "Remove the member: Ghi Chú Nhầm" in driver.text
        assert "born 1980-02-01" in driver.text
        await driver.press("enter")
        assert "Not removed" in driver.said
        await driver.press("right", "enter")
        assert "removed the member Ghi Chú Nhầm" in driver.said
        assert "Ghi Chú Nhầm" not in "\n".join(driver.lines[:-3])
        await driver.press("u", "tab", "x")
        assert "Choose a member first" in driver.said


async def test_a_member_is_suspended_from_a_day_to_a_day_by_a_key(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (180, 45)) as driver:
        await driver.press("r", "s")
        assert "Status of the member: Cao Xuân Bách" in driver.text
        await driver.press("right", "right", "right", "enter")
        await driver.type("1/11/2026")
        await driver.press("enter")
        await driver.type("1/2/2027")
        await driver.press("enter")
        await driver.type("QĐ 12")
        await driver.press("enter")
        assert "suspended from Party activity 2026-11-01 – 2027-02-01 (QĐ 12)" in driver.text
        await driver.press("u")
        assert "suspended from Party activity 2026" not in driver.text


async def test_a_task_is_finished_with_its_result_and_taken_back(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (120, 40)) as driver:
        await driver.press("r", "tab")
        first = driver.lines[1]
        assert "⚠" in first
        await driver.press("f", "tab")
        await driver.type("Xong cả 20 hộ")
        await driver.press("enter")
        assert "finished the task" in driver.said
        assert driver.lines[1] != first
        await driver.press("u")
        assert driver.lines[1].split("▏")[0] == first.split("▏")[0]


async def test_the_day_of_a_task_is_emptied_and_nothing_is_not_told_as_something(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (120, 40)) as driver:
        await driver.press("r", "tab", "d", *("backspace",) * 10, "enter")
        assert "✓ changed the task" in driver.said
        await driver.press("d", "enter")
        assert driver.said == "= nothing changed: it stood so already"


async def test_a_petition_is_settled_only_with_an_answer(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (120, 40)) as driver:
        await driver.press("r", "tab", "tab", "c")
        assert "✗" in driver.said
        await driver.press("a")
        await driver.type("Đã sửa xong")
        await driver.press("enter")
        assert "answered a petition" in driver.said


async def test_a_petition_goes_to_somebody_else_by_another_day_and_upward(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (120, 40)) as driver:
        await driver.press("r", "tab", "tab", "m")
        await driver.type("do thu trang")
        await driver.press("enter")
        assert "changed a petition" in driver.said
        assert "Responsible: Đỗ Thu Trang" in driver.text
        await driver.press("d", *["backspace"] * 10)
        await driver.type("15/02/2027")
        await driver.press("enter")
        assert "Until: 2027-02-15" in driver.text
        await driver.press("w")
        await driver.type("Ủy ban nhân dân xã")
        await driver.press("enter")
        assert "Forwarded to: Ủy ban nhân dân xã, 2026-12-30" in driver.text


async def test_what_a_task_reached_is_typed_with_decimals_and_read_out_at_the_next_meeting(
    furnished: Path, clock: Clock
) -> None:
    async with driving(furnished, clock, (120, 40)) as driver:
        await driver.press("r", "tab", "f")
        await driver.type("12,5")
        await driver.press("enter")
        await driver.type("Còn 7 hộ chờ vốn")
        await driver.press("enter")
        assert "finished the task" in driver.said
        await driver.press("f3", "y")
        await driver.settle()
        assert "Tasks given on 2026-12-03" in driver.text
        side = " ".join(line.rpartition("▏")[2].strip() for line in driver.lines)
        assert re.search(r"12\.5 / \d+ \S.*? · Còn 7 hộ chờ vốn", side)
        await driver.press("end")
        assert "Petitions" in driver.text
        await driver.press("escape")
        assert "Tasks given on" not in driver.text


@pytest.mark.parametrize(("key", "said"), [("f", "Choose a task first"), ("a", "Choose a petition first")])
async def test_a_key_of_another_list_says_what_to_choose(furnished: Path, clock: Clock, key: str, said: str) -> None:
    async with driving(furnished, clock) as driver:
        await driver.press("r", key)
        assert said in driver.said


async def test_only_what_is_open_can_be_shown(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (120, 40)) as driver:
        await driver.press("r", "tab")
        assert "✓" in driver.text
        await driver.press("o")
        assert "✓" not in "\n".join(driver.lines[1:-3])


async def test_on_a_narrow_screen_the_footer_has_what_is_done_with_a_task(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (80, 24)) as driver:
        await driver.press("r", "tab")
        assert [word for word in ("f done", "d day") if word not in driver.lines[-1]] == []
        await driver.press("tab")
        assert "a answer" in driver.lines[-1]


async def test_on_a_narrow_screen_enter_shows_the_page(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (80, 24)) as driver:
        await driver.press("r")
        assert "Came to" not in driver.text
        await driver.press("enter")
        assert "Came to" in driver.text


async def test_the_history_tells_who_did_what(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (120, 40)) as driver:
        await driver.press("r", "tab", "y")
        assert isinstance(driver.app.screen, HistoryScreen)
        await driver.settle()
        assert "the task “" in driver.text
        await driver.press("escape")
        assert isinstance(driver.app.screen, RecordsScreen)


async def test_a_word_is_found_without_diacritics_and_opened(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock) as driver:
        await searching(driver, "chuyen doi so")
        assert "Chuyển đổi số" in driver.text
        await driver.press("enter")
        assert not isinstance(driver.app.screen, SearchScreen)


async def test_a_member_is_found_and_opened_in_the_records(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (120, 40)) as driver:
        await searching(driver, "do thu trang")
        await driver.press("enter")
        assert isinstance(driver.app.screen, RecordsScreen)
        assert "Đỗ Thu Trang" in driver.text.partition("▏")[2]


async def test_what_is_confidential_is_found_only_after_a_key(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock) as driver:
        await searching(driver, "manh dan")
        assert "0 found" in driver.text
        await driver.press("f10")
        assert "mạnh dạn phát biểu" in driver.text
        await driver.press("f10")
        assert "mạnh dạn phát biểu" not in driver.text


async def test_an_empty_line_opens_nothing_and_says_so(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock) as driver:
        await searching(driver, "")
        await driver.press("enter")
        assert "Write a few words" in driver.said
        await driver.type("muong khoa")
        assert not isinstance(driver.app.screen, LiveScreen)


async def test_how_things_went_has_its_number_where_it_does_not_fit(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (80, 24)) as driver:
        assert "working days" not in driver.text
        await driver.press("4")
        assert "working days" in driver.text


async def test_a_correction_keeps_what_another_laptop_corrected_meanwhile(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (120, 40)) as driver:
        await driver.press("r", "e")
        screen = driver.app.screen
        assert isinstance(screen, RecordsScreen)
        key = screen.query_one(RowList).chosen_id
        with closing(Store.open(furnished, clock)) as other:
            perform(other, "member.change", member=key, born=date(1980, 1, 2))
        await driver.type(" B")
        await driver.press("f10")
        await driver.until(lambda: "Cao Xuân Bách B" in driver.said)
    with closing(open_reader(furnished)) as reader:
        (found,) = (one for one in members(reader, clock().date()) if one.id == key)
    assert (found.own_name, found.birth_date) == ("Cao Xuân Bách B", date(1980, 1, 2))


PAGES = {
    "members": ("r",),
    "tasks": ("tab",),
    "petitions": ("tab",),
    "answer": ("a",),
    "forward": ("escape", "w"),
    "finish": ("escape", "shift+tab", "f"),
    "report": ("escape", "p"),
    "due": ("escape", "d"),
    "task_words": ("escape", "e"),
    "owner": ("escape", "m"),
    "member_removed": ("escape", "shift+tab", "x"),
    "member_status": ("escape", "s"),
    "member_office": ("escape", "g"),
    "member_changed": ("escape", "e"),
    "member_new": ("escape", "n"),
    "page": ("escape", "enter"),
}


@SIZES
@LANGUAGES
async def test_how_the_records_look(
    snapshot: SnapshotAssertion, furnished: Path, clock: Clock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    for name, page in (await album(furnished, clock, size, PAGES)).items():
        assert page == snapshot(name=name)


async def test_a_member_is_taken_in_corrected_and_given_an_office_by_keys(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (120, 40)) as driver:
        await driver.press("r", "n")
        await driver.type("Hà Thị Thêm")
        await driver.press("enter")
        await driver.type("1/2/1990")
        await driver.press("enter")
        await driver.type("3/2/2015")
        await driver.press("enter")
        await driver.type("3/2/2016")
        await driver.press("enter", "enter", "enter", "enter")
        assert "Hà Thị Thêm" in driver.said
        screen = driver.app.screen
        assert isinstance(screen, RecordsScreen)
        rows = screen.query_one(RowList)
        await driver.until(lambda: any(line.startswith(" Hà Thị Thêm ") for line in driver.lines))
        added = next(str(one.id) for one in rows.options if "Hà Thị Thêm" in str(one.prompt))
        screen.choose_row(added)
        await driver.until(lambda: rows.chosen_id == added)
        assert "official · 36" in next(line for line in driver.lines if line.startswith(" Hà Thị Thêm "))
        await driver.press("e")
        assert "Correct the member: Hà Thị Thêm" in driver.text
        await driver.press("enter", "ctrl+u")
        await driver.type("1/2/1991")
        await driver.press(*["enter"] * 5)
        await driver.until(lambda: "official · 35" in driver.text)
        await driver.press("g", "enter", "enter", "enter")
        await driver.until(lambda: "committee member · 35" in driver.text)
        await driver.press("u", "u", "u")
        await driver.until(lambda: not any("Hà Thị Thêm" in str(one.prompt) for one in rows.options))


async def test_a_list_is_narrowed_by_words_with_or_without_diacritics(furnished: Path, clock: Clock) -> None:
    async with driving(furnished, clock, (120, 40)) as driver:
        await driver.press("r", "slash")
        await driver.type("bach official")
        await driver.until(lambda: "“bach official”: 1 of 12" in driver.lines[0])
        assert "Came to " in driver.text  # the page of the one that is left
        await driver.type(" 7")
        await driver.until(lambda: "“bach official 7”: 0 of 12" in driver.lines[0])
        assert "No row has these words" in driver.text
        await driver.press("backspace", "backspace", "enter", "x")
        assert "Remove the member: Cao Xuân Bách" in driver.text
        await driver.press("escape", "slash")
        await driver.until(lambda: any(line.strip() == "bach official" for line in driver.lines))
        await driver.press("enter", "escape")
        await driver.until(lambda: "“" not in driver.lines[0])
        assert isinstance(driver.app.screen, RecordsScreen)
        await driver.press("slash")
        await driver.type("zz")
        await driver.press("enter", "tab")
        await driver.until(lambda: "“" not in driver.lines[0])
