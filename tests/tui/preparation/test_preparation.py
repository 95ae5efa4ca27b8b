"""The preparation by keyboard: order, presenters, minutes, documents, agreement (docs/scenario.md, steps 2 and 3)."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from models.domain.language import choose_language
from models.queries.agenda import AgendaView, agenda
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.live.screen import LiveScreen
from tui.preparation.board_pane import BoardPane
from tui.preparation.screen import PreparationScreen
from tui.widgets.entry_line import EntryLine


async def opened(driver: Driver) -> PreparationScreen:
    await driver.press("f2")
    screen = driver.app.screen
    assert isinstance(screen, PreparationScreen)
    return screen


def listed(driver: Driver) -> AgendaView:
    screen = driver.app.screen
    assert isinstance(screen, PreparationScreen)
    return agenda(driver.app.gateway.reader, screen.meeting_id)


def missing(driver: Driver) -> str:
    return str(driver.app.screen.query_one("#missing Static").render())


async def test_the_secretary_hands_items_to_others_until_the_warning_goes(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await opened(driver)
        assert "presents 9 of 15 items" in missing(driver)
        for name, downs in (("dung", 0), ("duc", 1), ("hanh", 4)):
            await driver.press(*["down"] * downs, "p")
            await driver.type(name)
            await driver.press("enter", "enter")
        assert listed(driver).items[0].presenter == "Lê Thị Dung"
        assert listed(driver).items[5].presenter == "Trần Thị Bích Hạnh"
        assert "presents 9" not in missing(driver)
        assert "✓  no one presents most of it" in missing(driver)


async def test_a_member_and_words_at_once_are_refused_for_neither_was_meant_alone(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await opened(driver)
        before = listed(driver).items[0].presenter
        await driver.press("p", *"dung", "enter", *"khach", "enter")
        assert "empty one of the two fields" in driver.said
        assert listed(driver).items[0].presenter == before
        await driver.press("shift+tab", *["backspace"] * 4, "tab", "enter")
        assert listed(driver).items[0].presenter == "khach"


async def test_an_item_moves_with_one_key_and_comes_back_by_undo(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await opened(driver)
        first, second = (item.title for item in listed(driver).items[:2])
        await driver.press("J")
        assert [item.title for item in listed(driver).items[:2]] == [second, first]
        assert driver.app.screen.query_one(BoardPane).chosen.title == first
        await driver.press("K")
        assert listed(driver).items[0].title == first
        await driver.press("u")
        assert listed(driver).items[0].title == second


async def test_a_quick_hand_moves_as_often_as_it_presses_however_slow_the_store_is(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await opened(driver)
        first = listed(driver).items[0].title
        free = threading.Event()
        driver.app.gateway.enqueue(lambda _store: free.wait(10))
        await driver.pilot.press("J", "J", "J", "t", "t", "K")
        free.set()
        await driver.settle()
        await driver.until(lambda: [item.title for item in listed(driver).items].index(first) == 2)
        assert not listed(driver).has_theme, "the second t takes back what the first one did"


async def test_at_the_end_a_move_says_so(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await opened(driver)
        await driver.press("K")
        assert "stands at the end already" in driver.said


async def test_a_thematic_item_with_its_own_paper_makes_total_and_end_follow(
    planned: Path, clock: Clock, tmp_path: Path
) -> None:
    paper = tmp_path / "Chuyên đề.txt"
    paper.write_text("Học tập phong cách nêu gương", encoding="utf-8")
    async with driving(planned, clock) as driver:
        await opened(driver)
        assert "90 of 90 min · ends 15:30" in driver.text
        await driver.press(*["down"] * 10, "a")
        await driver.type("Chuyên đề")
        await driver.press("enter")
        await driver.type("30")
        await driver.press("enter")
        await driver.type("mau")
        await driver.press("enter", "right", "enter")
        assert "120 of 90 min · ends 16:00" in driver.text
        assert [item.title for item in listed(driver).items].index("Chuyên đề") == 11
        await driver.press("f")  # the cursor stands on what was just added
        driver.app.screen.query_one("#file").value = str(paper)
        await driver.press("enter")
        assert "attached “Chuyên đề.txt”" in driver.said
        assert "¶" in next(line for line in driver.lines if "★ Chuyên đề" in line)
        await driver.press("D")
        assert "took “Chuyên đề.txt” away" in driver.said
        await driver.press("D")
        assert "No document lies with this item" in driver.said


async def test_tab_completes_the_path_of_a_document_and_the_footer_says_so(
    planned: Path, clock: Clock, tmp_path: Path
) -> None:
    paper = tmp_path / "to-trinh.pdf"
    paper.touch()
    async with driving(planned, clock) as driver:
        await opened(driver)
        await driver.press("f")
        assert "⇥ complete" in driver.lines[-1]
        assert "next field" not in driver.lines[-1]
        line = driver.app.screen.query_one("#file", EntryLine)
        line.value = str(tmp_path / "to-tr")
        await driver.press("tab")
        assert line.value == str(paper)


async def test_after_the_agreement_a_change_is_marked(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await opened(driver)
        await driver.press("g")
        assert "agreed version 1 of the agenda" in driver.said
        assert "agenda version 1" in driver.text
        await driver.press("down", "enter")
        await driver.press("tab")
        await driver.press("ctrl+u")
        await driver.type("4")
        await driver.press("enter")
        assert any(line.startswith("+ 2 ") for line in driver.lines)


async def test_what_is_removed_after_the_agreement_stays_to_be_seen_and_the_cursor_passes_it(
    planned: Path, clock: Clock
) -> None:
    async with driving(planned, clock, (80, 24)) as driver:
        await opened(driver)
        await driver.press("g", "down", "down", "x")
        (line,) = (line for line in driver.lines if line.startswith("−"))
        assert line.split() == ["−", "Roll-call", "taken", "out"]
        board = driver.app.screen.query_one(BoardPane)
        assert getattr(board.chosen, "title", "") == "Report on the dues"
        await driver.press("up")
        assert getattr(board.chosen, "title", "") == "Choice of the minute-taker"
        await driver.press("u")
        assert not any(line.startswith("−") for line in driver.lines)
        await driver.press("U", "g")
        assert not any(line.startswith("−") for line in driver.lines)


async def test_the_key_of_the_next_step_stands_in_the_footer_of_the_smallest_screen(
    planned: Path, clock: Clock
) -> None:
    choose_language("vi")
    clock.advance(days=-6)
    async with driving(planned, clock, (80, 24)) as driver:
        await opened(driver)
        for key, word in (("g", "g thống nhất"), ("x", "i đã báo"), ("g", "g thống nhất"), ("i", "i đã báo")):
            assert word in driver.lines[-1]
            await driver.press(key)
        assert "m vào họp" in driver.lines[-1]


async def test_what_was_typed_stays_when_the_form_is_refused(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await opened(driver)
        await driver.press("enter", "ctrl+u", "enter", "enter")
        assert "✗" in driver.said
        assert driver.app.screen.panel is not None


async def test_a_document_marked_secret_is_refused_with_the_reason(planned: Path, clock: Clock, tmp_path: Path) -> None:
    paper = tmp_path / "Tờ trình.txt"
    paper.write_text("TUYỆT MẬT\nTờ trình", encoding="utf-8")
    async with driving(planned, clock, (120, 40)) as driver:
        await opened(driver)
        await driver.press("f")
        driver.app.screen.query_one("#file").value = str(paper)
        await driver.press("enter")
        assert "is marked Tuyệt mật" in driver.said
        assert not (planned / "materials").exists()


async def test_tab_completes_a_path(planned: Path, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "Báo cáo tháng 11.txt").write_text("a", encoding="utf-8")
    (tmp_path / "Báo cáo tháng 12.txt").write_text("b", encoding="utf-8")
    async with driving(planned, clock) as driver:
        await opened(driver)
        await driver.press("f")
        line = driver.app.screen.query_one("#file")
        line.value = f"{tmp_path}/B"
        line.cursor_position = len(line.value)
        await driver.press("tab")
        assert line.value == f"{tmp_path}/Báo cáo tháng 1"
        assert "Báo cáo tháng 11.txt  Báo cáo tháng 12.txt" in driver.said


@pytest.mark.parametrize("key", ["m", "f3"])
async def test_from_the_preparation_one_goes_to_the_meeting(planned: Path, clock: Clock, key: str) -> None:
    async with driving(planned, clock) as driver:
        await opened(driver)
        await driver.press(key)
        assert isinstance(driver.app.screen, LiveScreen)


async def test_on_a_narrow_screen_tab_shows_what_is_missing(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock, (80, 24)) as driver:
        await opened(driver)
        assert "How far it is" not in driver.text
        await driver.press("tab")
        assert "How far it is" in driver.text


async def test_what_is_missing_can_be_read_to_its_end_on_the_smallest_screen(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock, (80, 24)) as driver:
        await opened(driver)
        assert "⚠3 " in driver.lines[0]
        assert "⇥ other side" in driver.lines[-1]
        assert "Purpose of the meeting, guests" in driver.text
        await driver.press("full_stop")
        assert "How far it is" in driver.text
        assert "Without a task" not in driver.text
        await driver.press("full_stop")
        assert "Without a task" in driver.text
        await driver.press("full_stop")
        assert driver.said == "This is the end of it."
        await driver.press("comma", "comma", "comma")
        assert driver.said == "This is the beginning of it."
        assert "How far it is" in driver.text


async def test_a_word_that_cannot_be_read_has_the_cursor(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("n", "tab", *("backspace",) * 10)
        await driver.type("xyz")
        await driver.press("enter", "enter", "enter")
        assert "“xyz” is no day" in driver.said
        assert driver.app.focused is not None
        assert driver.app.focused.id == "day"
