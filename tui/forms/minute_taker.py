"""The form that names the minute-taker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.domain.roles import Role
from models.domain.text import one_line
from models.queries.meetings import guests, meeting
from models.queries.roll_call import not_convened, roll_call
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.forms.role_people import people_for
from tui.widgets.person_field import PersonField


class MinuteTakerForm(Form):
    """Asks for the person whose name is under the minutes."""

    title = N_("Minute-taker")
    argument_fields = fields_by(minute_taker="taker")

    def fields(self) -> Iterable[Widget]:
        yield Static(id="now")
        yield PersonField(id="taker")

    def prepare(self, view: Any) -> None:  # noqa: ARG002 - the screen's meeting is asked for, whatever the view is
        screen: Any = self.screen
        reader, self._meeting = screen.chibo.gateway.reader, screen.meeting_id
        now = meeting(reader, self._meeting).minute_taker
        rows = [*roll_call(reader, self._meeting), *not_convened(reader, self._meeting)]
        self.update_line("#now", Content(_("Now: {name}").format(name=one_line(now) or "–")))
        self.query_one(PersonField).offer(people_for(Role.MINUTE_TAKER, rows, guests(reader, self._meeting)))

    def request(self) -> ActRequest:
        """Return the act. Raises :class:`WrongUsage` for an unknown or missing name."""
        picked = self.query_one(PersonField).picked
        if picked is None:
            raise WrongUsage(N_("Write a few letters of the minute-taker's name.")).at("taker")
        return request_act("meeting.change", meeting=self._meeting, minute_taker=picked)
