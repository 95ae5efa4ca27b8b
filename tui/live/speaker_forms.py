"""Forms that ask for a speaker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from textual.widget import Widget

from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.domain.vocabulary import SpeechKind
from models.queries.live import LiveView
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.widgets.people import person, visitor
from tui.widgets.person_field import PersonField


class SpeakerForm(Form):
    """Asks for the name of a member or a guest, and submits ``act`` with it."""

    title = N_("Who asks to speak?")
    argument_fields = fields_by(member="who", guest="who")
    act: Literal["speech.ask", "speech.intervene"] = "speech.ask"
    kind = SpeechKind.SPEECH

    def fields(self) -> Iterable[Widget]:
        """Yield one field for a name; those in the room are listed at once, those who have not spoken first."""
        yield PersonField(id="who", list_at_once=True)

    def prepare(self, view: LiveView) -> None:
        here = [row for row in view.roll if row.in_room]
        unspoken = set(view.floor.unspoken) if view.floor else {row.full_name for row in here}
        first = sorted(here, key=lambda row: row.full_name not in unspoken)
        people = [person(row, "" if row.full_name in unspoken else _("has spoken")) for row in first]
        visitors = [visitor(one) for one in view.visitors if one.in_room]
        self._guests = frozenset(one.id for one in visitors)
        self.query_one(PersonField).offer([*people, *visitors])

    def heading(self, view: LiveView) -> str:
        return f"{_(self.title)}  {view.on.number}. {view.on.title}" if view.on else ""

    def request(self) -> ActRequest:
        picked = self.query_one(PersonField).picked
        if picked is None:
            raise WrongUsage(N_("Nobody in the room is called that; write another name.")).at("who")
        if picked in self._guests:
            return request_act(self.act, guest=picked, kind=self.kind)
        return request_act(self.act, member=picked, kind=self.kind)


class PointOfOrderForm(SpeakerForm):
    """Asks who raises a point of order."""

    title = N_("Who raises a point of order?")
    kind = SpeechKind.POINT_OF_ORDER


class InterruptForm(SpeakerForm):
    """Asks who may interrupt the speaker."""

    title = N_("Who interrupts the speaker?")
    act = "speech.intervene"
    kind = SpeechKind.INTERVENTION
