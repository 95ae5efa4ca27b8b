"""Handles keys in the order in which they were typed, each completely before the next is sent.

Textual puts a key into the queue of the focused widget and takes the next key at once. Keys that arrive in one read
(type-ahead, an input method, a slow line) then overtake the effects of the first: the dialog that it opens, the field
that it submits. This app waits, up to a limit, until the focused widget and its ancestors have handled a key; without a
focus, until the screen has. A key that no widget handled reaches the app, whose bindings are checked before the next
key is sent. A screen opened by a key is mounted by then, because Textual's app waits for it (``App._get_screen``).

Keys typed while the act of a form runs are held for the next form: for example the count after a vote was opened.

A letter goes to the focused text field before any key binding. Textual excludes printable keys from bindings in a text
field, but it does not know “/”, “+”, “-”, “@” and “_” as printable, and it does so before the keymap is applied: a
remapped key would remove its letter from every form.

Measured against Textual 8.2.8. Upstream: https://github.com/Textualize/textual/issues/4704 (keys reach a screen that is
being left; closed) is one case of it; none found for keys that overtake the opening of a screen in general;
https://github.com/Textualize/textual/issues/4944 (the names of signs; closed) for the letters.
"""

from __future__ import annotations

import asyncio

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer

MAX_WAIT_SECONDS = 1.0
"""The next key is sent after this many seconds even if a widget does not answer: enough for an old laptop to mount a
form on its first use.
"""

MAX_HOLD_SECONDS = 10.0
"""Held keys are sent after this many seconds even if the act is not done: longer than a first act on an old laptop.

Keys sent before it would go to another form than intended.
"""

MAX_ROUNDS = 8
"""How many rounds of messages may follow each other (field submitted, form closed) before the next key is sent."""


class OrderedKeysApp(App[int]):
    """An app that handles each key completely before it sends the next one."""

    _unwanted: list[events.Key] | None = None
    """Keys that no widget handled, while a key is being handled; else ``None``."""

    _held: list[events.Key | events.Paste] | None = None
    """Keys and pastes typed while they are held; else ``None``."""

    _holding: Timer | None = None

    def hold_keys(self) -> None:
        """Hold keys and pastes until :meth:`release_keys`."""
        if self._held is None:
            self._held = []
            self._holding = self.set_timer(MAX_HOLD_SECONDS, self.release_keys)

    async def release_keys(self) -> None:
        """Send the held keys and pastes in their order."""
        held, self._held = self._held or [], None
        if self._holding is not None:
            self._holding.stop()
            self._holding = None
        for one in held:
            await self.on_event(one)

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; wait until a key or paste of the terminal is handled completely."""
        if self._held is not None and isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._held.append(event)
            return
        if isinstance(event, events.Paste) and not event.is_forwarded:
            await super().on_event(event)
            await self._key_settled()  # else the next key could end the typing, and the paste is lost
            return
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
            return
        unwanted: list[events.Key] = []
        self._unwanted = unwanted
        field = self.focused
        if field is not None and event.is_printable and field.check_consume_key(event.key, event.character):
            field._forward_event(event)
        else:
            await super().on_event(event)
        await self._key_settled()
        self._unwanted = None
        for key in unwanted:
            await super().on_event(key)
            await self._key_settled()

    def post_message(self, message: Message) -> bool:
        """Queue a message, but collect a key that no widget handled: it comes before keys typed after it."""
        if self._unwanted is not None and isinstance(message, events.Key) and message.is_forwarded:
            self._unwanted.append(message)
            return True
        return super().post_message(message)

    async def _key_settled(self) -> None:
        if not self.screen_stack:
            return
        lowest = self.focused or self.screen
        pumps = [pump for pump in lowest.ancestors_with_self if pump is not self]
        for _round in range(MAX_ROUNDS):
            for pump in pumps:
                if pump.is_running and not await reached(pump):
                    return
            if not any(pump.message_queue_size for pump in pumps):
                return


async def reached(pump: MessagePump) -> bool:
    """Wait until a widget has handled its queue; return whether it did within :data:`MAX_WAIT_SECONDS`."""
    reached = asyncio.Event()
    if not pump.post_message(events.Callback(callback=reached.set)):
        return True
    try:
        await asyncio.wait_for(reached.wait(), MAX_WAIT_SECONDS)
    except TimeoutError:
        return False
    return True
