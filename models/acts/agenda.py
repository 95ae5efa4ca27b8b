"""The agenda as a whole: agreeing it, taking over items left undiscussed, and where items are inserted."""

from __future__ import annotations

from typing import Any

from fractional_indexing import generate_key_between

from models.acts.context import meeting_of, rules_of
from models.acts.kinds import MeetingId
from models.acts.meeting_warnings import warn_of_length
from models.acts.registry import act
from models.domain import agenda as rules
from models.domain.errors import Refused, WrongUsage
from models.domain.item_kinds import LAST_MINUTES, ItemKind
from models.domain.language import N_
from models.domain.limits import COUNT
from models.domain.ordering import key_after
from models.domain.state_sets import NOT_OPENED, RUNNING
from models.domain.text import name_key
from models.domain.ways_out import WayOut
from models.queries.agenda import ItemView, agenda
from models.queries.carry_over import carried_over, left_over
from models.queries.presenters import presenter_share_warning
from models.queries.roll_call import roll_call
from models.store.ids import new_id
from models.store.unit import Unit
from models.tables import AgendaItem, Meeting

CHANGEABLE = NOT_OPENED | RUNNING
"""The states of a meeting in which its agenda may be changed."""

_LAST_MINUTES_TAKE = 1


@act("agenda.agree", label=N_("agreed version {version} of the agenda"))
def agree_agenda(unit: Unit, meeting: MeetingId | None = None) -> int:
    """Agree the agenda; later changes are marked."""
    found = meeting_of(unit, meeting, CHANGEABLE)
    view = agenda(unit.connection, found.id)
    if not view.items:
        raise Refused(N_("The agenda has no items yet; add some: {way}."), way=WayOut("item.add"))
    warn_of_length(unit, found, view.total_minutes, thematic=view.has_theme)
    if warning := presenter_share_warning(view, rules_of(unit, found)):
        unit.warn(warning)
    found.agenda_version = min(found.agenda_version + 1, COUNT)
    found.agreed_at = unit.now
    for item in view.items:
        unit.get(AgendaItem, item.id).added_after_agreement = False
    unit.say(version=found.agenda_version)
    return found.agenda_version


@act("agenda.carry_over", label=N_("took {count} items over from the last meeting"))
def carry_over(unit: Unit, meeting: MeetingId | None = None) -> int:
    """Take over what the last regular meeting left undiscussed, and the approval of its minutes."""
    found = meeting_of(unit, meeting, CHANGEABLE)
    count = take_over(unit, found)
    if not count:
        raise Refused(N_("The last regular meeting left nothing to take over."))
    unit.say(count=count)
    return count


def take_over(unit: Unit, meeting: Meeting) -> int:
    """Add the items that the last regular meeting left undiscussed, if missing; return how many were added."""
    connection = unit.connection
    items = agenda(connection, meeting.id).items
    titles = {name_key(item.title_vi) for item in items}
    count = 0
    if carried_over(connection, meeting.id).last and name_key(LAST_MINUTES.vi) not in titles:
        _add_approval(unit, meeting, items)
        count += 1
    left = [item for item in left_over(connection, meeting.scheduled_at) if name_key(item.title_vi) not in titles]
    _add_left(unit, meeting, left, _first(items, ItemKind.DISCUSSION))
    return count + len(left)


def add_item(
    unit: Unit, meeting: Meeting, parent_id: str | None = None, natural: str = "", **fields: Any
) -> AgendaItem:
    """Add an item as the last under a parent, or of the agenda;

    ``natural`` is its natural key, equal on every machine.
    """
    row = AgendaItem(
        id=new_id(),
        meeting_id=meeting.id,
        parent_id=parent_id,
        position=_last_position(unit, meeting, parent_id),
        added_after_agreement=meeting.agreed_at is not None,
        **fields,
    )
    return unit.add_natural(row, meeting.id, natural) if natural else unit.add(row)


def move_item(unit: Unit, item: AgendaItem, before: str | None, after: str | None, under: str | None) -> None:
    """Put an item before or after another, or last under another: exactly one of these.

    Raises :class:`WrongUsage` for none or several, ``Refused`` when the target is within the item itself.
    """
    given = [(move, key) for move, key in zip(_MOVES, (before, after, under), strict=True) if key is not None]
    if len(given) != 1:
        raise WrongUsage(N_("Say one place: before an item, after one, or under one.")).at("after")
    move, key = given[0]
    items = agenda(unit.connection, item.meeting_id).values
    for changed in move(items, item.id, key, generate_key_between):
        row = unit.get(AgendaItem, changed.id)
        row.parent_id, row.position = changed.parent_id, changed.position


_MOVES = (rules.move_before, rules.move_after, rules.move_under)


def _last_position(unit: Unit, meeting: Meeting, parent_id: str | None) -> str:
    siblings = [
        placed.item.position
        for placed in rules.outline(agenda(unit.connection, meeting.id).values)
        if placed.parent_id == parent_id
    ]
    return key_after(siblings, generate_key_between)


def _add_approval(unit: Unit, meeting: Meeting, items: tuple[ItemView, ...]) -> None:
    row = add_item(
        unit,
        meeting,
        natural="last-minutes",
        title=LAST_MINUTES.vi,
        title_en=LAST_MINUTES.en,
        kind=ItemKind.MINUTES,
        planned_minutes=_LAST_MINUTES_TAKE,
        presenter_id=meeting.chair_id,
    )
    if place := _first(items, ItemKind.ADOPT_AGENDA):
        move_item(unit, row, None, place, None)
    elif items:
        move_item(unit, row, items[0].id, None, None)


def _add_left(unit: Unit, meeting: Meeting, left: list[ItemView], before: str | None) -> None:
    taken: dict[str | None, str] = {}
    staying = {row.member_id for row in roll_call(unit.connection, meeting.id)}
    for item in left:
        parent = taken.get(item.placed.parent_id)
        row = add_item(
            unit,
            meeting,
            parent,
            natural=f"left/{item.id}",
            title=item.title_vi,
            title_en=item.title_en,
            kind=item.kind,
            planned_minutes=item.placed.item.planned_minutes,
            presenter_id=item.placed.item.presenter_id if item.placed.item.presenter_id in staying else None,
            presenter_text=item.presenter_text,
            thematic=item.thematic,
            carried_from_id=item.id,
        )
        taken[item.id] = row.id
        if before and parent is None:
            move_item(unit, row, before, None, None)


def _first(items: tuple[ItemView, ...], kind: ItemKind) -> str | None:
    return next((item.id for item in items if item.kind == kind), None)
