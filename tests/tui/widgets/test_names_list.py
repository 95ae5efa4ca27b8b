"""The names under a line: arrows and pages move in all of them, in the field of a voter as in that of a person."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from tui.widgets.names_list import MAX_NAMES
from tui.widgets.people import Person
from tui.widgets.person_field import PersonField
from tui.widgets.voter_field import VoterField

PEOPLE = [Person(str(number), f"Nguyễn Văn {name}") for number, name in enumerate("ABCDEGHIKLMNOPQRSTUV")]


class Naming(App[None]):
    def __init__(self, field: Widget) -> None:
        super().__init__()
        self.field = field

    def compose(self) -> ComposeResult:
        yield self.field


@pytest.mark.parametrize("kind", [VoterField, PersonField])
@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (("down",), 0),
        (("pagedown",), MAX_NAMES - 1),
        (("pagedown", "pagedown"), 2 * MAX_NAMES - 1),
        (("end",), len(PEOPLE) - 1),
        (("end", "pageup"), len(PEOPLE) - 1 - MAX_NAMES),
        (("end", "home"), 0),
        (("up",), len(PEOPLE) - 1),
        (("home", "up"), 0),
    ],
)
async def test_arrows_and_pages_move_among_all_who_fit(
    kind: type[VoterField | PersonField], keys: Iterable[str], place: int
) -> None:
    field = kind()
    async with Naming(field).run_test() as pilot:
        field.offer(PEOPLE)
        field.line.focus()
        await pilot.press("v", "a", "n", *keys)
        assert (field.chosen().id if isinstance(field, VoterField) else field.picked) == str(place)
        assert f"▸ {PEOPLE[place].name}" in str(list(field.children)[-1].render())
