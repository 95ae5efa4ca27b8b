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

MOST_ROUNDS = 8
"""How often messages may set off messages (a field submitted, its form closed) before the next key goes out."""


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
        pumps = [] if focused is None else [pump for pump in focused.ancestors_with_self if pump is not self]
        for _round in range(MOST_ROUNDS):
            for pump in pumps:
                if pump.is_running and not await _reached(pump):
                    return
            if not any(pump.message_queue_size for pump in pumps):
                return


async def _reached(pump: MessagePump) -> bool:
    """Wait until a widget has handled what is in its queue now; return whether it did in time."""
    reached = asyncio.Event()
    if not pump.post_message(events.Callback(callback=reached.set)):
        return True
    try:
        await asyncio.wait_for(reached.wait(), LONGEST_WAIT)
    except TimeoutError:
        return False
    return True
