"""The current item: title, presenter, timer in large digits, time left or over."""

from __future__ import annotations

from datetime import datetime

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits, Static

from models.domain.clock import Clock
from models.domain.item_kinds import ItemKind
from models.domain.language import N_, _
from models.domain.text import one_line
from models.domain.timing import clock_text
from models.domain.vocabulary import ItemState, MeetingState
from models.queries.agenda import ItemView
from models.queries.live import LiveView
from tui.lines.items import ITEM_SIGNS, next_item_line
from tui.live.floor_pane import next_line, speaker_line, unspoken_line
from tui.live.vote_line import vote_line
from tui.widgets.static_text import set_text
from tui.widgets.ticking_text import TickingText

_NOT_OPEN = N_("The meeting is not open yet. {key:meeting} opens it.")
_GO_ON = {
    MeetingState.PLANNED: _NOT_OPEN,
    MeetingState.PREPARED: _NOT_OPEN,
    MeetingState.NOTIFIED: _NOT_OPEN,
    MeetingState.OPEN: N_("Nothing runs. {key:item.toggle} starts the chosen item."),
    MeetingState.PAUSED: N_("The meeting is paused. {key:meeting} resumes it."),
    MeetingState.POSTPONED: N_("The meeting is postponed."),
}


class ItemCard(Vertical):
    """Shows the current item; the digits are updated every second."""

    DEFAULT_CSS = """
    ItemCard { height: 8; padding: 0 1; background: $surface; }
    ItemCard #item-title { height: 2; text-style: bold; }
    ItemCard #item-presenter { height: 1; color: $text-muted; }
    ItemCard #item-middle { height: 3; }
    ItemCard Digits { width: auto; height: 3; color: $accent; }
    ItemCard #item-floor { display: none; width: 1fr; height: 3; padding: 0 0 0 4; }
    ItemCard #item-floor, ItemCard #item-vote, ItemCard #item-strip { text-wrap: nowrap; text-overflow: ellipsis; }
    ItemCard #item-vote { height: 1; }
    ItemCard #item-strip { display: none; height: 1; }
    ItemCard.over Digits { color: $error; }
    ItemCard.paused Digits { color: $warning; }
    """

    def __init__(self, clock: Clock, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._clock = clock
        self._view: LiveView | None = None

    def compose(self) -> ComposeResult:
        yield TickingText(self._strip, id="item-strip")
        yield Static(id="item-title")
        yield Static(id="item-presenter")
        with Horizontal(id="item-middle"):
            yield Digits("", id="item-timer")
            yield TickingText(self._floor_in_short, id="item-floor")
        yield TickingText(self._rest, id="item-rest")
        yield Static(id="item-vote")

    @property
    def _item(self) -> ItemView | None:
        return self._view.on if self._view else None

    def show(self, view: LiveView) -> None:
        """Show the current item with its vote and speakers; without one, the next item."""
        self._view = view
        following = view.on or view.agenda.next
        name = one_line(following.presenter) if following else ""
        set_text(self, "#item-title", Content(self._title()))
        told = [_("Presenter: {name}").format(name=name)] if name else []
        if following and following.kind == ItemKind.LAST_MONTH:
            told.append(_("{key:carried} shows tasks, results, shortcomings"))
        set_text(self, "#item-presenter", Content(" · ".join(told)))
        set_text(self, "#item-vote", vote_line(view))
        for part in self.query(TickingText):
            part.tick()

    def _title(self) -> str:
        if self._view is None:
            return ""
        on = self._view.on
        return f"{on.number}. {one_line(on.title)}" if on else next_item_line(self._view.agenda)

    def _strip(self) -> Content:
        """Return the item and its time in one line, shown above a form."""
        now = self._clock()
        seconds, left = self._seconds(now), self._left(now)
        if seconds is None or self._item is None:
            return Content.assemble((self._title(), "$foreground-muted"))
        over = left is not None and left < 0
        time = clock_text(seconds) + (f" / {self._item.minutes}′" if left is not None else "") + (" !" if over else "")
        sign = ITEM_SIGNS[self._item.state]
        return Content.assemble((f"{sign} {time}  ", "b $error" if over else "b $accent"), (self._title(), "b"))

    def _rest(self) -> Content:
        """Return the line under the digits, and update the digits."""
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
        if self._item is None or self._meeting_state is MeetingState.PAUSED:
            return Content.assemble((self._how_to_go_on(), "b $warning" if self._item else ""))
        state = Content.assemble((_("paused") + "  ", "b $warning")) if paused else Content("")
        return Content.assemble(state, self._left_text(left))

    def _how_to_go_on(self) -> str:
        """Return how to continue when no item runs."""
        if self._meeting_state is None:
            return ""
        if self._view and self._view.is_through:
            return _("Every item has had its turn. {key:item.toggle} leads on: score, close.")
        return _(_GO_ON.get(self._meeting_state, N_("The meeting is over.")))

    @property
    def _meeting_state(self) -> MeetingState | None:
        return self._view.meeting.state if self._view else None

    def _floor_in_short(self) -> Content:
        """Return the speaker and the next one, shown when there is no room for the speakers' pane."""
        floor = self._view.floor if self._view else None
        if self._view is None or floor is None:
            return Content("")
        third = vote_line(self._view) or unspoken_line(floor)
        return Content("\n").join([speaker_line(floor, self._clock()), next_line(floor), third])

    def _seconds(self, now: datetime) -> int | None:
        if self._view is None or self._view.on is None:
            return None
        return self._view.agenda.elapsed_seconds(now)[self._view.on.id]

    def _left(self, now: datetime) -> int | None:
        if self._view is None or self._view.on is None:
            return None
        return self._view.agenda.remaining_seconds(self._view.on.id, now)

    def _left_text(self, left: int | None) -> Content:
        minutes = self._item.minutes if self._item else 0
        if left is None:
            return Content(_("no time planned"))
        if left < 0:
            over = _("over by {time} (planned {minutes} min)").format(time=clock_text(-left), minutes=minutes)
            return Content.assemble(("! " + over, "b $error"))
        return Content(_("{time} left of {minutes} min").format(time=clock_text(left), minutes=minutes))
