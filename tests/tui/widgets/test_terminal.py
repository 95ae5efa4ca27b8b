"""The program leaves when the system tells it to, whether or not the event loop knows signals (Windows' does not)."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterator

import pytest

from tui.shell.terminal import SIGNAL_EXIT_BASE, leave_on_signals

SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
@pytest.mark.parametrize("loop_knows_signals", [True, False], ids=["own handlers", "as on Windows"])
async def test_a_signal_becomes_an_orderly_exit_with_its_code(
    number: signal.Signals, loop_knows_signals: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    left: asyncio.Future[int] = loop.create_future()
    if not loop_knows_signals:
        monkeypatch.setattr(loop, "add_signal_handler", _unknown)
    leave_on_signals(left.set_result)
    signal.raise_signal(number)
    async with asyncio.timeout(10):
        assert await left == SIGNAL_EXIT_BASE + number


def _unknown(*_arguments: object) -> None:
    raise NotImplementedError
