"""What other laptops did comes to the open screen within a moment: no cursor moves, no typed letter is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.widgets import OptionList

from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.minutes.screen import MinutesScreen

Afar = Callable[..., None]


def chosen(driver: Driver) -> str:
    """The text of the row under the cursor of the shown list."""
    listed = driver.app.screen.query(OptionList).first()
    assert listed.highlighted is not None
    return str(listed.get_option_at_index(listed.highlighted).prompt)


async def test_the_cursor_stays_on_its_row_while_others_come_before_it(
    planned: Path, clock: Clock, afar: Callable[[Path], Afar]
) -> None:
    do = afar(planned)
    do("meeting.plan", at="14:00 04/01/2027")
    async with driving(planned, clock) as driver:
        await driver.press("up")
        before = chosen(driver)
        do("meeting.plan", at="14:00 03/11/2026")
        await driver.until(lambda: "2026-11-03" in driver.text)
        assert chosen(driver) == before


async def test_a_row_that_vanishes_leaves_the_cursor_on_the_list(
    planned: Path, clock: Clock, afar: Callable[[Path], Afar]
) -> None:
    do = afar(planned)
    async with driving(planned, clock) as driver:
        do("meeting.plan", at="14:00 04/01/2027")
        await driver.until(lambda: "2027-01-04" in driver.text)
        await driver.press("down", "down")
        do("undo")
        await driver.until(lambda: "2027-01-04" not in driver.text)
        assert "2026-12-03" in chosen(driver)


async def test_what_is_being_typed_stays_with_its_cursor(
    discussing: Path, clock: Clock, afar: Callable[[Path], Afar], monkeypatch: pytest.MonkeyPatch
) -> None:
    do = afar(discussing)
    seen = list[str]()
    async with driving(discussing, clock) as driver:
        read_again = driver.live.store_changed
        monkeypatch.setattr(driver.live, "store_changed", lambda: (read_again(), seen.append("again")))
        await driver.press("o")
        await driver.type("Đường thôn ")
        do("speech.ask", member="Dung")
        await driver.until(lambda: seen)
        await driver.type("Bản")
        typed = driver.app.focused
        assert getattr(typed, "value", getattr(typed, "text", None)) == "Đường thôn Bản"


async def test_the_running_speech_goes_on_when_somebody_elsewhere_asks_for_the_floor(
    discussing: Path, clock: Clock, afar: Callable[[Path], Afar]
) -> None:
    do = afar(discussing)
    async with driving(discussing, clock) as driver:
        row = next(line for line in driver.lines if "Yến" in line and "▶" in line)
        do("speech.ask", member="Đức")
        await driver.until(lambda: "Đức" in driver.text)
        assert any(line.split("▶")[0] == row.split("▶")[0] for line in driver.lines if "▶" in line)


async def test_an_agenda_that_changes_elsewhere_keeps_the_chosen_item(
    planned: Path, clock: Clock, afar: Callable[[Path], Afar]
) -> None:
    do = afar(planned)
    async with driving(planned, clock, (120, 40)) as driver:
        await driver.press("p", "down", "down", "down")
        before = _marked(driver)
        do("item.remove", item="1")
        await driver.until(lambda: _marked(driver) != "" and "17" in driver.text)
        assert _title(_marked(driver)) == _title(before)


def _marked(driver: Driver) -> str:
    return chosen(driver)


def _title(row: str) -> str:
    return "".join(letter for letter in row.split("  ", maxsplit=1)[0] if not letter.isdigit())


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        (["t", "o"], ["backspace", "ô", "i"], "tôi"),  # as Unikey sends it: the letters again, with their marks
        (["h", "o", "a"], ["backspace", "backspace", "o", "à"], "hoà"),
        (["n", "e"], ["\u0302", "\u0301", "u"], "nếu"),  # as macOS sends it: letters and marks apart
    ],
)
async def test_a_syllable_that_is_being_composed_is_finished_though_something_arrives(
    discussing: Path,
    clock: Clock,
    afar: Callable[[Path], Afar],
    monkeypatch: pytest.MonkeyPatch,
    before: list[str],
    after: list[str],
    whole: str,
) -> None:
    do = afar(discussing)
    seen = list[str]()
    async with driving(discussing, clock) as driver:
        read_again = driver.live.store_changed
        monkeypatch.setattr(driver.live, "store_changed", lambda: (read_again(), seen.append("again")))
        await driver.press("o", *before)
        do("speech.ask", member="Dung")
        await driver.until(lambda: seen)
        for letter in after:
            character = letter if len(letter) == 1 else None
            driver.app.post_message(events.Key(letter, character))
        await driver.settle()
        typed = driver.app.focused
        assert getattr(typed, "value", getattr(typed, "text", None)) == whole


async def test_the_minutes_that_are_being_typed_keep_text_and_cursor(
    discussing: Path, clock: Clock, afar: Callable[[Path], Afar], monkeypatch: pytest.MonkeyPatch
) -> None:
    do = afar(discussing)
    seen = list[str]()
    async with driving(discussing, clock) as driver:
        await driver.press("f5", "e")
        screen = driver.app.screen
        assert isinstance(screen, MinutesScreen)
        screen.page.area.move_cursor((0, 3))
        await driver.type("Sửa ")
        text, cursor = screen.page.area.text, screen.page.area.cursor_location
        read_again = screen.store_changed
        monkeypatch.setattr(screen, "store_changed", lambda: (read_again(), seen.append("again")))
        do("note.write", text="Ý kiến từ máy khác")
        await driver.until(lambda: seen)
        assert (screen.page.area.text, screen.page.area.cursor_location) == (text, cursor)
        await driver.type("nữa")
        assert screen.page.area.text == text[: cursor[1]] + "nữa" + text[cursor[1] :]


async def test_a_filtered_list_stays_filtered_and_on_its_row(
    planned: Path, clock: Clock, afar: Callable[[Path], Afar]
) -> None:
    do = afar(planned)
    for title, due in (("Việc một", "20/12/2026"), ("Việc hai", "22/12/2026"), ("Việc ba", "24/12/2026")):
        do("task.assign", title=title, owner="Đức", due=due)
    do("task.finish", task="Việc một", result="xong")
    async with driving(planned, clock, (120, 40)) as driver:
        await driver.press("r", "tab", "o", "down")
        assert "Việc ba" in chosen(driver)
        do("task.assign", title="Việc sớm hơn", owner="Dung", due="15/12/2026")
        await driver.until(lambda: "Việc sớm hơn" in driver.text)
        assert "Việc ba" in chosen(driver)
        assert "Việc một" not in driver.text
        do("task.finish", task="Việc ba", result="xong")
        await driver.until(lambda: "Việc ba" not in driver.text)
        assert "Việc hai" in chosen(driver)
