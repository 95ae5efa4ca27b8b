"""The stack of screens: home, one place above it, and modal screens above both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App

from models.domain.clock import day_of
from models.domain.language import _
from models.domain.state_sets import NOT_OPENED
from models.queries.lookup import latest_meeting
from models.queries.meetings import meeting
from tui.shell.places import place_named, place_of, places
from tui.shell.screen import ChiboScreen

if TYPE_CHECKING:
    from tui.shell.program import Program


class Navigation:
    """The stack of screens of an app."""

    def __init__(self, app: App[Any], program: Program) -> None:
        self._app, self._program = app, program

    @property
    def top_screen(self) -> ChiboScreen:
        """The top screen, ignoring the help."""
        return next(one for one in reversed(self._app.screen_stack) if isinstance(one, ChiboScreen) and one.is_ready)

    def show_meeting(self, meeting_id: str) -> None:
        """Show a meeting at the place for its state."""
        found = meeting(self._program.gateway.reader, meeting_id)
        is_today = found.day == day_of(self._program.clock())
        place = "live" if is_today and found.state in NOT_OPENED else place_of(found.state)
        self.show_place(places()[place].make(meeting_id))

    def show_home(self) -> None:
        """Go back to the list."""
        while len(self._app.screen_stack) > 1 and not self._is_home:
            self._app.pop_screen()

    def show_place(self, screen: ChiboScreen) -> None:
        """Show a place above home, instead of the current one."""
        self.show_home()
        if screen.shown_meeting and isinstance(home := self._app.screen, ChiboScreen) and self._is_home:
            home.choose_row(screen.shown_meeting)  # the next places show the same meeting
        self._app.push_screen(screen)

    def show_sync(self) -> None:
        """Show the state of sync above the top screen."""
        self._app.push_screen(place_named("sync_status").make(""))

    def go(self, name: str) -> None:
        """Go to a place, for the meeting that is shown or chosen, unless the screen has unsaved text."""
        standing = self.top_screen
        home = next(one for one in self._app.screen_stack if isinstance(one, ChiboScreen) and one.place == "home")
        if not standing.may_leave():
            return
        if name == "home":
            self.show_home()
            return
        place = places()[name]
        meeting_id = standing.shown_meeting or home.shown_meeting or latest_meeting(self._program.gateway.reader)
        if place.of_meeting and not meeting_id:
            standing.messages.say(_("There is no meeting yet; {key:home.plan} on the first screen plans one."))
        elif name != standing.place:
            self.show_place(place.make(meeting_id or ""))
        else:
            standing.close_overlays()

    @property
    def _is_home(self) -> bool:
        return getattr(self._app.screen, "place", "") == "home"
