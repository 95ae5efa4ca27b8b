"""What other laptops did comes to the open screen within a moment: no cursor moves, no typed letter is lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.widgets import OptionList

from models.acts.words import perform_words
from models.store import exchange
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving

Afar = Callable[..., None]


@pytest.fixture
def afar(tmp_path: Path, clock: Clock) -> Iterator[Callable[[Path], Afar]]:
    """Do acts on another laptop, and have their entries arrive here as the daemon brings them."""
    opened: list[Store] = []

    def laptop(home: Path) -> Afar:
        shutil.copytree(home, tmp_path / "other")
        other, here = Store.open(tmp_path / "other", clock), Store.open(home, clock)
        opened.extend((other, here))
        exchange.fork(other, 10**6)

        def do(act: str, **words: str) -> None:
            perform_words(other, act, words)
            with other.reading() as connection:
                heads = exchange.heads(connection)
                pairs = [pair for device, head in heads.items()
                         for pair in exchange.entries_between(connection, device, 1, head.seq)]  # fmt: skip
            assert exchange.apply(here, pairs).new == 1

        return do

    yield laptop
    for store in opened:
        store.close()


def chosen(driver: Driver) -> str:
    """The text of the row under the cursor of the list that stands."""
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
        await driver.press("o", "tab")
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
