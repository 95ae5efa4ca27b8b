"""What can be done with the meeting as a whole: open, pause, resume, close."""

from __future__ import annotations

from collections.abc import Iterable

from textual.widget import Widget

from models.domain.errors import Refused
from models.domain.language import N_, _
from models.domain.vocabulary import MeetingState
from models.queries.live import LiveView
from tui.drawers.form import Form, Order
from tui.widgets.choice import Choice

_WAYS: dict[MeetingState, tuple[tuple[str, str], ...]] = {
    MeetingState.OPEN: (
        ("meeting.pause", N_("pause the meeting")),
        ("meeting.close", N_("close the meeting")),
    ),
    MeetingState.PAUSED: (
        ("meeting.resume", N_("resume the meeting")),
        ("meeting.close", N_("close the meeting")),
    ),
}
_BEFORE = (("meeting.open", N_("open the meeting")),)
_NOT_OPEN_YET = frozenset({MeetingState.PLANNED, MeetingState.PREPARED, MeetingState.NOTIFIED})


class MeetingMenu(Form):
    """One choice among what the meeting's state allows."""

    title = N_("The meeting")

    def fields(self) -> Iterable[Widget]:
        """The choice."""
        yield Choice([], id="way")

    def prepare(self, view: LiveView) -> None:
        """Offer what the state allows; opening needs the meeting's key."""
        self._meeting = view.meeting
        ways = _BEFORE if view.meeting.state in _NOT_OPEN_YET else _WAYS.get(view.meeting.state, ())
        choice = self.query_one(Choice)
        choice.options = tuple((act, _(text)) for act, text in ways)
        choice.index = 0
        choice.refresh()

    def order(self) -> Order:
        """Do what was chosen. Raises :class:`Refused` when the meeting is over."""
        act = self.query_one(Choice).value
        if not act:
            raise Refused(N_("This meeting is over; nothing of it can be opened or closed any more."))
        return Order(act, {"meeting": self._meeting.id} if act == "meeting.open" else {})
