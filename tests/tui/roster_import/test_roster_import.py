"""Importing members on the screen: seen first, then taken over whole, and taken back by one key."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.acts.registry import perform
from models.domain.language import choose_language
from models.queries.names import member_names
from models.store.store import Store
from tests.meeting_room import ROSTER, Clock
from tests.tui.driving import Driver, driving
from tests.tui.pictures import LANGUAGES, SIZES, picture
from tui.home.screen import HomeScreen
from tui.roster_import.screen import RosterImportScreen


@pytest.fixture
def named(store: Store) -> Path:
    """A home folder whose cell has a name and no members."""
    perform(store, "cell.create", name="Chi bộ 1")
    store.close()
    return store.home


async def reading(driver: Driver, file: Path) -> RosterImportScreen:
    """Open the screen, name a file, and wait until it was read."""
    await driver.press("i")
    screen = driver.app.screen
    assert isinstance(screen, RosterImportScreen)
    line = screen.query_one("#file")
    line.value = str(file)
    await driver.press("enter")
    await driver.settle()
    return screen


def names(driver: Driver) -> list[str]:
    return [name for _key, name in member_names(driver.app.gateway.reader)]


async def test_members_are_seen_before_they_are_written_and_taken_back_by_undo(named: Path, clock: Clock) -> None:
    async with driving(named, clock) as driver:
        await reading(driver, ROSTER)
        assert "Trần Thị Bích Hạnh" in driver.text
        assert "+ 12 new" in driver.text
        assert "⚠" in driver.text
        assert names(driver) == []
        await driver.press("enter")
        assert isinstance(driver.app.screen, HomeScreen)
        assert len(names(driver)) == 12
        await driver.press("u")
        assert names(driver) == []


async def test_a_file_that_is_none_is_told_and_the_path_stays(named: Path, clock: Clock, tmp_path: Path) -> None:
    async with driving(named, clock) as driver:
        screen = await reading(driver, tmp_path / "nothing.csv")
        assert "✗" in driver.said
        assert screen.query_one("#file").value.endswith("nothing.csv")
        assert screen.query_one("#file").has_focus


async def test_rows_with_errors_are_seen_alone_before_they_are_left_out(
    named: Path, clock: Clock, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Họ và tên,Ngày sinh\nNguyễn Văn An,01/02/1980\nLò Thị Bình,45/13/1980\n", encoding="utf-8")
    async with driving(named, clock) as driver:
        screen = await reading(driver, file)
        assert "✗ 1 with errors" in driver.text
        assert "F10 shows only these rows" in driver.said
        await driver.press("enter")
        assert "F10 shows only these rows" in driver.said
        assert driver.app.screen is screen
        await driver.press("f10")
        assert "Nguyễn Văn An" not in driver.text
        assert "F10 leaves these rows out" in driver.said
        await driver.press("enter")
        assert "F10 leaves these rows out" in driver.said
        await driver.press("escape")
        assert "Nguyễn Văn An" in driver.text
        assert names(driver) == []
        await driver.press("f10", "f10")
        assert names(driver) == ["Nguyễn Văn An"]


async def test_a_file_of_errors_alone_cannot_be_taken_over(named: Path, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Họ và tên,Ngày sinh\nLò Thị Bình,45/13/1980\n", encoding="utf-8")
    async with driving(named, clock) as driver:
        await reading(driver, file)
        await driver.press("f10", "f10")
        assert "Every row has errors" in driver.said
        assert names(driver) == []


async def test_what_would_change_is_shown_from_what_to_what(planned: Path, clock: Clock, tmp_path: Path) -> None:
    text = ROSTER.read_text(encoding="utf-8-sig").replace("Phó Bí thư", "Chi ủy viên").replace("Quê quán", "")
    file = tmp_path / "list.csv"
    file.write_text(text.replace("Ghi chú", "Ghi chú,Quê quán", 1), encoding="utf-8")
    async with driving(planned, clock) as driver:
        await reading(driver, file)
        assert "office: deputy secretary → committee member" in driver.text
        assert "“Quê quán”" in driver.text


async def test_escape_chooses_another_file_and_then_leaves(named: Path, clock: Clock) -> None:
    async with driving(named, clock) as driver:
        screen = await reading(driver, ROSTER)
        await driver.press("f10")
        assert "No row has errors" in driver.said
        await driver.press("escape")
        assert screen.query_one("#file").has_focus
        await driver.press("escape")
        assert isinstance(driver.app.screen, HomeScreen)


async def test_a_reason_stands_there_in_full(named: Path, clock: Clock) -> None:
    async with driving(named, clock, (80, 24)) as driver:
        assert driver.lines[-1].startswith(" i import members")
        await reading(driver, ROSTER)
        words = " ".join(driver.text.split())
        assert "…" not in words.replace("⏎ takes these", "")


@SIZES
@LANGUAGES
async def test_how_it_looks(
    snapshot: SnapshotAssertion,
    named: Path,
    clock: Clock,
    size: tuple[int, int],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "home", lambda: ROSTER.parent)
    monkeypatch.chdir(ROSTER.parent)
    choose_language(language)
    keys = ["i", "ctrl+u", *ROSTER.name.replace(".", "\0").replace("\0", "."), "enter"]
    named_keys = ["full_stop" if key == "." else key for key in keys]
    assert await picture(named, clock, size, *named_keys) == snapshot
