"""The state of sync on the screen: updated at once, in words, and hidden without a joined cell."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.domain.language import choose_language
from models.store import exchange
from models.store.store import Store
from sync.server.problems import UNAUTHORISED
from sync.status import StatusReason, SyncState, SyncStatus, read_status, write_status
from tests.meeting_room import Clock
from tests.tui.driving import driving
from tests.tui.pictures import LANGUAGES, SIZES, picture
from tui.records.screen import RecordsScreen
from tui.sync_status.advice import refusals, to_do
from tui.widgets.sync_sign import SyncSign, sync_sign

AWAY = StatusReason(
    "The server {server} does not answer. Everything is kept here and goes out once it does.", {"server": "s"}
)
TURNED_AWAY = UNAUTHORISED.sentence
EVEN = SyncStatus(SyncState.EVEN, "https://s", "a", "k", last_success=datetime(2026, 12, 3, 6, 58, tzinfo=UTC))
STATES = {
    "even": EVEN,
    "offline": replace(EVEN, state=SyncState.OFFLINE, why=AWAY),
    "stopped": replace(EVEN, state=SyncState.STOPPED, why=StatusReason(TURNED_AWAY)),
}


def held(home: Path, lacking: int) -> dict[str, int]:
    """What a server holds that lacks the last entries of a store."""
    store = Store.open(home)
    with store.reading() as connection:
        heads = {device: head.seq - lacking for device, head in exchange.heads(connection).items()}
    store.close()
    return heads


def test_a_status_is_read_as_it_was_written(tmp_path: Path) -> None:
    for status in STATES.values():
        told = replace(status, held={"d": 3}, refused=2, refusals=(("d", "It cannot be read."),))
        write_status(tmp_path, told)
        assert read_status(tmp_path) == told


def test_what_was_refused_is_told_with_why_and_what_to_do() -> None:
    refused = SyncStatus(SyncState.EVEN, refused=1, refusals=(("laptop-2", "It cannot be read."),))
    assert list(refusals(refused)) == ["Not taken, from laptop-2: It cannot be read."]
    (told,) = to_do(SyncSign(refused, 0, 0), daemon=True)
    assert "chibo device" in told
    stopped = list(to_do(SyncSign(SyncStatus(SyncState.STOPPED), 0, 1, {"aside": 1}), daemon=False))
    assert [bool(word in line) for word, line in zip(("sync", "daemon", "F8", "F8"), stopped, strict=True)] == [
        True
    ] * 4


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"state": "even"}', "\x00"])
def test_a_status_that_cannot_be_read_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "sync.json").write_text(content, encoding="utf-8")
    assert read_status(tmp_path) is None


@pytest.mark.parametrize(
    ("state", "unsent", "conflicts", "sign"),
    [
        ("even", 0, 0, "⇅✓"),
        ("even", 0, 2, "⇅✓ ≠2"),
        ("even", 1, 2, "⇅1 ≠2"),
        ("offline", 0, 0, "⇅✕"),
        ("offline", 3, 2, "⇅✕3 ≠2"),
        ("stopped", 0, 1, "⇅! ≠1"),
    ],
)
def test_the_sign_alone_tells_everything_apart(state: str, unsent: int, conflicts: int, sign: str) -> None:
    assert SyncSign(STATES[state], unsent, conflicts).sign == sign


async def test_a_daemon_that_cannot_start_is_told_and_the_screens_go_on(
    joined: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHIBO_NO_DAEMON")  # the account of this home cannot be read, so that none will run
    async with driving(joined, clock) as driver:
        await driver.until(lambda: "The daemon did not start" in driver.said)
        await driver.press("f6")
        assert isinstance(driver.app.screen, RecordsScreen)


async def test_a_system_that_starts_no_process_is_told_too(
    joined: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHIBO_NO_DAEMON")
    monkeypatch.setattr(sys, "executable", str(joined / "missing"))
    async with driving(joined, clock) as driver:
        await driver.until(lambda: "The daemon did not start" in driver.said)


async def test_who_joined_no_cell_is_told_nothing(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        assert "⇅" not in "".join(driver.lines)


async def test_what_is_done_is_unsent_until_the_daemon_says_otherwise(joined: Path, clock: Clock) -> None:
    async with driving(joined, clock) as driver:
        assert "⇅✓" in driver.lines[-1]
        await asyncio.wrap_future(driver.app.gateway.act("cell.change", place="Hà Giang"))
        await driver.until(lambda: "⇅1" in driver.lines[-1])
        write_status(joined, replace(EVEN, held=held(joined, 0)))
        await driver.until(lambda: "⇅✓" in driver.lines[-1])
        write_status(joined, replace(STATES["offline"], held=held(joined, 1)))
        await driver.until(lambda: "⇅✕1" in driver.lines[-1])
        await driver.until(lambda: "does not answer" in " ".join(driver.lines))


def test_the_words_say_what_the_sign_says(joined: Path) -> None:
    store = Store.open(joined)
    with store.reading() as connection:
        sign = sync_sign(joined, connection)
    store.close()
    assert sign is not None
    assert (sign.sign, sign.word) == ("⇅✓", "in sync")
    away = replace(sign, status=STATES["offline"], unsent=3, conflicts=2)
    assert (away.sign, away.word) == ("⇅✕3 ≠2", "no connection, 3 unsent, 2 conflicts (F8)")
    stopped = replace(sign, status=STATES["stopped"])
    assert (stopped.sign, stopped.word) == ("⇅!", "sync stopped")


@SIZES
@LANGUAGES
@pytest.mark.parametrize("state", STATES)
async def test_pictures_of_how_it_stands(
    snapshot: SnapshotAssertion, joined: Path, clock: Clock, size: tuple[int, int], language: str, state: str
) -> None:
    choose_language(language)
    write_status(joined, replace(STATES[state], held=held(joined, 0 if state == "even" else 2)))
    assert await picture(joined, clock, size) == snapshot
