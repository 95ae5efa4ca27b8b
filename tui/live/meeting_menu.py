"""The meeting menu: open, pause, resume, close."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.language import N_, _, ngettext
from models.domain.state_sets import NOT_OPENED
from models.domain.vocabulary import MeetingState
from models.queries.conflicts import conflicts_of
from models.queries.live import LiveView
from models.queries.meetings import meeting_title
from tui.forms.form import ActRequest, Form
from tui.shell.places import places
from tui.widgets.choice_field import ChoiceField

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
_NOT_OPEN_YET = dict.fromkeys(NOT_OPENED, (("meeting.open", N_("open the meeting")),))
_DONE = (("score", N_("score the meeting")), ("meeting.close", N_("close the meeting")))
"""The choices of an open meeting whose items are all finished."""


_POSTPONED = N_("This meeting is postponed; {key:palette} and “postpone” gives it another day.")
_OVER = N_(
    "This meeting is over; {key:go.score} scores it, {key:go.minutes} has its minutes, {key:go.records} the records."
)


class MeetingMenu(Form):
    """A choice among the acts that the state of the meeting allows."""

    title = N_("The meeting")

    def fields(self) -> Iterable[Widget]:
        """Yield the choice, and below it what is to be settled before the meeting closes."""
        yield ChoiceField([], id="way")
        yield Static(id="to-settle")

    def prepare(self, view: LiveView) -> None:
        """Fill in the acts of the state, the most likely one first.

        Raises :class:`Refused` when the meeting is over, or postponed.
        """
        state = view.meeting.state
        ways = (_WAYS | _NOT_OPEN_YET).get(state, ())
        if not ways:
            raise Refused(_POSTPONED if state is MeetingState.POSTPONED else _OVER)
        if view.is_through:
            ways = tuple(dict.fromkeys((*_DONE, *ways)))
        choice = self.query_one(ChoiceField)
        choice.options = tuple((act, _(text)) for act, text in ways)
        choice.index = 0
        choice.refresh()
        count = conflicts_of(self.program.gateway.reader, view.meeting.id)
        text = ngettext(
            "⚠ {count} conflict to settle ({key:go.conflicts})",
            "⚠ {count} conflicts to settle ({key:go.conflicts})",
            count,
        )
        self.update_line("#to-settle", Content.assemble((text.format(count=count) if count else "", "b $warning")))

    def heading(self, view: LiveView) -> str:
        return f"{meeting_title(view.meeting)} · {label(view.meeting.state)}"

    def opens_instead(self) -> str:
        """Return the chosen place."""
        chosen = self.query_one(ChoiceField).value
        return chosen if chosen in places() else ""

    def request(self) -> ActRequest:
        return ActRequest(self.query_one(ChoiceField).value)
