"""Petitions and opinions to be answered: from whom, to whom, whose business, until when, and the answer."""

from __future__ import annotations

from datetime import date, datetime

from models.acts.context import item_of, meeting_of, moved
from models.acts.eligibility import eligible_member, name_of
from models.acts.fields import given, optional_line
from models.acts.kinds import DueDay, ItemId, MeetingId, MemberId, PetitionId
from models.acts.registry import act
from models.acts.texts import text_of, title_of
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.formats import kept_day
from models.domain.language import N_
from models.domain.meeting_states import check_transition
from models.domain.roles import Role
from models.domain.text import clean_text, one_line
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import PetitionState
from models.domain.ways_out import WayOut
from models.queries.agenda import running_item
from models.queries.petitions import is_answer_imported
from models.store.ids import new_id
from models.store.unit import Unit
from models.tables import Member, Petition

_TEXT, _FROM, _ADDRESSEE = N_("text of the petition"), N_("name"), N_("addressee")


@act("petition.record", label=N_("recorded a petition for {owner}"))
def record_petition(
    unit: Unit,
    text: str,
    owner: MemberId | None = None,
    due: DueDay | None = None,
    by: MemberId | None = None,
    by_others: str = "",
    addressed_to: str = "",
    item: ItemId | None = None,
    meeting: MeetingId | None = None,
) -> str:
    """Record a petition or opinion to be answered: from whom, to whom, its owner, until when."""
    held = item_of(unit, item)[1] if item else meeting_of(unit, meeting)
    responsible = eligible_member(unit, Role.OWNER, owner) if owner else None
    petition = Petition(
        id=new_id(),
        meeting_id=held.id,
        item_id=item or running_item(unit.connection, held.id),
        from_id=unit.get(Member, by).id if by else None,
        from_text=optional_line(by_others, _FROM, "by_others"),
        addressed_to=optional_line(addressed_to, _ADDRESSEE, "addressed_to"),
        text=text_of(text, _TEXT),
        owner_id=responsible.id if responsible else None,
        due_on=due,
    )
    unit.add(petition)
    unit.say(owner=name_of(unit, responsible) if responsible else "–")
    return petition.id


@act("petition.change", label=N_("changed a petition"))
def change_petition(
    unit: Unit,
    petition: PetitionId,
    text: str | None = None,
    owner: MemberId | Unset | None = UNSET,
    due: DueDay | Unset | None = UNSET,
    addressed_to: str | None = None,
    item: ItemId | Unset | None = UNSET,
    by: MemberId | Unset | None = UNSET,
    by_others: str | None = None,
) -> None:
    """Change a petition's text, owner, day, item, from whom it is, or to whom it goes."""
    found = _petition(unit, petition)
    found.item_id = moved(unit, item, found.item_id, found.meeting_id)
    if text is not None:
        found.text = text_of(text, _TEXT)
    if owner is not UNSET:
        found.owner_id = eligible_member(unit, Role.OWNER, owner).id if owner else None
    found.due_on = given(due, found.due_on)
    if by is not UNSET:
        found.from_id = unit.get(Member, by).id if by else None
    found.from_text = found.from_text if by_others is None else optional_line(by_others, _FROM, "by_others")
    found.addressed_to = (
        found.addressed_to if addressed_to is None else optional_line(addressed_to, _ADDRESSEE, "addressed_to")
    )


@act("petition.forward", label=N_("forwarded a petition to {to}"))
def forward_petition(unit: Unit, petition: PetitionId, to: str, on: date | None = None) -> None:
    """Forward a petition to those who can answer it; again if it went to the wrong ones."""
    found = _petition(unit, petition)
    if found.state is not PetitionState.FORWARDED:
        check_transition(found.state, PetitionState.FORWARDED)
    found.state = PetitionState.FORWARDED
    found.forwarded_to, found.forwarded_on = title_of(to, _ADDRESSEE, "to"), on or unit.today
    unit.say(to=found.forwarded_to)


@act("petition.answer", label=N_("answered a petition"))
def answer_petition(unit: Unit, petition: PetitionId, answer: str, on: date | None = None) -> None:
    """Write down the answer to a petition, or correct it."""
    found = _petition(unit, petition)
    if found.state is not PetitionState.ANSWERED:
        check_transition(found.state, PetitionState.ANSWERED)
    found.state = PetitionState.ANSWERED
    found.answer, found.answered_on, found.answered_by = text_of(answer, N_("answer"), "answer"), on or unit.today, ""


@act(
    "petition.hear",
    label=N_("took over the answer of {by} to a petition"),
    irrevocable=N_("this is what the superior answered, whatever is undone here; the answer can be written anew."),
)
def import_answer(unit: Unit, petition: PetitionId, answer: str, by: str = "", at: datetime | None = None) -> bool:
    """Take over the superior's answer to a petition, which comes once; an answer of the cell's own stays before it.

    Told twice, here or on another laptop, it changes nothing; return whether it changed something.
    """
    found = unit.find(Petition, petition)
    if found is None or found.deleted or is_answer_imported(unit.connection, petition):
        return False
    said, name, day = (
        text_of(answer, N_("answer"), "answer"),
        one_line(clean_text(by)),
        (at or unit.now).astimezone(VIETNAM),
    )
    if found.answer and found.answer != said:
        said, name = f"{found.answer}\n\n{name or '–'}, {kept_day(day)}: {said}", ""
    found.state, found.answer, found.answered_by, found.answered_on = PetitionState.ANSWERED, said, name, day.date()
    unit.meeting_id = found.meeting_id
    unit.say(by=one_line(clean_text(by)) or "–")
    return True


@act("petition.close", label=N_("closed a petition"))
def close_petition(unit: Unit, petition: PetitionId) -> None:
    """Close a petition that has its answer."""
    found = _petition(unit, petition)
    if not found.answer:
        raise Refused(
            N_("No petition is closed without an answer; write the answer: {way}."), way=WayOut("petition.answer")
        )
    check_transition(found.state, PetitionState.CLOSED)
    found.state = PetitionState.CLOSED


@act("petition.remove", label=N_("removed a petition"))
def remove_petition(unit: Unit, petition: PetitionId) -> None:
    """Remove a petition that was recorded by mistake."""
    _petition(unit, petition).deleted = True


def _petition(unit: Unit, petition: PetitionId) -> Petition:
    """Return a petition. It can be changed after the meeting in which it was raised is sealed."""
    return unit.get(Petition, petition)
