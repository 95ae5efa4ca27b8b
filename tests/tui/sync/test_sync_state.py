"""How sync stands, read from the palette: what, since when, why not, and what to do about it."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.acts.registry import perform
from models.domain.language import choose_language
from models.queries.records_code import records_code
from models.store.store import Store
from sync.daemon.single_instance import hold_lock
from sync.server.problems import UNAUTHORISED
from sync.status import StatusReason, SyncState, read_status, write_status
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tests.tui.pictures import LANGUAGES, SIZES, picture
from tui.sync_status.screen import SyncStateScreen
from tui.widgets.sync_sign import ACCOUNT

TURNED_AWAY = StatusReason(UNAUTHORISED.sentence)
CODE = re.compile(r"\d{5}( \d{5}){5}")  # another one with every run, as the ids of the records are
NAME = {"vi": "tinh hinh dong bo", "en": "how sync stands"}


def tell(home: Path, state: SyncState, why: StatusReason | None = None) -> None:
    """Let it stand so, and otherwise as it did."""
    known = read_status(home)
    assert known is not None
    write_status(home, replace(known, state=state, why=why))


async def opened(driver: Driver) -> None:
    await driver.press("colon")
    await driver.type("how sync stands")
    await driver.press("enter")
    assert isinstance(driver.app.screen, SyncStateScreen)


async def test_it_tells_everything_and_follows_what_the_daemon_says(joined: Path, clock: Clock) -> None:
    async with driving(joined, clock, (80, 24)) as driver:
        await opened(driver)
        for line in ("in sync", "Server: https://s", "This machine: a; key k", "Last success: 2026-12-03 13:58"):
            assert line in driver.text
        tell(joined, SyncState.STOPPED, TURNED_AWAY)
        await driver.until(lambda: "sync stopped" in driver.text)
        assert "no longer, enrolled" in driver.text
        await driver.until(lambda: "tries at once" in driver.text)
        await driver.press("escape")
        assert not isinstance(driver.app.screen, SyncStateScreen)


async def test_nothing_is_to_be_done_while_a_daemon_runs_and_all_is_even(joined: Path, clock: Clock) -> None:
    async with driving(joined, clock) as driver:
        await opened(driver)
        assert "does not run" in driver.text
        assert "chibo daemon start" in driver.text
        await driver.press("escape")
        with hold_lock(joined):
            await opened(driver)
            assert "Daemon: runs" in driver.text
            assert "Nothing." in driver.text
            tell(joined, SyncState.OFFLINE)
            await driver.until(lambda: "goes out by itself" in driver.text)


async def test_a_place_can_be_gone_to_from_it(joined: Path, clock: Clock) -> None:
    async with driving(joined, clock) as driver:
        await opened(driver)
        await driver.press("f8")
        assert "both machines say the same" in driver.text


async def test_it_closes_by_itself_when_the_account_is_taken_away(joined: Path, clock: Clock) -> None:
    async with driving(joined, clock) as driver:
        await opened(driver)
        (joined / ACCOUNT).unlink()
        tell(joined, SyncState.OFFLINE)
        await driver.until(lambda: not isinstance(driver.app.screen, SyncStateScreen))
        await driver.until(lambda: "⇅" not in driver.text)


async def test_who_joined_no_cell_is_not_offered_it(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("colon")
        await driver.type("how sync stands")
        await driver.settle()
        assert "How sync stands" not in driver.text


@SIZES
@LANGUAGES
@pytest.mark.parametrize("state", [SyncState.EVEN, SyncState.STOPPED])
async def test_how_it_looks(
    snapshot: SnapshotAssertion, joined: Path, clock: Clock, size: tuple[int, int], language: str, state: SyncState
) -> None:
    choose_language(language)
    tell(joined, state, TURNED_AWAY if state is SyncState.STOPPED else None)
    letters = ("space" if letter == " " else letter for letter in NAME[language])
    shown = await picture(joined, clock, size, "colon", *letters, "enter")
    assert CODE.sub("01332 02947 79294 01634 17746 80071", shown) == snapshot


async def test_it_tells_the_code_of_the_records_and_what_else_there_is(joined: Path, clock: Clock) -> None:
    known = read_status(joined)
    assert known is not None
    folder = StatusReason("There is no folder {path}. Put the stick in, or make the folder.", {"path": "/stick"})
    write_status(joined, replace(known, folder=folder, folder_at=clock(), keys_put_at=clock()))
    async with driving(joined, clock, (120, 50)) as driver:
        await opened(driver)
        await driver.until(lambda: records_code(driver.app.gateway.reader) in driver.text)
        for said in ("There is no folder /stick.", "this machine put them", "a folder not wholly exchanged"):
            assert said in " ".join(driver.text.replace("│", " ").split())
        before = records_code(driver.app.gateway.reader)
        with closing(Store.open(joined, clock)) as store:
            perform(store, "theme.add", title="Việc mới")
        await driver.until(lambda: before not in driver.text)
        await driver.until(lambda: records_code(driver.app.gateway.reader) in driver.text)
