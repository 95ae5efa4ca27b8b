"""Locks the program to the ballot screen while the laptop is handed round.

The screens below the ballot screen contain notes that voters must not read. While a booth screen is on the stack, no
action of the program is possible (places, palette, help, jump, quitting), by any key, click or remapped key; the mouse
does nothing; keys reach the screen only while it takes them.
"""

from __future__ import annotations

from textual import events

from tui.compat.key_order import OrderedKeysApp
from tui.shell.screen import ChiboScreen


class BoothScreen(ChiboScreen):
    """A screen for people who must not see anything else."""

    def takes_keys(self) -> bool:
        """Return whether keys reach the screen now; else they are dropped."""
        return True

    def refresh_keys(self) -> None:
        """Show the keys of the screen in the footer, without those of the program."""
        super().refresh_keys()
        self.key_bar.always = ()

    def _forward_event(self, event: events.Event) -> None:
        if not isinstance(event, events.MouseEvent):  # a click could choose a row or a key by mistake
            super()._forward_event(event)


class BoothApp(OrderedKeysApp):
    """An app without actions of its own while a :class:`BoothScreen` is on the stack."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow no action of the program while a booth screen is on the stack."""
        return False if self._booth() else super().check_action(action, parameters)

    async def on_event(self, event: events.Event) -> None:
        """Drop keys and pastes while a booth screen takes none."""
        booth = self._booth()
        is_typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if booth is None or not is_typed or booth.takes_keys():
            await super().on_event(event)

    def _booth(self) -> BoothScreen | None:
        if not self.is_running:
            return None
        return next((screen for screen in self.screen_stack if isinstance(screen, BoothScreen)), None)
