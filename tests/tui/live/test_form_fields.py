"""The fields of forms under a person's hands: where the cursor begins, where it goes after a refusal, what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.vocabulary import NoteKind
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tests.tui.live.test_guests_and_shortcomings import with_guest
from tui.forms.form import Panel
from tui.widgets.choice_field import ChoiceField


def _panel(driver: Driver) -> Panel:
    assert driver.live.panel is not None
    return driver.live.panel


def _field(driver: Driver) -> str:
    """Return the id of the field with the cursor."""
    assert driver.app.focused is not None
    return next(str(one.id) for one in driver.app.focused.ancestors_with_self if one.id)


async def test_a_note_is_typed_at_once_and_its_kind_stays(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("o")
        assert _field(driver) == "text"
        await driver.type("nhắc việc để họp")
        assert _panel(driver).field_values()["text"] == "nhắc việc để họp"
        assert _panel(driver).field_values()["kind"] == NoteKind.GENERAL


async def test_what_is_typed_in_a_choice_goes_into_the_text(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("v")
        assert _field(driver) == "kind"
        await driver.type("kết nạp ai")
        assert _panel(driver).field_values()["title"] == "kết nạp ai"
        assert _panel(driver).field_values()["kind"] == "ordinary"
        await driver.press("escape", "o")
        await driver.type("mot")
        await driver.press("enter")
        assert _field(driver) == "kind"
        await driver.type(" hai")
        assert _panel(driver).field_values()["kind"] == NoteKind.OPINION, "the space bar is a key of the choice"
        assert _panel(driver).field_values()["text"] == "mothai", "and the letters go on behind what is typed"


async def test_a_choice_without_a_text_says_what_changes_it(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "m", "enter", "m")
        await driver.type("d")
        assert "← → change the choice" in driver.said
        await driver.type("c")
        assert "‹ close the meeting ›" in driver.text


@pytest.mark.parametrize("key", ["f10", "ctrl+s"])
@pytest.mark.parametrize("field", ["text", "kind", "about", "visibility"])
async def test_a_form_is_finished_from_every_field(discussing: Path, clock: Clock, key: str, field: str) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("o")
        await driver.type("Bám sát chỉ tiêu")
        while _field(driver) != field:
            await driver.press("tab")
        await driver.press(key)
        assert "noted (" in driver.said


async def test_a_refused_act_goes_to_the_field_at_fault_and_keeps_what_is_typed(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("v")
        await driver.type("Chọn ngày")
        await driver.press("enter", "right", "right", "enter")
        for text in ("dung", "7", "7", "0", "5", "2"):
            await driver.type(text)
            await driver.press("enter")
        await driver.type("0")
        await driver.press("enter")
        assert "a ballot needs at least" in driver.said
        assert _field(driver) == "tellers"
        await driver.type(", duc")
        assert _panel(driver).field_texts()["tellers"] == "dung, duc"
        assert _panel(driver).field_texts()["abstain"] == "0"
        await driver.press("f10")
        assert "PASSED" in driver.said


async def test_a_field_that_cannot_be_read_gets_the_cursor(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("t", "tab")
        await driver.type("Việc")
        await driver.press("f10")
        assert "for whom" in driver.said
        assert _field(driver) == "owner"
        await driver.type("dung")
        await driver.press("tab", "tab")
        await driver.type("31/2")
        await driver.press("tab", "f10")
        assert _field(driver) == "due"
        await driver.press("backspace", "backspace", "backspace", "f10")
        assert "gave Lê Thị Dung the task" in driver.said


async def test_a_typed_text_is_not_selected_when_the_cursor_returns(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("o")
        await driver.type("Đèn")
        await driver.press("tab", "shift+tab")
        await driver.type(" đường")
        assert _panel(driver).field_texts()["text"] == "Đèn đường"


async def test_a_proposal_of_the_program_is_replaced_by_what_is_typed(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("n", "tab")
        await driver.type("5/1/2027")
        form = driver.app.screen.query_one("Panel.open", Panel)
        assert form.field_texts()["day"] == "5/1/2027"
        assert isinstance(form.query_one("#kind"), ChoiceField)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("phung sy an", "Phùng Sỹ Ân is not in the room and cannot count"),
        ("trinh", "Đặng Đình Trình is not in the room and cannot count"),
        ("binh", "Trần Văn Bình is a guest; choose a member."),
        ("xyz", "xyz: nobody is called that"),
    ],
)
async def test_who_may_not_count_is_told_while_the_name_is_typed(
    discussing: Path, clock: Clock, named: str, told: str
) -> None:
    with_guest(discussing, clock)
    async with driving(discussing, clock, (120, 40)) as driver:
        await driver.press("v")
        await driver.type("Chọn ngày")
        await driver.press("enter", "right", "right", "enter")
        await driver.type(f"dung, {named}")
        echoed = str(_panel(driver).query_one("#tellers-named").render())
        assert "✓ Lê Thị Dung" in echoed
        assert f"✗ {told}" in echoed
        await driver.press("enter")
        assert _field(driver) == "tellers"
        assert "✗" in driver.said


async def test_who_has_no_vote_is_told_while_the_name_is_typed(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await driver.press("v")
        await driver.type("Chọn ngày")
        await driver.press("enter", "right", "enter")
        await driver.type("hiep")
        assert "has no vote in this round" in str(_panel(driver).query_one("#yes-named").render())
