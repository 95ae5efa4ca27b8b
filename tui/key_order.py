"""Keys in the order in which they were typed, each handled to its end before the next one goes out.

Textual hands a key to the queue of the widget that has the focus and at once takes the next one. Keys that arrive in
one read (type-ahead, an input method, a slow line) then overtake what the first of them sets off: the dialog that it
opens, the field that it submits. Here the app waits, for a moment at most, until the focused widget and those above
it have done with a key.
"""

from __future__ import annotations

import asyncio

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

LONGEST_WAIT = 0.25
"""Seconds after which the next key goes out in any case: a widget that hangs must not hold the keyboard."""


class KeysInOrder(App[int]):
    """An app whose keys never overtake each other."""

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; of a key from the terminal, wait for its end."""
        from_terminal = isinstance(event, events.Key) and not event.is_forwarded
        await super().on_event(event)
        if from_terminal:
            await self._key_settled()

    async def _key_settled(self) -> None:
        focused = self.focused
        pumps: list[MessagePump] = [] if focused is None else [*focused.ancestors_with_self]
        for pump in pumps:
            if pump is self or not pump.is_running:
                continue
            reached = asyncio.Event()
            if pump.post_message(events.Callback(callback=reached.set)):
                try:
                    await asyncio.wait_for(reached.wait(), LONGEST_WAIT)
                except TimeoutError:
                    return
