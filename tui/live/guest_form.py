"""The form that takes in a guest: one who was announced, or anybody else."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.queries.live import LiveView
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_line import EntryLine
from tui.widgets.people import visitor
from tui.widgets.person_field import PersonField

_NEW_NAME = N_("Nobody is announced by that name: a new guest.")


class GuestForm(Form):
    """Notes that an announced guest has come or left, or adds a guest."""

    title = N_("A guest has come")
    argument_fields = fields_by(name="guest", role="guest-role", assigned_superior="from-superior")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Name of the guest"), PersonField(id="guest"))
        yield from self.labelled(N_("Role (may stay empty)"), EntryLine(id="guest-role"))
        sent = ChoiceField([("no", _("no")), ("yes", _("yes"))], id="from-superior")
        yield from self.labelled(N_("Sent by the superior to attend?"), sent)

    def prepare(self, view: LiveView) -> None:
        self._known = {one.id: one for one in view.visitors}
        field = self.query_one("#guest", PersonField)
        field.offer([visitor(one) for one in view.visitors])
        field.take_names(_NEW_NAME)
        self.clear_fields("guest-role")

    def request(self) -> ActRequest:
        """Return the act: an announced guest arrives, one in the room leaves, anybody else is added."""
        named = self.query_one("#guest", PersonField).named
        if named is None:
            raise WrongUsage(N_("Write the name of the guest.")).at("guest")
        if (known := self._known.get(named)) is not None:
            return request_act("guest.leave" if known.in_room else "guest.arrive", guest=named)
        superior = self.query_one("#from-superior", ChoiceField).value == "yes"
        return request_act("guest.add", name=named, role=self.text("guest-role"), assigned_superior=superior)
