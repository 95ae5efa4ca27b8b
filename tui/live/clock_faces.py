"""What the two clocks of the live screen show: the item's time and the speech's, counted as the wall counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from textual.content import Content

from models.domain.item_kinds import ItemKind
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.text import one_line, short_name
from models.domain.timing import clock_text, countdown_text
from models.domain.vocabulary import ItemState, MeetingState, SpeechKind, SpeechState
from models.queries.agenda import ItemView
from models.queries.floor import FloorView, Speaker
from models.queries.live import LiveView
from tui.lines.items import ITEM_SIGNS, next_item_line
from tui.live.vote_line import vote_line

_NOT_OPEN = N_("The meeting is not open yet. {key:meeting} opens it.")
_GO_ON = {
    MeetingState.PLANNED: _NOT_OPEN,
    MeetingState.PREPARED: _NOT_OPEN,
    MeetingState.NOTIFIED: _NOT_OPEN,
    MeetingState.OPEN: N_("Nothing runs. {key:item.toggle} starts the chosen item."),
    MeetingState.PAUSED: N_("The meeting is paused. {key:meeting} resumes it."),
    MeetingState.POSTPONED: N_("The meeting is postponed."),
}


_NOTHING = Content("")


@dataclass(frozen=True, slots=True)
class ClockFace:
    """A clock at one moment: ``title`` in its frame, large ``digits``, two lines, and a meter of used and planned time.

    ``state`` is ``over``, ``paused`` or empty. A clock without digits has one sentence, ``first``.
    """

    title: str
    first: Content
    last: Content = _NOTHING
    digits: str = ""
    state: str = ""
    used: int = 0
    planned: int | None = None

    @property
    def strip(self) -> Content:
        """The clock in one line."""
        if not self.digits:
            return Content.assemble((self.title or self.first.plain, "$foreground-muted"))
        return Content.assemble((f"{self.digits}  ", _STYLES[self.state]), (self.title, "b"))


_STYLES = {"over": "b $error", "paused": "b $warning", "": "b $accent"}


def item_face(view: LiveView | None, now: datetime) -> ClockFace:
    """Return the clock of the current item; without one, the next item and how to go on."""
    if view is None:
        return ClockFace("", Content(""))
    item, result = view.on, vote_line(view)
    if item is None:
        return ClockFace(next_item_line(view.agenda), Content(_how_to_go_on(view)), result or _who(view.agenda.next))
    title = f"{ITEM_SIGNS[item.state]} {item.number} {one_line(item.title)}"
    used = view.agenda.elapsed_seconds(now)[item.id]
    left = view.agenda.remaining_seconds(item.id, now)
    state = _state(left, is_paused=item.state is ItemState.PAUSED)
    if view.meeting.state is MeetingState.PAUSED:
        first = Content.assemble((_how_to_go_on(view), "b $warning"))
    else:
        first = _time_line(left, item.minutes * 60, is_paused=item.state is ItemState.PAUSED)
    planned = item.minutes * 60 if left is not None else None
    return ClockFace(title, first, result or _who(item), countdown_text(left, used), state, used, planned)


def speech_face(view: LiveView | None, now: datetime) -> ClockFace:
    """Return the clock of the present speech, and who is next."""
    floor = view.floor if view else None
    if floor is None:
        is_over = view is not None and view.meeting.closed_at is not None
        told = (
            _("The meeting is over; nobody speaks any more.")
            if is_over
            else _("No item runs, so nobody has the floor.")
        )
        return ClockFace(_("Speaking"), _muted(told))
    if floor.current is None:
        return ClockFace(_("Speaking"), _muted(_("Nobody is speaking.")), _next_line(floor))
    speech = floor.current.speech
    is_paused = speech.state is SpeechState.PAUSED
    used, left = floor.current.spoken_seconds(now), floor.current.remaining_seconds(now)
    title = f"{'‖' if is_paused else '▶'} {one_line(floor.current.name)}{kind_word(floor.current)}"
    first = _time_line(left, speech.planned_seconds or 0, is_paused=is_paused)
    state = _state(left, is_paused=is_paused)
    return ClockFace(title, first, _next_line(floor), countdown_text(left, used), state, used, speech.planned_seconds)


def kind_word(speaker: Speaker) -> str:
    """Return the kind of a speech that is not an ordinary one, after two blanks."""
    return "" if speaker.speech.kind is SpeechKind.SPEECH else f"  {label(speaker.speech.kind)}"


def _state(left: int | None, *, is_paused: bool) -> str:
    if left is not None and left < 0:
        return "over"
    return "paused" if is_paused else ""


def _time_line(left: int | None, planned: int, *, is_paused: bool) -> Content:
    """Return what the digits count, with a sign and a word when the time is over or stands still."""
    whole = clock_text(planned) if planned % 60 else f"{planned // 60}′"
    if left is None:
        text, style = _("no time planned"), ""
    elif left < 0:
        text, style = "! " + _("over {whole}").format(whole=whole), "b $error"
    else:
        text, style = _("left of {whole}").format(whole=whole), ""
    paused = (f"‖ {_('paused')}  ", "b $warning") if is_paused else ("", "")
    return Content.assemble(paused, (text, style))


def _how_to_go_on(view: LiveView) -> str:
    """Return how to continue when no item runs."""
    if view.is_through:
        return _("Every item has had its turn. {key:item.toggle} leads on: score, close.")
    return _(_GO_ON.get(view.meeting.state, N_("The meeting is over.")))


def _who(item: ItemView | None) -> Content:
    """Return who presents an item; for last month's work, the key that shows it."""
    if item is None:
        return Content("")
    shows = _("{key:carried} shows last month") if item.kind == ItemKind.LAST_MONTH else ""
    return _muted(" · ".join(filter(None, (one_line(item.presenter), shows))))


def _next_line(floor: FloorView) -> Content:
    """Return the next speaker and the number waiting."""
    if not floor.waiting:
        return _muted(_("Nobody waits."))
    return _muted(_("Next: {name}").format(name=short_name(one_line(floor.waiting[0].name))))


def _muted(text: str) -> Content:
    return Content.assemble((text, "$foreground-muted"))
