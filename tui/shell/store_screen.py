"""A screen that shows what the store holds: it reads again after every change, and has acts done."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

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
    """Whether everything on the screen is mounted; word of a change that comes earlier is answered by mounting."""

    place = ""
    """The name of the place (see :mod:`tui.shell.places`) that the screen is."""

    _version: tuple[int, int] | None = None
    """The version of the store that is shown."""

    def on_mount(self) -> None:
        """Show the store, and follow its changes from now on; Textual calls this after the subclass's own handler."""
        if self._version is None:
            self.read()
        self.is_ready = True
        self.app.post_message(StoreChanged())  # what changed since it was read is read again

    def on_screen_resume(self) -> None:
        """Read again what changed while another screen stood."""
        if self.is_stale:
            self.read()

    @property
    def is_stale(self) -> bool:
        """Whether the screen stands and shows another state of the store than the one that is."""
        return self.is_ready and self._version != self.chibo.gateway.data_version

    def read(self) -> None:
        """Show the store as it is now; go home where the meeting that is shown is no more."""
        self._version = self.chibo.gateway.data_version
        try:
            self.store_changed()
        except UnknownRecord:
            if not self.shown_meeting or self.place == "home":
                raise
            self.chibo.navigation.show_home()  # its plan was undone, here or elsewhere

    def store_changed(self) -> None:
        """Read again what is shown; called after every change of the store, whoever made it."""

    @property
    def today(self) -> date:
        """The day in the cell's zone."""
        return day_of(self.chibo.clock())

    @property
    def chibo(self) -> Program:
        """The app, as what screens need of it."""
        return cast("Program", self.app)

    @property
    def shown_meeting(self) -> str:
        """The key of the meeting that is shown or chosen; empty where there is none."""
        return str(getattr(self, "meeting_id", ""))

    def _do(self, act: str, /, **arguments: Any) -> None:
        """Have an act done; its word, or its refusal, comes to the message line."""
        self.submit(ActRequest(act, arguments))

    def submit(self, request: ActRequest, panel: Panel | None = None) -> None:
        """Have an order done, in the meeting that is shown; ``panel`` is the form it comes from."""
        self.chibo.do(request, self.shown_meeting, panel)

    def act_done(self, panel: Panel | None) -> None:
        """Go on after an act that was done while this screen stood; ``panel`` is the form it came from."""

    def action_act(self, name: str) -> None:
        """Have an act done that needs no arguments."""
        self.hand_over(ActRequest(name))

    def action_leave(self) -> None:
        """Go back to the meetings."""
        self.chibo.action_go("home")
