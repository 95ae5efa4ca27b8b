"""Notes: what was said or observed, by whom, about whom, and who may see it."""

from __future__ import annotations

from models.acts.context import item_of, meeting_of, moved
from models.acts.kinds import GuestId, ItemId, MeetingId, MemberId, NoteId
from models.acts.registry import act
from models.acts.texts import text_of
from models.domain.errors import Refused, WrongUsage
from models.domain.language import N_
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import NoteKind, Visibility
from models.queries.agenda import running_item
from models.store.ids import new_id
from models.store.unit import Unit
from models.tables import Guest, Meeting, Member, Note

CONFIDENTIAL_KINDS = frozenset({NoteKind.SELF_CRITICISM, NoteKind.CRITICISM})
"""Self-criticism and criticism are confidential unless the chair decides otherwise (docs/domain.md, "Trust")."""

_TEXT = N_("text of the note")


@act("note.write", label=N_("noted ({kind}, {visibility})"))
def write_note(
    unit: Unit,
    text: str,
    kind: NoteKind = NoteKind.GENERAL,
    about: MemberId | None = None,
    by: MemberId | None = None,
    item: ItemId | None = None,
    visibility: Visibility | None = None,
    meeting: MeetingId | None = None,
    guest: GuestId | None = None,
) -> str:
    """Write down something about the running item: who said it, a member or a guest, about whom, who may see it."""
    held, item_id = _place(unit, item, meeting)
    _check_one(by, guest)
    default = Visibility.CONFIDENTIAL if kind in CONFIDENTIAL_KINDS else Visibility.MINUTES
    note = Note(
        id=new_id(),
        meeting_id=held.id,
        item_id=item_id,
        kind=kind,
        member_id=unit.get(Member, about).id if about else None,
        author_id=unit.get(Member, by).id if by else None,
        guest_id=_guest(unit, guest, held.id),
        text=text_of(text, _TEXT),
        visibility=visibility or default,
        written_at=unit.now,
    )
    unit.add(note)
    unit.say(kind=note.kind, visibility=note.visibility)
    return note.id


@act("note.change", label=N_("changed a note ({kind})"))
def change_note(
    unit: Unit,
    note: NoteId,
    text: str | None = None,
    kind: NoteKind | None = None,
    visibility: Visibility | None = None,
    item: ItemId | Unset | None = UNSET,
    about: MemberId | Unset | None = UNSET,
    by: MemberId | Unset | None = UNSET,
    guest: GuestId | Unset | None = UNSET,
) -> None:
    """Change the text of a note, its kind, its item, about whom and from whom it is, or who may see it."""
    found = _note(unit, note)
    _check_one(by, guest)
    if text is not None:
        found.text = text_of(text, _TEXT)
    found.kind = kind or found.kind
    found.visibility = visibility or found.visibility
    found.item_id = moved(unit, item, found.item_id, found.meeting_id)
    found.member_id = _person(unit, about, found.member_id)
    found.author_id = _person(unit, by, None if guest else found.author_id)
    if by is not UNSET or guest is not UNSET:  # a note has one author: a member or a guest
        found.guest_id = None if guest is UNSET else _guest(unit, guest or None, found.meeting_id)
    unit.say(kind=found.kind)


@act("note.remove", label=N_("removed a note ({kind})"))
def remove_note(unit: Unit, note: NoteId) -> None:
    """Remove a note."""
    found = _note(unit, note)
    found.deleted = True
    unit.say(kind=found.kind)


def _place(unit: Unit, item: ItemId | None, meeting: MeetingId | None) -> tuple[Meeting, str | None]:
    if item:
        found, held = item_of(unit, item)
        return held, found.id
    held = meeting_of(unit, meeting)
    return held, running_item(unit.connection, held.id)


def _note(unit: Unit, note: NoteId) -> Note:
    found = unit.get(Note, note)
    meeting_of(unit, MeetingId(found.meeting_id))
    return found


def _check_one(by: MemberId | Unset | None, guest: GuestId | Unset | None) -> None:
    if by not in (None, UNSET) and guest not in (None, UNSET):
        raise WrongUsage(N_("A note is from a member or from a guest, not from both.")).at("by")


def _guest(unit: Unit, guest: GuestId | Unset | None, meeting_id: str) -> str | None:
    if not guest or isinstance(guest, Unset):
        return None
    found = unit.get(Guest, guest)
    if found.meeting_id != meeting_id:
        raise Refused(
            N_("{guest} is a guest of another meeting; add the guest to this one."), guest=found.full_name
        ).at("guest")
    return found.id


def _person(unit: Unit, member: MemberId | Unset | None, stands: str | None) -> str | None:
    if member is UNSET:
        return stands
    return unit.get(Member, member).id if member else None
