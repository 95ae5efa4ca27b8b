"""The acts of the live screen's keys, for the current state of the meeting.

The act itself decides whether it is possible, in the order of the keys: a check by the screen would use the state
before the previous key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Literal

from models.domain.errors import Refused
from models.domain.formats import end_hour_text, hour_text
from models.domain.language import N_, _
from models.domain.timing import clock_text
from models.domain.vocabulary import ItemState, SpeechState
from models.domain.ways_out import WayOut
from models.queries.agenda import ItemView
from models.queries.live import LiveView
from tui.forms.form import ActRequest, request_act

Chosen = ItemView | None


def _of_chosen(act: Literal["item.skip", "item.defer"]) -> Callable[[LiveView, Chosen], ActRequest]:
    def request(_view: LiveView, chosen: Chosen) -> ActRequest:
        return request_act(act, item=_needed(chosen).id)

    return request


ItemAct = Literal["item.start", "item.finish", "item.resume"]
_TOGGLING: Mapping[ItemState, tuple[ItemAct, str]] = {
    ItemState.RUNNING: ("item.finish", N_("finish")),
    ItemState.PAUSED: ("item.resume", N_("resume")),
}
"""The act and the label of the item key, by the state of the item; it starts any other item."""


def _toggled(view: LiveView, chosen: Chosen) -> tuple[ItemAct, str, ItemView]:
    """Return the act of the item key, its label, and the item."""
    item = _needed(chosen)
    if view.on is None and view.agenda.next and item == _finished_last(view):
        item = view.agenda.next  # the same key continues with the next item; undo reopens the finished one
    act, word = _TOGGLING.get(item.state, ("item.start", N_("start")))
    return act, word, item


def _toggle_item(view: LiveView, chosen: Chosen) -> ActRequest:
    act, _word, item = _toggled(view, chosen)
    return request_act(act, item=item.id)


def toggle_word(view: LiveView, chosen: Chosen) -> str:
    """Return the label of the item key, as a gettext message; empty without an item."""
    if agenda_is_done(view, chosen):
        return N_("score, close")
    return _toggled(view, chosen)[1] if chosen else ""


def agenda_is_done(view: LiveView, chosen: Chosen) -> bool:
    """Return whether the item key opens the meeting menu: every item is finished.

    An item that is chosen again is resumed instead.
    """
    return view.is_through and chosen in (None, _finished_last(view), view.agenda.items[-1])


def _finished_last(view: LiveView) -> Chosen:
    done = [(item.ended_at, place) for place, item in enumerate(view.agenda.items) if item.state is ItemState.DONE]
    ended = [(at, place) for at, place in done if at is not None]
    return view.agenda.items[max(ended)[1]] if ended else None


def _pause_item(view: LiveView, _chosen: Chosen) -> ActRequest:
    if view.on is None:
        raise Refused(N_("No item runs. {key:item.toggle} starts the chosen one."))
    if view.on.state is ItemState.RUNNING:
        return request_act("item.pause")
    return request_act("item.resume", item=view.on.id)


def _pause_speech(view: LiveView, _chosen: Chosen) -> ActRequest:
    current = view.floor.current if view.floor else None
    paused = current is not None and current.speech.state is SpeechState.PAUSED
    return request_act("speech.resume" if paused else "speech.pause")


def _next_speech(view: LiveView) -> str:
    if view.floor is None or not view.floor.waiting:
        raise Refused(N_("Nobody waits in the speakers' list; put somebody on it: {way}."), way=WayOut("speech.ask"))
    return view.floor.waiting[0].speech.id


def _close_list(view: LiveView, _chosen: Chosen) -> ActRequest:
    return request_act("list.open" if view.floor and view.floor.closed else "list.close")


def _unspoken_first(view: LiveView, _chosen: Chosen) -> ActRequest:
    return request_act("list.unspoken_first", on=not view.meeting.unspoken_first, meeting=view.meeting.id)


def _plain(
    act: Literal["speech.next", "speech.stop", "speech.take_back", "undo", "redo"],
) -> Callable[[LiveView, Chosen], ActRequest]:
    return lambda _view, _chosen: request_act(act)


def _needed(chosen: Chosen) -> ItemView:
    if chosen is None:
        raise Refused(N_("The agenda is empty."))
    return chosen


REQUESTS: Mapping[str, Callable[[LiveView, Chosen], ActRequest]] = {
    "toggle_item": _toggle_item,
    "pause_item": _pause_item,
    "skip_item": _of_chosen("item.skip"),
    "defer_item": _of_chosen("item.defer"),
    "next_speaker": _plain("speech.next"),
    "stop_speech": _plain("speech.stop"),
    "pause_speech": _pause_speech,
    "take_back": _plain("speech.take_back"),
    "remove_speaker": lambda view, _chosen: request_act("speech.remove", speech=_next_speech(view)),
    "later": lambda view, _chosen: request_act("speech.move", speech=_next_speech(view), to=2),
    "close_list": _close_list,
    "unspoken_first": _unspoken_first,
}


TOGGLES = frozenset({"toggle_item", "pause_item", "pause_speech", "close_list", "unspoken_first"})
"""Keys whose effect depends on the state: the next key waits for their act."""


def header_times(view: LiveView, now: datetime) -> str:
    """Return the time of day, how long the meeting has lasted, and when it is expected to end."""
    of = view.meeting
    if of.closed_at:
        return _("closed at {time}").format(time=end_hour_text(of.closed_at, of.opened_at or of.scheduled_at))
    ends = view.agenda.forecast(now).ends_at
    late = (ends - (of.opened_at or of.scheduled_at)).total_seconds() // 60 - of.planned_minutes
    parts = [hour_text(now)]
    if of.opened_at:
        parts.append(_("held {time}").format(time=clock_text(of.held_seconds(now))))
    parts.append(_("ends {time} ({late:+d} min)").format(time=hour_text(ends), late=round(late)))
    return " · ".join(parts)
