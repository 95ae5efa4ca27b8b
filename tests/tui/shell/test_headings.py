"""Every form names what it is about in its heading, and what was just made is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.forms.form import Panel
from tui.home.screen import HomeScreen
from tui.live.agenda_pane import AgendaPane
from tui.preparation.board_pane import BoardPane
from tui.widgets.row_list import RowList


def heading(driver: Driver) -> str:
    panel = driver.app.screen.query_one("Panel.open", Panel)
    return str(panel.query(".panel-title").first().render())


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("enter", "Item 3: "),
        ("p", "Presenter of item 3: "),
        ("f", "Attach to item 3: "),
        ("a", "Add an item behind 3: "),
    ],
)
async def test_forms_of_the_board_name_the_item(planned: Path, clock: Clock, key: str, said: str) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("f2", "home", "down", "down", key)
        item = driver.app.screen.query_one(BoardPane).chosen
        assert item is not None
        assert heading(driver) == said + item.title


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("o", "Note on item 14: "),
        ("c", "Conclusion of item 14: "),
        ("t", "Task from item 14: "),
        ("g", "Petition in item 14: "),
        ("a", "Who asks to speak? 14. "),
        ("i", "Who interrupts the speaker? 14. "),
    ],
)
async def test_forms_of_the_meeting_name_the_item(discussing: Path, clock: Clock, key: str, said: str) -> None:
    async with driving(discussing, clock) as driver:
        on = driver.live.panel_data()
        assert on is not None
        assert on.on is not None
        said = said.replace("14", on.on.number)
        await driver.press(key)
        assert heading(driver) == said + on.on.title


async def test_the_meetings_own_menu_names_the_meeting(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("m")
        assert heading(driver) == "Regular meeting 2026-12-03 · open"


async def test_forms_of_a_vote_name_the_motion(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("v")
        await driver.press("enter")
        await driver.type("Duong nuoc")
        await driver.press("enter")
        assert heading(driver) == "Vote: Duong nuoc"
        await driver.press("enter")
        assert heading(driver) == "Show of hands: Duong nuoc"


async def test_the_form_of_an_act_names_the_shown_meeting(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await driver.press("colon")
        await driver.type("meeting.change")
        await driver.press("enter")
        assert heading(driver).endswith("· Regular meeting 2026-12-03")


async def test_a_planned_meeting_is_chosen(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("f9", "n", "enter")
        await driver.press("ctrl+a", "ctrl+k")
        await driver.type("15/01/2027")
        await driver.press("enter", "enter", "enter")
        assert isinstance(driver.app.screen, HomeScreen)
        assert "planned a meeting" in driver.said
        rows = driver.app.screen.query_one("#meetings", RowList)
        assert rows.highlighted is not None
        assert "2027-01-15" in str(rows.get_option_at_index(rows.highlighted).prompt)


async def test_an_added_item_is_chosen_also_from_the_palette(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("colon")
        await driver.type("item.add title=Nuoc_sach")
        await driver.press("enter")
        chosen = driver.live.query_one(AgendaPane).chosen
        assert chosen is not None
        assert chosen.title == "Nuoc_sach"


async def test_a_task_that_was_given_is_chosen_in_the_records(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("f6", "tab", "colon")
        await driver.type('task.assign title="Ra soat" owner=Mậu')
        await driver.press("enter")
        rows = driver.app.screen.query_one("#rows", RowList)
        assert rows.highlighted is not None
        assert "Ra soat" in str(rows.get_option_at_index(rows.highlighted).prompt)
