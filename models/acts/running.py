"""Running the agenda: items are started, paused, finished, skipped, deferred, concluded."""

from __future__ import annotations

from models.acts.context import item_of, running_meeting, title_in_words
from models.acts.kinds import ItemId, MeetingId
from models.acts.registry import act
from models.acts.timer import end, make_way, pause, start
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.meeting_states import check_transition
from models.domain.state_sets import UNSEALED
from models.domain.text import clean_text
from models.domain.vocabulary import ItemState
from models.domain.ways_out import WayOut
from models.queries.agenda import agenda, running_item
from models.store.unit import Unit
from models.tables import AgendaItem


@act("item.start", label=N_("started the item “{item}”"))
def start_item(unit: Unit, item: ItemId | None = None, meeting: MeetingId | None = None) -> str:
    """Start an item, without one the next; the running one ends, or pauses when it stands above."""
    found = _in_running_meeting(unit, item) if item else _next(unit, meeting)
    view = agenda(unit.connection, found.meeting_id)
    make_way(unit, view, found)
    start(unit, found)
    unit.say(item=title_in_words(found))
    return found.id


@act("item.pause", label=N_("paused the item “{item}”"))
def pause_item(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Pause the running item, and with it whoever is speaking."""
    found = _running(unit, meeting)
    pause(unit, found)
    unit.say(item=title_in_words(found))


@act("item.resume", label=N_("resumed the item “{item}”"))
def resume_item(unit: Unit, item: ItemId | None = None, meeting: MeetingId | None = None) -> None:
    """Resume a paused item, without one the item paused last; a speech stays paused until it is resumed."""
    found = _in_running_meeting(unit, item) if item else _paused_last(unit, meeting)
    if found.state is not ItemState.PAUSED:
        raise Refused(
            N_("“{item}” is not paused; to take it up, start it: {way}."),
            item=title_in_words(found),
            way=WayOut("item.start"),
        )
    make_way(unit, agenda(unit.connection, found.meeting_id), found)
    start(unit, found)
    unit.say(item=title_in_words(found))


@act("item.finish", label=N_("finished the item “{item}”"))
def finish_item(unit: Unit, item: ItemId | None = None, meeting: MeetingId | None = None) -> None:
    """Finish an item, without one the running one; an open speech in it ends."""
    _end(unit, item, ItemState.DONE, meeting)


@act("item.skip", label=N_("skipped the item “{item}”"))
def skip_item(unit: Unit, item: ItemId) -> None:
    """Skip an item that has not begun; it is not left over for the next meeting."""
    _end(unit, item, ItemState.SKIPPED)


@act("item.defer", label=N_("left the item “{item}” for the next meeting"))
def defer_item(unit: Unit, item: ItemId | None = None, meeting: MeetingId | None = None) -> None:
    """Leave an item, without one the running one, for the next meeting."""
    _end(unit, item, ItemState.DEFERRED, meeting)


@act("item.reopen", label=N_("took up the item “{item}” again"))
def reopen_item(unit: Unit, item: ItemId) -> None:
    """Take up an item again: a finished one runs, a skipped or deferred one waits for its turn."""
    found = _in_running_meeting(unit, item)
    if found.state is ItemState.DONE:
        make_way(unit, agenda(unit.connection, found.meeting_id), found)
        start(unit, found)
    else:
        check_transition(found.state, ItemState.PENDING)
        found.state, found.ended_at = ItemState.PENDING, None
    unit.say(item=title_in_words(found))


@act("item.conclude", label=N_("concluded the item “{item}”"))
def conclude_item(unit: Unit, text: str, item: ItemId | None = None, meeting: MeetingId | None = None) -> None:
    """Write the conclusion of an item, by default the running one; an empty text removes it."""
    found = item_of(unit, item, UNSEALED)[0] if item else _running(unit, meeting)
    found.conclusion = clean_text(text).strip()
    unit.say(item=title_in_words(found))


def _end(unit: Unit, item: ItemId | None, state: ItemState, meeting: MeetingId | None = None) -> None:
    found = _in_running_meeting(unit, item) if item else _running(unit, meeting)
    end(unit, found, state)
    unit.say(item=title_in_words(found))


def _running(unit: Unit, meeting: MeetingId | None) -> AgendaItem:
    key = running_item(unit.connection, running_meeting(unit, meeting).id)
    if key is None:
        raise Refused(N_("No item of the agenda is running; start one: {way}."), way=WayOut("item.start"))
    return unit.get(AgendaItem, key)


def _next(unit: Unit, meeting: MeetingId | None) -> AgendaItem:
    following = agenda(unit.connection, running_meeting(unit, meeting).id).next
    if following is None:
        raise Refused(N_("Every item has had its turn; start one again: {way}."), way=WayOut("item.start"))
    return unit.get(AgendaItem, following.id)


def _in_running_meeting(unit: Unit, item: ItemId) -> AgendaItem:
    found = unit.get(AgendaItem, item)
    running_meeting(unit, MeetingId(found.meeting_id))
    return found


def _paused_last(unit: Unit, meeting: MeetingId | None) -> AgendaItem:
    items = agenda(unit.connection, running_meeting(unit, meeting).id).items
    paused = [view.placed.item for view in items if view.state is ItemState.PAUSED and view.placed.item.spans]
    last = max(paused, key=lambda item: (item.spans[-1].started_at, item.id), default=None)
    if last is None:
        raise Refused(N_("No item of the agenda is paused; start one: {way}."), way=WayOut("item.start"))
    return unit.get(AgendaItem, last.id)
