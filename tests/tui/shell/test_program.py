"""A screen needs little of the program: it can be mounted in another app that has the store, acts and the way home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from tests.meeting_room import Clock
from tui.forms.form import ActRequest, Panel
from tui.records.screen import RecordsScreen
from tui.shell.drafts import Drafts
from tui.shell.gateway import Gateway
from tui.shell.navigation import Navigation
from tui.shell.program import Program
from tui.widgets.row_list import RowList


class Stand(App[None]):
    """What a screen needs, and no more; acts are noted down, not done."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self.gateway, self.clock, self.drafts, self.sync_sign = gateway, gateway.clock, Drafts(gateway), None
        self.navigation = Navigation(self, self)
        self.requests: list[ActRequest] = []
        self.went: list[str] = []

    def do(self, request: ActRequest, shown_meeting: str, panel: Panel | None = None) -> None:
        """Note the order down."""
        self.requests.append(request)

    def action_go(self, name: str) -> None:
        """Note the place down."""
        self.went.append(name)


@pytest.fixture
def stand(discussing: Path, clock: Clock) -> Iterator[Stand]:
    gateway = Gateway(discussing, clock)
    yield Stand(gateway)
    gateway.close()


async def test_a_screen_shows_the_store_and_orders_acts_in_any_app_that_has_what_it_needs(stand: Stand) -> None:
    program: Program = stand
    assert program.sync_sign is None
    async with stand.run_test(size=(100, 30)) as pilot:
        await stand.push_screen(RecordsScreen())
        await pilot.pause()
        screen: Any = stand.screen
        assert screen.query_one(RowList).option_count > 0
        await pilot.press("u")
        assert [request.act for request in stand.requests] == ["undo"]
        await pilot.press("q")
        assert stand.went == ["home"]
