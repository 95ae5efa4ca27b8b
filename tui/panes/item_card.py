"""The item that runs: its title and presenter, its timer in large digits, what is left or over."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from models.domain.clock import Clock
from models.domain.language import N_, _
from models.domain.timing import clock_text
from models.domain.vocabulary import ItemState, MeetingState
from models.queries.agenda import AgendaView, ItemView
from models.queries.floor import FloorView
from tui.format import shown
from tui.panes.floor_pane import next_line, speaker_line
from tui.widgets.ticking import Ticking

_NOT_OPEN = N_("The meeting is not open yet. m opens it.")
_GO_ON = {
    MeetingState.PLANNED: _NOT_OPEN,
    MeetingState.PREPARED: _NOT_OPEN,
    MeetingState.NOTIFIED: _NOT_OPEN,
    MeetingState.OPEN: N_("Nothing runs. ⏎ starts the chosen item."),
    MeetingState.PAUSED: N_("The meeting is paused. m resumes it."),
    MeetingState.POSTPONED: N_("The meeting is postponed."),
}


class ItemCard(Vertical):
    """Shows the item in hand; the digits tick by themselves."""

    DEFAULT_CSS = """
    ItemCard { height: 8; padding: 0 1; background: $surface; }
    ItemCard #item-title { height: 2; text-style: bold; }
    ItemCard #item-presenter { height: 1; color: $text-muted; }
    ItemCard #item-middle { height: 3; }
    ItemCard Digits { width: auto; height: 3; color: $accent; }
    ItemCard #item-floor { display: none; width: 1fr; height: 3; padding: 0 0 0 4; }
    ItemCard.over Digits { color: $error; }
    ItemCard.paused Digits { color: $warning; }
    """

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._clock = clock
        self._agenda: AgendaView | None = None
        self._item: ItemView | None = None
        self._floor: FloorView | None = None

    def compose(self) -> ComposeResult:
        """Lay out title, presenter, digits and the line under them."""
        yield Static(id="item-title")
        yield Static(id="item-presenter")
        with Horizontal(id="item-middle"):
            yield Digits("", id="item-timer")
            yield Ticking(self._floor_in_short, id="item-floor")
        yield Ticking(self._rest, id="item-rest")

    def show(self, agenda: AgendaView, item: ItemView | None, floor: FloorView | None) -> None:
        """Show an item and, in short, its floor; or what comes next when none runs."""
        self._agenda, self._item, self._floor = agenda, item, floor
        following = item or agenda.next
        title = f"{following.number}. {shown(following.title)}" if following else _("The agenda is done.")
        lead = "" if item or not following else _("Next: ")
        self.query_one("#item-title", Static).update(Content(lead + title))
        name = shown(following.presenter) if following else ""
        presenter = _("Presenter: {name}").format(name=name) if name else ""
        self.query_one("#item-presenter", Static).update(Content(presenter))
        for part in self.query(Ticking):
            part.tick()

    def _rest(self) -> Content:
        """Return the line under the digits, and bring the digits up to date."""
        now = self._clock()
        seconds = self._seconds(now)
        digits = self.query_one("#item-timer", Digits)
        text = "" if seconds is None else clock_text(seconds)
        if digits.value != text:
            digits.update(text)
        left = self._left(now)
        paused = self._item is not None and self._item.state is ItemState.PAUSED
        self.set_class(paused, "paused")
        self.set_class(left is not None and left < 0, "over")
        if self._item is None:
            return Content(self._how_to_go_on())
        state = Content.assemble((_("paused") + "  ", "b $warning")) if paused else Content("")
        return Content.assemble(state, self._left_text(left))

    def _how_to_go_on(self) -> str:
        """Return what to do while no item is in hand."""
        if self._agenda is None:
            return ""
        return _(_GO_ON.get(self._agenda.meeting.state, N_("The meeting is over.")))

    def _floor_in_short(self) -> Content:
        """Return who speaks and who comes next, for where the floor itself has no room."""
        if self._floor is None:
            return Content("")
        return Content("\n").join([speaker_line(self._floor, self._clock()), next_line(self._floor)])

    def _seconds(self, now: datetime) -> int | None:
        if self._agenda is None or self._item is None:
            return None
        return self._agenda.elapsed_seconds(now)[self._item.id]

    def _left(self, now: datetime) -> int | None:
        if self._agenda is None or self._item is None:
            return None
        return self._agenda.remaining_seconds(self._item.id, now)

    def _left_text(self, left: int | None) -> Content:
        minutes = self._item.minutes if self._item else 0
        if left is None:
            return Content(_("no time planned"))
        if left < 0:
            over = _("over by {time} (planned {minutes} min)").format(time=clock_text(-left), minutes=minutes)
            return Content.assemble(("! " + over, "b $error"))
        return Content(_("{time} left of {minutes} min").format(time=clock_text(left), minutes=minutes))
