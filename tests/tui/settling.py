"""Waiting until an app has nothing left to do: exactly, where Textual's own tests sleep until the processor is idle.

Textual's ``wait_for_idle`` sleeps for 20 ms at least, twice for each key, and is wrong on a busy machine; its pilot
then passes a message to every widget. Here an app is settled once every task waits for something that only time, a
thread or a person can bring, and its screen is laid out as it will stand. :func:`patched` has the pilot wait so too.

What is laid out is not painted each time: a headless app throws its paintings away, and they are a third of what a
test takes. It is painted once when the app is settled, so that a fault in it is found.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary, WeakSet

import pytest
from textual import app as textual_app
from textual import pilot
from textual._compositor import Compositor
from textual._context import active_app, visible_screen_stack
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

PATIENCE = 60.0  # seconds in which something that has to happen on the screen must have happened


async def settled(app: App[Any]) -> None:
    """Wait until an app has handled all messages, and its screen is drawn."""
    # The time is for one that draws itself anew and anew; a screen asks the context which app is its own.
    async with asyncio.timeout(PATIENCE):
        with app._context():
            await _settled(app)


async def _settled(app: App[Any]) -> None:
    while app.is_running and app.screen_stack:
        await _all_tasks_wait()
        await app.animator.wait_until_complete()
        screen = app.screen_stack[-1] if app.screen_stack else None
        if screen is None or not _is_to_be_drawn(screen):
            break
        if app._batch_count:  # a screen that is held back for a moment
            await asyncio.sleep(0.01)
        screen._on_timer_update()


_unpainted: WeakSet[Compositor] = WeakSet()
_paintings: WeakKeyDictionary[Compositor, list[Strip]] = WeakKeyDictionary()


def paint(app: App[Any]) -> None:
    """Paint the screen that stands, if anything of it changed since."""
    if app.is_running and app.screen_stack and app.screen._compositor in _unpainted:
        visible_screen_stack.set(app._background_screens)
        painted(app.screen)


def painted(screen: Screen[Any]) -> list[Strip]:
    """Return what stands on a screen; it is painted anew where anything of it changed since.

    Through a modal screen others may be seen, which change by themselves: it is always painted anew.
    """
    compositor = screen._compositor
    is_same = compositor in _paintings and compositor not in _unpainted and not screen.is_modal
    if not is_same or _is_to_be_drawn(screen):
        _unpainted.discard(compositor)
        _paintings[compositor] = compositor.render_strips()
    return _paintings[compositor]


def _paint_later(compositor: Compositor, full: bool = False, **options: Any) -> Any:
    _unpainted.add(compositor)
    if full:
        return _render_update(compositor, full=full, **options)
    compositor._dirty_regions.clear()
    return None


_render_update = Compositor.render_update


async def _all_tasks_wait() -> None:
    loop: Any = asyncio.get_running_loop()
    await asyncio.sleep(0)
    while loop._ready:  # noqa: ASYNC110 - no event tells that nothing happens
        await asyncio.sleep(0)


def _is_to_be_drawn(screen: Screen[Any]) -> bool:
    """Tell what ``Screen._on_idle`` asks: whether it is still to be laid out, or something waits for that."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


@contextmanager
def patched() -> Iterator[None]:
    """Have the pilot wait by :func:`settled`."""

    async def between_keys(*_seconds: float) -> None:
        await settled(active_app.get())

    async def wait_for_idle(*_seconds: float) -> None:
        await settled(active_app.get())
        paint(active_app.get())

    async def wait_for_screen(of: Pilot[Any], _timeout: float = PATIENCE) -> bool:
        await settled(of.app)
        return True

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(textual_app, "wait_for_idle", between_keys)
        patch.setattr(pilot, "wait_for_idle", wait_for_idle)
        patch.setattr(Pilot, "_wait_for_screen", wait_for_screen)
        patch.setattr(Compositor, "render_update", _paint_later)
        yield
