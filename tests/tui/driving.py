"""Drives the program as a person does: keys in, screen text out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from models.domain.clock import Clock
from tests.tui.settling import PATIENCE, paint, painted, settled
from tui.app import ChiboApp
from tui.live.screen import LiveScreen
from tui.shell.gateway import Gateway


class Driver:
    """The program under a test's hands."""

    def __init__(self, app: ChiboApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each once what the one before asked for is done; then paint the screen."""
        for key in keys:
            await self._send(key)
            await self._all_done()
        paint(self.app)

    async def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        await self._send(*("space" if letter == " " else letter for letter in text))

    async def _send(self, *keys: str) -> None:
        with self.app._context():  # there may be another app, of another laptop
            await self.pilot.press(*keys)

    async def settle(self) -> None:
        """Wait until every act in the queue is done and its word is shown, however slow the machine is."""
        await self._all_done()
        paint(self.app)

    async def _all_done(self) -> None:
        async with asyncio.timeout(PATIENCE):
            for ask in (self.app.gateway.enqueue, self.app.gateway.query_in_background):
                await settled(self.app)
                if not self.app.is_running:
                    return  # it has ended, or died: nobody would answer
                await asyncio.wrap_future(ask(lambda _store: None))
            await settled(self.app)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; fail with the screen if it never does."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await self.pilot.pause(0.01)
        await settled(self.app)

    @property
    def lines(self) -> list[str]:
        """The screen as lines of text."""
        return [strip.text for strip in painted(self.app.screen)]

    @property
    def text(self) -> str:
        """The whole screen as text."""
        return "\n".join(self.lines)

    @property
    def live(self) -> LiveScreen:
        """The live screen, which must stand."""
        assert isinstance(self.app.screen, LiveScreen)
        return self.app.screen

    @property
    def said(self) -> str:
        """What the message line says."""
        return str(self.app.screen.query_one("#message").render())


@asynccontextmanager
async def driving(home: Path, clock: Clock, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Driver]:
    """Run the program on a home folder in a terminal of that size."""
    app = make_app(home, clock)
    try:
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot)
            await driver.settle()
            yield driver
    finally:
        app.gateway.close()


def make_app(home: Path, clock: Clock) -> ChiboApp:
    """Return the program, not yet running; its gateway must be closed."""
    return ChiboApp(Gateway(home, clock))
