"""The clock of an item and what depends on it: its runs, its state, its speech.

These are steps of acts, not acts: the caller has checked that the meeting is open.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from models.acts.floor import write_speeches
from models.domain import speakers
from models.domain.meeting_states import check_transition
from models.domain.vocabulary import ItemState, SpeechState
from models.queries.agenda import AgendaView
from models.queries.floor import speakers_list
from models.store.ids import new_id
from models.store.unit import Unit
from models.tables import AgendaItem, ItemRun


def start(unit: Unit, item: AgendaItem, speech_id: str | None = None) -> None:
    """Start an item, and resume the speech of that key if it was paused;

    ``Refused`` when the item's state forbids it.
    """
    check_transition(item.state, ItemState.RUNNING)
    item.state, item.started_at, item.ended_at = ItemState.RUNNING, item.started_at or unit.now, None
    unit.add(ItemRun(id=new_id(), item_id=item.id, started_at=unit.now))
    listing = speakers_list(unit.connection, item.id)
    holder = speakers.floor_holder(listing)
    if holder and holder.id == speech_id and holder.state is SpeechState.PAUSED:
        write_speeches(unit, item, speakers.resume(listing, unit.now))


def pause(unit: Unit, item: AgendaItem) -> None:
    """Pause a running item, and with it whoever is speaking."""
    check_transition(item.state, ItemState.PAUSED)
    item.state = ItemState.PAUSED
    _stop_clock(unit, item)
    listing = speakers_list(unit.connection, item.id)
    holder = speakers.floor_holder(listing)
    if holder and holder.state is SpeechState.SPEAKING:
        write_speeches(unit, item, speakers.pause(listing, unit.now))


def end(unit: Unit, item: AgendaItem, state: ItemState, at: datetime | None = None) -> None:
    """Set an item to a final state: its clock stops, and every open speech in it ends, now or at the given time."""
    check_transition(item.state, state)
    item.state = state
    if item.started_at is not None:
        item.ended_at = max(item.started_at, at) if at else unit.now
    _stop_clock(unit, item, at)
    _end_speeches(unit, item, at)


def make_way(unit: Unit, view: AgendaView, item: AgendaItem) -> None:
    """Stop the running item, so that another can start: it ends, or pauses if it is a parent of the other."""
    above = _above(view, item.id)
    for running in (other for other in view.items if other.state is ItemState.RUNNING and other.id != item.id):
        row = unit.get(AgendaItem, running.id)
        if running.id in above:
            pause(unit, row)
        else:
            end(unit, row, ItemState.DONE)


def settle(unit: Unit, view: AgendaView, held_up: set[str], at: datetime | None = None) -> int:
    """Set the final state of every item as the meeting closes; return how many are left for the next one.

    Running items, and those that ran before the break (``held_up``), are done. Paused and unstarted ones are left over,
    except headings of items that were started.
    """
    headings = _begun_headings(view)
    left_over = 0
    for item in view.items:
        if item.state not in {ItemState.RUNNING, ItemState.PAUSED, ItemState.PENDING}:
            continue
        outcome = ItemState.DEFERRED
        if item.state is ItemState.RUNNING or item.id in held_up | headings:
            outcome = ItemState.SKIPPED if item.state is ItemState.PENDING else ItemState.DONE
        left_over += outcome is ItemState.DEFERRED
        end(unit, unit.get(AgendaItem, item.id), outcome, at)
    return left_over


def _above(view: AgendaView, item_id: str) -> set[str]:
    parents = {item.id: item.placed.parent_id for item in view.items}
    above: set[str] = set()
    parent = parents[item_id]
    while parent is not None:
        above.add(parent)
        parent = parents[parent]
    return above


def _begun_headings(view: AgendaView) -> set[str]:
    begun = (item.id for item in view.items if item.placed.item.spans)
    return set().union(*(_above(view, item_id) for item_id in begun))


def _stop_clock(unit: Unit, item: AgendaItem, at: datetime | None = None) -> None:
    running = select(ItemRun).where(
        ItemRun.item_id == item.id, col(ItemRun.ended_at).is_(None), col(ItemRun.deleted).is_(False)
    )
    for run in unit.session.exec(running):
        run.ended_at = max(run.started_at, at) if at else unit.now


def _end_speeches(unit: Unit, item: AgendaItem, at: datetime | None = None) -> None:
    listing = speakers_list(unit.connection, item.id)
    ended = listing
    while speakers.floor_holder(ended):
        ended = ended.with_changes(speakers.stop(ended, at or unit.now))
    write_speeches(unit, item, ended.speeches)
