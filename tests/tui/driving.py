"""Driving the program as a person does: keys in, what stands on the screen out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from models.domain.clock import Clock
from tui.app import ChiboApp
from tui.live.screen import LiveScreen
from tui.shell.gateway import Gateway

PATIENCE = 60.0  # seconds in which something that has to happen on the screen must have happened


class Driver:
    """The program under a test's hands."""

    def __init__(self, app: ChiboApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, then wait until what they asked for is done and shown."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, letter by letter."""
        await self.pilot.press(*("space" if letter == " " else letter for letter in text))

    async def settle(self) -> None:
        """Wait until every act in the queue is done and its word is shown, however slow the machine is."""
        await self._caught_up()
        await asyncio.wrap_future(self.app.gateway.order(lambda _store: None))
        await self._caught_up()
        await asyncio.wrap_future(self.app.gateway.look_aside(lambda _reader: None))
        await self._caught_up()
        await self.pilot.pause()

    async def _caught_up(self) -> None:
        """Wait until the app, and then its screen, have handled what is in their queues now."""
        for pump in (self.app, self.app.screen):
            reached = asyncio.Event()
            if pump.post_message(events.Callback(callback=reached.set)):
                async with asyncio.timeout(PATIENCE):  # an app that has died never gets there
                    await reached.wait()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; fail with the screen if it never does."""
        async with asyncio.timeout(PATIENCE):
            while not holds():
                await self.pilot.pause(0.01)

    @property
    def lines(self) -> list[str]:
        """The screen as lines of text."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

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
