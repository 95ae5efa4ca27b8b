"""A screen that shows the store: it reads again after every change, and submits acts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from textual.screen import Screen

from models.domain.clock import day_of
from models.domain.errors import UnknownRecord
from tui.forms.form import ActRequest, Panel
from tui.shell.program import Program, StoreChanged

if TYPE_CHECKING:
    from models.acts.calls import ActCall


class StoreScreen(Screen[None]):
    """A subclass reads in :meth:`store_changed`."""

    is_ready = False
    """Whether the screen is mounted; changes of the store before that are read when it mounts."""

    place = ""
    """The name of the screen's place (see :mod:`tui.shell.places`)."""

    _version: tuple[int, int] | None = None
    """The version of the store that is shown."""

    def on_mount(self) -> None:
        """Show the store, and follow its changes from now on; Textual calls this after the subclass's own handler."""
        if self._version is None:
            self.read()
        self.is_ready = True
        self.app.post_message(StoreChanged())  # reads changes since the first reading

    def on_screen_resume(self) -> None:
        """Read again what changed while another screen was on top."""
        if self.is_stale:
            self.read()

    @property
    def is_stale(self) -> bool:
        """Whether the screen is mounted and shows an old state of the store."""
        return self.is_ready and self._version != self.chibo.gateway.data_version

    def read(self) -> None:
        """Show the store; go home when the shown meeting was removed."""
        self._version = self.chibo.gateway.data_version
        try:
            self.store_changed()
        except UnknownRecord:
            if not self.shown_meeting or self.place == "home":
                raise
            self.chibo.navigation.show_home()  # its plan was undone, on this machine or another

    def store_changed(self) -> None:
        """Read and show the store; called after every change."""

    @property
    def today(self) -> date:
        """The day in the cell's zone."""
        return day_of(self.chibo.clock())

    @property
    def chibo(self) -> Program:
        """The app."""
        return cast("Program", self.app)

    @property
    def shown_meeting(self) -> str:
        """The key of the meeting that is shown or chosen; empty for none."""
        return str(getattr(self, "meeting_id", ""))

    def _do(self, act: str, /, **arguments: Any) -> None:
        """Submit an act; its outcome or refusal is shown on the message line."""
        self.submit(ActRequest(act, arguments))

    do = cast("ActCall[None]", _do)  # typed per act in calls.pyi

    def submit(self, request: ActRequest, panel: Panel | None = None) -> None:
        """Submit a request for the meeting that is shown; ``panel`` is the form it comes from."""
        self.chibo.do(request, self.shown_meeting, panel)

    def act_done(self, panel: Panel | None) -> None:
        """Continue after an act of this screen; ``panel`` is the form it came from."""

    def action_act(self, name: str) -> None:
        """Submit an act without arguments."""
        self.submit(ActRequest(name))

    def action_leave(self) -> None:
        """Go back to the meetings."""
        self.chibo.action_go("home")
