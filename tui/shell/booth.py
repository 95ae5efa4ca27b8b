"""Keeps the program inside the ballot screen while the laptop goes from voter to voter.

The ballot is one screen among many, and behind it stand notes that no voter may read. While such a screen is on the
stack, no action of the program itself is possible (places, palette, help, jump, quitting), by whatever key, click or
remapped key it is asked for; the mouse does nothing; keys reach the screen only while it takes them.
"""

from __future__ import annotations

from textual import events

from tui.compat.key_order import OrderedKeysApp
from tui.shell.screen import ChiboScreen


class BoothScreen(ChiboScreen):
    """A screen that is handed to people who may see nothing else."""

    def takes_keys(self) -> bool:
        """Say whether what is typed now is for the screen; if not, it is dropped."""
        return True

    def refresh_keys(self) -> None:
        """Show the keys of the moment in the footer; the program's own ones do nothing here."""
        super().refresh_keys()
        self.key_bar.always = ()

    def _forward_event(self, event: events.Event) -> None:
        if not isinstance(event, events.MouseEvent):  # a click leads to a row or a key of nobody's choosing
            super()._forward_event(event)


class BoothApp(OrderedKeysApp):
    """An app whose own actions rest while a :class:`BoothScreen` is on the stack."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Allow no action of the program in the booth."""
        return False if self._booth() else super().check_action(action, parameters)

    async def on_event(self, event: events.Event) -> None:
        """Drop what is typed in the booth while its screen takes no keys."""
        booth = self._booth()
        is_typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if booth is None or not is_typed or booth.takes_keys():
            await super().on_event(event)

    def _booth(self) -> BoothScreen | None:
        if not self.is_running:
            return None
        return next((screen for screen in self.screen_stack if isinstance(screen, BoothScreen)), None)
