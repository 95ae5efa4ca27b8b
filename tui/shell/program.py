"""The protocol between screens and the app: a screen can be mounted in any app that implements it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from textual.message import Message

from models.domain.clock import Clock
from tui.forms.form import ActRequest, Panel
from tui.widgets.sync_sign import SyncSign

if TYPE_CHECKING:
    from models.acts.registry import Act
    from tui.shell.drafts import Drafts
    from tui.shell.gateway import Gateway


class StoreChanged(Message):
    """The store changed; the app has the screens read it again."""


class Navigator(Protocol):
    """Navigation between screens; :class:`tui.shell.navigation.Navigation` implements it."""

    def show_meeting(self, meeting_id: str) -> None:
        """Show a meeting at the place for its state."""

    def show_home(self) -> None:
        """Go back to the first screen."""

    def show_place(self, screen: Any) -> None:
        """Show a place's screen over the first one. ``Any``: the class of the screens depends on this module."""

    def show_sync(self) -> None:
        """Show the state of the synchronisation over the current screen."""


class Program(Protocol):
    """The store, drafts, clock and navigation."""

    gateway: Gateway
    clock: Clock
    drafts: Drafts
    sync_sign: SyncSign | None
    """The state of sync; ``None`` when this machine has not joined a cell."""

    @property
    def navigation(self) -> Navigator:
        """Navigation between screens."""

    def do(self, request: ActRequest, shown_meeting: str, panel: Panel | None = None) -> None:
        """Queue an act, in the meeting that is shown unless the request names another."""

    def action_go(self, name: str) -> None:
        """Go to a place by its name, unless the screen must not be left."""


class PaletteProgram(Program, Protocol):
    """The additional members that the palette uses."""

    def start_act(self, act: Act, meeting_id: str) -> None:
        """Open the form of an act, or do an act without arguments at once."""

    def choose_theme(self, name: str) -> None:
        """Change the colours, and keep the choice."""
