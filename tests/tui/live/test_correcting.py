"""What was written down is corrected from the list of the meeting, and from the records."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from models.acts.words import perform_words
from models.domain.vocabulary import Visibility
from models.queries.notes import notes
from models.store.opening import open_reader
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.live.notes_list import NotesList
from tui.shell.panel_host import PanelHost
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine


def _write(home: Path, clock: Clock) -> None:
    store = Store.open(home, clock)
    perform_words(store, "note.write", {"text": "Đường thôn tối", "by": "Mậu"})
    perform_words(store, "note.write", {"text": "Chậm nộp báo cáo", "kind": "criticism", "about": "Hương"})
    perform_words(store, "task.assign", {"title": "Kiểm tra bếp", "owner": "Mậu"})
    perform_words(store, "petition.record", {"text": "Lắp đèn", "by": "Yến"})
    store.close()


def _texts(home: Path, meeting: str) -> dict[str, tuple[str, str | None]]:
    reader = open_reader(home)
    try:
        return {one.text: (one.by, one.item_id) for one in notes(reader, meeting, tuple(Visibility))}
    finally:
        reader.close()


def _words(driver: Driver) -> EntryLine:
    panel = driver.live.panel
    assert panel is not None
    return panel.query_one("#words", EntryLine)


async def test_a_note_is_shown_with_item_time_and_speaker_and_corrected_by_keys(discussing: Path, clock: Clock):
    _write(discussing, clock)
    async with driving(discussing, clock) as driver:
        meeting = driver.live.meeting_id
        await driver.press("w")
        assert "Đường thôn tối" in driver.text
        assert "Vi Văn Mậu" in driver.text
        assert "12.1" in driver.text
        assert "Chậm nộp" not in driver.text, "confidential"
        await driver.press("e")
        panel = driver.live.panel
        assert panel is not None
        line = panel.query_one("#text", EntryLine)
        assert line.value == "Đường thôn tối"
        line.typed = "Đường thôn sáng"
        assert panel.query_one("#visibility", ChoiceField).value == Visibility.MINUTES
        await driver.press("enter", "enter", "enter", "enter", "enter")
        assert isinstance(driver.live.panel, NotesList), driver.said
        assert _texts(discussing, meeting)["Đường thôn sáng"][0].endswith("Mậu")


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_a_note_is_moved_to_another_item_and_taken_away(discussing: Path, clock: Clock, size: tuple[int, int]):
    _write(discussing, clock)
    async with driving(discussing, clock, size) as driver:
        meeting = driver.live.meeting_id
        before = _texts(discussing, meeting)["Đường thôn tối"][1]
        await driver.press("w", "m")
        await driver.type("11")
        await driver.press("enter")
        after = _texts(discussing, meeting)["Đường thôn tối"][1]
        assert before != after, driver.said
        await driver.press("x")
        assert "Đường thôn tối" not in _texts(discussing, meeting), driver.said
        await driver.press("escape", "u")
        assert "Đường thôn tối" in _texts(discussing, meeting)


@pytest.mark.parametrize("decided", [False, True])
async def test_a_motion_is_moved_to_another_item_with_its_votes(discussing: Path, clock: Clock, decided: bool):
    with closing(Store.open(discussing, clock)) as store:
        perform_words(store, "motion.put", {"title": "Chọn ngày họp"})
        if decided:
            perform_words(store, "round.open", {"motion": "1", "method": "show_of_hands"})
            perform_words(store, "round.count_hands", {"round": "open", "yes": "6", "no": "0"})

    def item() -> tuple[str, str]:
        with closing(open_reader(discussing)) as reader:
            return reader.execute(
                "SELECT i.title, m.state FROM motion m JOIN agenda_item i ON i.id = m.item_id"
            ).fetchone()

    before = item()
    async with driving(discussing, clock) as driver:
        await driver.press("w", "m")
        await driver.type("11")
        await driver.press("enter")
        assert item() != before, driver.said
        assert item()[1] == before[1] == ("passed" if decided else "draft")
        await driver.press("u")
        assert item() == before


async def test_the_words_of_a_task_and_a_petition_are_corrected_from_the_list(discussing: Path, clock: Clock):
    _write(discussing, clock)
    async with driving(discussing, clock) as driver:
        await driver.press("w")
        for old, new in (("Kiểm tra bếp", "Kiểm tra chợ"), ("Lắp đèn", "Lắp đèn đường")):
            listed = driver.live.panel
            assert isinstance(listed, NotesList)
            while listed.chosen is None or listed.chosen.text != old:
                await driver.press("down")
            await driver.press("e")
            assert _words(driver).value == old
            _words(driver).typed = new
            await driver.press("enter")
            assert isinstance(driver.live.panel, NotesList), driver.said
            assert new in driver.text


async def test_a_confidential_note_is_corrected_only_once_it_is_shown(discussing: Path, clock: Clock):
    _write(discussing, clock)
    async with driving(discussing, clock) as driver:
        await driver.press("w", "h")
        listed = driver.live.panel
        assert isinstance(listed, NotesList)
        while listed.chosen is None or listed.chosen.visibility is not Visibility.CONFIDENTIAL:
            await driver.press("down")
        await driver.press("e")
        panel = driver.live.panel
        assert panel is not None
        assert panel.query_one("#visibility", ChoiceField).value == Visibility.CONFIDENTIAL


async def test_the_words_of_a_task_are_corrected_in_the_records(discussing: Path, clock: Clock):
    _write(discussing, clock)
    async with driving(discussing, clock) as driver:
        await driver.press("f6", "tab", "e")
        assert isinstance(driver.app.screen, PanelHost)
        panel = driver.app.screen.panel
        assert panel is not None
        line = panel.query_one("#words", EntryLine)
        assert line.value == "Kiểm tra bếp"
        line.typed = "Kiểm tra chợ"
        await driver.press("enter")
        assert "Kiểm tra chợ" in driver.text
