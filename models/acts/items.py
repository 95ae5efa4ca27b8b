"""Items of an agenda: add, rename, change, assign to a presenter, move, remove."""

from __future__ import annotations

from typing import Any

from models.acts.agenda import CHANGEABLE, add_item, move_item
from models.acts.context import item_of, meeting_of, title_in_words
from models.acts.eligibility import eligible_member, name_of
from models.acts.fields import minutes_of, optional_line
from models.acts.kinds import ItemId, MeetingId, MemberId
from models.acts.registry import act
from models.acts.texts import title_of
from models.domain.errors import Refused, WrongUsage
from models.domain.item_kinds import ItemKind
from models.domain.language import N_
from models.domain.roles import Role
from models.domain.text import name_key
from models.queries.agenda import agenda, item_in_use
from models.store.unit import Unit
from models.tables import AgendaItem, Meeting

_TITLE, _PRESENTER = N_("title of the item"), N_("presenter of the item")


@act("item.add", label=N_("added the item “{item}”"))
def add(
    unit: Unit,
    title: str,
    minutes: int = 0,
    presenter: MemberId | None = None,
    kind: ItemKind = ItemKind.MATTER,
    thematic: bool = False,
    before: ItemId | None = None,
    after: ItemId | None = None,
    under: ItemId | None = None,
    meeting: MeetingId | None = None,
) -> str:
    """Add an item at the end of the agenda, or before, after or under another one."""
    found = meeting_of(unit, meeting, CHANGEABLE)
    line = title_of(title, _TITLE)
    item = add_item(
        unit,
        found,
        natural=f"own/{under or ''}/{name_key(line)}",
        title=line,
        planned_minutes=minutes_of(minutes),
        presenter_id=eligible_member(unit, Role.PRESENTER, presenter, meeting=found).id if presenter else None,
        kind=kind,
        thematic=thematic,
    )
    if before or after or under:
        move_item(unit, item, before, after, under)
    unit.say(item=title_in_words(item))
    return item.id


@act("item.rename", label=N_("renamed the item “{old}” to “{item}”"))
def rename(unit: Unit, item: ItemId, title: str) -> None:
    """Give an item another title."""
    found, meeting = item_of(unit, item, CHANGEABLE)
    unit.say(old=title_in_words(found))
    _change(found, meeting, title=title_of(title, _TITLE), title_en="")
    unit.say(item=title_in_words(found))


@act("item.change", label=N_("changed the item “{item}”"))
def change(
    unit: Unit,
    item: ItemId,
    minutes: int | None = None,
    kind: ItemKind | None = None,
    thematic: bool | None = None,
    title: str | None = None,
) -> None:
    """Change an item's title, its planned minutes, its kind, or whether it is the theme of the meeting."""
    found, meeting = item_of(unit, item, CHANGEABLE)
    if title is not None and (renamed := title_of(title, _TITLE)) != found.title:
        _change(found, meeting, title=renamed, title_en="")
    _change(
        found,
        meeting,
        planned_minutes=found.planned_minutes if minutes is None else minutes_of(minutes),
        kind=kind or found.kind,
        thematic=found.thematic if thematic is None else thematic,
    )
    unit.say(item=title_in_words(found))


@act("item.present", label=N_("“{item}” is presented by {presenter}"))
def present(unit: Unit, item: ItemId, presenter: MemberId | None = None, text: str = "") -> None:
    """Assign an item to a member, or to somebody described in words; without both nobody presents it."""
    found, meeting = item_of(unit, item, CHANGEABLE)
    if presenter and text.strip():
        raise WrongUsage(N_("Give a member or a text, not both.")).at("text")
    member = eligible_member(unit, Role.PRESENTER, presenter, meeting=meeting) if presenter else None
    described = optional_line(text, _PRESENTER, "text")
    _change(found, meeting, presenter_id=member.id if member else None, presenter_text=described)
    unit.say(item=title_in_words(found), presenter=name_of(unit, member) if member else described or "–")


@act("item.move", label=N_("moved the item “{item}”"))
def move(
    unit: Unit,
    item: ItemId,
    before: ItemId | None = None,
    after: ItemId | None = None,
    under: ItemId | None = None,
) -> None:
    """Move an item before or after another one, or under it."""
    found, meeting = item_of(unit, item, CHANGEABLE)
    old = found.parent_id, found.position
    move_item(unit, found, before, after, under)
    if (found.parent_id, found.position) != old:
        _mark(found, meeting)
    unit.say(item=title_in_words(found))


@act("item.remove", label=N_("removed the item “{item}”"))
def remove(unit: Unit, item: ItemId) -> None:
    """Remove an item to which nothing happened yet."""
    found, _ = item_of(unit, item, CHANGEABLE)
    if any(view.placed.parent_id == found.id for view in agenda(unit.connection, found.meeting_id).items):
        raise Refused(N_("There are items under “{item}”; remove or move them first."), item=title_in_words(found))
    if item_in_use(unit.connection, found.id):
        raise Refused(
            N_("Something happened in “{item}” already; skip it or leave it over instead."), item=title_in_words(found)
        )
    found.deleted = True
    unit.say(item=title_in_words(found))


def _change(item: AgendaItem, meeting: Meeting, **fields: Any) -> None:
    """Write the fields that differ; the item is marked if the agenda has been agreed."""
    for name, value in fields.items():
        if getattr(item, name) != value:
            setattr(item, name, value)
            _mark(item, meeting)


def _mark(item: AgendaItem, meeting: Meeting) -> None:
    item.added_after_agreement = item.added_after_agreement or meeting.agreed_at is not None
