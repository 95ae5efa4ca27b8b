"""What is typed into a form survives Esc, leaving and the end of the program, and is gone once its act is done."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from models.domain.vocabulary import NoteKind, Visibility
from models.store.opening import open_reader
from models.store.scratch import MOST_DRAFTS, load_scratch, save_scratch
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.forms.field_values import text_fields
from tui.forms.form import Panel
from tui.shell.drafts import FORM
from tui.shell.panel_host import PanelHost
from tui.widgets.choice_field import ChoiceField

TEXT = "Đường ở thôn"


def _panel(driver: Driver) -> Panel:
    assert isinstance(driver.app.screen, PanelHost)
    found = driver.app.screen.panel
    assert found is not None
    return found


def _drafts(home: Path) -> list[str]:
    reader = open_reader(home)
    try:
        return [name for (name,) in reader.execute("SELECT key FROM local_state WHERE key GLOB 'scratch:form:*'")]
    finally:
        reader.close()


async def _leave_in(driver: Driver, text: str, *opens: str) -> dict[str, str]:
    """Open a form, type a text into each of its fields, and leave it; return what stood in it."""
    await driver.press(*opens)
    panel = _panel(driver)
    for line in text_fields(panel).values():
        line.typed = text
    filled = panel.field_values()
    await driver.press("escape")
    return filled


@pytest.mark.parametrize("opens", ["o", "t", "g", "c", "a", "i", "b"])
async def test_a_form_of_the_meeting_opens_again_as_it_was_filled_in(discussing: Path, clock: Clock, opens: str):
    async with driving(discussing, clock) as driver:
        left = await _leave_in(driver, TEXT, opens)
        assert f"Draft kept; {opens} opens it again." in driver.said
        await driver.press(opens)
        assert _panel(driver).field_values() == left
        assert "draft stands here again" in driver.said
        await driver.press("ctrl+n")
        assert TEXT not in _panel(driver).field_values().values()
        await driver.press("escape")
        assert "Draft kept" not in driver.said
    assert _drafts(discussing) == []


async def test_a_draft_is_there_after_the_program_has_ended(discussing: Path, clock: Clock):
    async with driving(discussing, clock) as driver:
        left = await _leave_in(driver, TEXT, "t")
    async with driving(discussing, clock) as driver:
        await driver.press("t")
        assert _panel(driver).field_values() == left


async def test_leaving_the_program_keeps_what_is_in_an_open_form(discussing: Path, clock: Clock):
    async with driving(discussing, clock) as driver:
        await driver.press("t")
        await driver.press("tab")
        await driver.type("chua")
        await driver.app.action_quit()
    async with driving(discussing, clock) as driver:
        await driver.press("t")
        assert "chua" in _panel(driver).field_texts().values()


async def test_a_draft_is_gone_once_its_act_is_done(discussing: Path, clock: Clock):
    async with driving(discussing, clock) as driver:
        await _leave_in(driver, "", "o")
        await driver.press("o")
        await driver.type("mot")
        await driver.press("escape")
        await driver.press("o")
        await driver.press("enter", "enter", "enter", "enter", "enter")
        assert "noted" in driver.said
        await driver.press("o")
        assert _panel(driver).field_texts()["text"] == ""
    assert _drafts(discussing) == []


async def test_a_refused_act_leaves_the_draft(discussing: Path, clock: Clock):
    async with driving(discussing, clock) as driver:
        await driver.press("t", "tab", "tab")
        await driver.type("31/2")
        await driver.press("enter", "enter", "enter", "enter", "escape")
        await driver.press("t")
        assert _panel(driver).field_texts()["due"] == "31/2"


async def test_the_settings_of_a_cancelled_note_are_not_those_of_the_next_one(discussing: Path, clock: Clock):
    async with driving(discussing, clock) as driver:
        await driver.press("o")
        _panel(driver).query_one("#visibility", ChoiceField).value = Visibility.CONFIDENTIAL
        await driver.press("escape")
        assert "Draft kept" not in driver.said, "nothing was typed"
        await driver.press("o")
        assert _panel(driver).query_one("#visibility", ChoiceField).value == Visibility.MINUTES


@pytest.mark.parametrize("visibility", [Visibility.CHAIR, Visibility.MINUTES])
async def test_a_draft_comes_back_with_who_may_see_it(discussing: Path, clock: Clock, visibility: Visibility):
    async with driving(discussing, clock) as driver:
        await driver.press("o")
        _panel(driver).query_one("#kind", ChoiceField).value = NoteKind.CRITICISM
        await driver.settle()
        _panel(driver).query_one("#visibility", ChoiceField).value = visibility
        await driver.type("mat")
        await driver.press("escape", "o")
        assert _panel(driver).field_values() | {"kind": NoteKind.CRITICISM, "visibility": visibility} == (
            _panel(driver).field_values()
        )
        await driver.press("ctrl+n")
        assert _panel(driver).query_one("#visibility", ChoiceField).value == Visibility.MINUTES


async def test_a_draft_belongs_to_its_object(planned: Path, clock: Clock):
    async with driving(planned, clock) as driver:
        await driver.press("f2")
        await driver.press("enter")
        panel = _panel(driver)
        text_fields(panel)["title"].typed = TEXT
        await driver.press("escape", "down", "enter")
        assert _panel(driver).field_texts()["title"] != TEXT
        await driver.press("escape", "up", "enter")
        assert _panel(driver).field_texts()["title"] == TEXT


async def test_the_form_of_an_act_of_the_palette_keeps_its_draft(discussing: Path, clock: Clock):
    async with driving(discussing, clock) as driver:
        for _again in range(2):
            await driver.press("colon")
            await driver.type("task.assign")
            await driver.press("enter")
            panel = _panel(driver)
            if _again:
                assert text_fields(panel)["title"].typed == TEXT
            text_fields(panel)["title"].typed = TEXT
            await driver.press("escape")
            assert "Draft kept" in driver.said


def test_drafts_are_bounded_and_no_entry_of_the_journal(cell: Store):
    before = cell_entries(cell)
    for number in range(MOST_DRAFTS + 5):
        save_scratch(cell, f"{FORM}{number}", "mật")
    save_scratch(cell, "minutes:1", "biên bản")
    reader = open_reader(cell.home)
    count = reader.execute("SELECT count(*) FROM local_state WHERE key GLOB 'scratch:form:*'").fetchone()[0]
    assert count == MOST_DRAFTS
    assert load_scratch(reader, f"{FORM}0") == ""
    assert load_scratch(reader, f"{FORM}{MOST_DRAFTS + 4}") == "mật"
    assert load_scratch(reader, "minutes:1") == "biên bản"
    reader.close()
    assert cell_entries(cell) == before


def cell_entries(cell: Store) -> int:
    """Return how many entries the journal has."""
    reader: sqlite3.Connection = open_reader(cell.home)
    try:
        return int(reader.execute("SELECT count(*) FROM journal_entry").fetchone()[0])
    finally:
        reader.close()


def test_a_forgotten_draft_is_in_no_page_of_the_store(cell: Store):
    save_scratch(cell, f"{FORM}note", "điều rất riêng tư của một đồng chí")
    save_scratch(cell, f"{FORM}note", "")
    cell.close()
    found = [path for path in cell.home.rglob("*") if path.is_file() and "riêng tư".encode() in path.read_bytes()]
    assert found == []
