"""Motions: questions put to the vote, with the required majority."""

from __future__ import annotations

from collections.abc import Iterable

from fractional_indexing import generate_key_between, generate_n_keys_between

from models.acts.adopting import link_draft, share_amendment, unlink_drafts
from models.acts.context import item_of, meeting_of, moved, rules_of, running_meeting
from models.acts.eligibility import eligible_member, name_of
from models.acts.kinds import ItemId, MeetingId, MemberId, MotionId, ResolutionId, SubjectName
from models.acts.registry import act
from models.acts.texts import title_of
from models.domain.discipline import DisciplineForm
from models.domain.discipline_forms import not_offered
from models.domain.election import surplus_warning
from models.domain.errors import Refused, argument
from models.domain.language import N_, _
from models.domain.reconciliation import check_named_once
from models.domain.roles import Role
from models.domain.text import clean_text
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import MotionKind, MotionState, ResolutionState, RoundState, Status
from models.domain.warnings import RuleWarning
from models.profiles.schema import RuleProfile
from models.queries.agenda import running_item
from models.queries.names import shown_names
from models.queries.roll_call import present as room
from models.queries.roll_call import whole_roll
from models.queries.votes import MotionView, motions
from models.store.ids import new_id
from models.store.unit import Unit
from models.tables import Meeting, Member, Motion, MotionOption, Resolution

_TITLE = N_("title of the motion")
AMONG_OPTIONS = frozenset({MotionKind.ELECTION, MotionKind.DISCIPLINE})
"""Kinds that are decided among candidates or forms of discipline, not by yes and no."""
_OF_PROBATIONARY = frozenset({MotionKind.CONFIRMATION})


@act("motion.put", label=N_("put the motion “{motion}” ({kind})"))
def put_motion(
    unit: Unit,
    title: str,
    kind: MotionKind = MotionKind.ORDINARY,
    text: str = "",
    subject: SubjectName | None = None,
    seats: int = 0,
    candidates: list[MemberId] | None = None,
    item: ItemId | None = None,
    meeting: MeetingId | None = None,
    resolution: ResolutionId | None = None,
    higher_committee: bool = False,
) -> str:
    """Put a question to the vote: of a kind, about a person where it needs one, for seats with candidates.

    An admission is about somebody who is no member yet: ``subject`` is the name then.

    ``higher_committee`` says that a discipline is about a member of a higher committee for a task from above. It adopts
    the ``resolution``; one of the kind “resolution”, where none is named, the meeting's draft, and without
    a draft its own text.
    """
    held = item_of(unit, item)[1] if item else running_meeting(unit, meeting)
    rules = rules_of(unit, held)
    about, applicant = _subject(unit, held, kind, subject)
    motion = Motion(
        id=new_id(),
        meeting_id=held.id,
        item_id=item or running_item(unit.connection, held.id),
        kind=kind,
        title=title_of(title, _TITLE),
        text=clean_text(text),
        threshold=str(rules.votes.thresholds[kind].value),
        seats=_seats(kind, seats),
        subject_id=about,
        applicant=applicant,
    )
    if higher_committee and kind in (MotionKind.DISCIPLINE, MotionKind.EXPULSION):
        _warn_of_higher(unit, rules, motion)
    unit.add(motion)
    unit.session.flush()
    _add_options(unit, motion, rules, candidates or [])
    link_draft(unit, motion, draft_of(unit, resolution, held) if resolution else None)
    unit.say(motion=motion.title, kind=kind)
    return motion.id


@act("motion.nominate", label=N_("{member} stands for “{motion}”, nominated from the floor ({votes} of {present})"))
def nominate(unit: Unit, motion: MotionId, member: MemberId, votes: int, present: int | None = None) -> None:
    """Put somebody on the list whom the committee did not nominate, with how many of those present were for it."""
    found, view = motion_of(unit, motion)
    held = unit.get(Meeting, found.meeting_id)
    rules = rules_of(unit, held)
    if found.kind is not MotionKind.ELECTION or view.rounds:
        raise Refused(N_("Candidates are nominated for an election before its first ballot; put another motion."))
    citation = str(rules.votes.probationary_vote.citation)
    with argument("member"):
        nominee = eligible_member(unit, Role.CANDIDATE, member, meeting=held, citation=citation)
        check_named_once([*(one.member_id or "" for one in view.options), nominee.id], shown_names(unit.connection))
    here = len(room(unit.connection, held.id)) if present is None else present
    _check_share(votes, here)
    rule = rules.votes.floor_nomination
    if votes < (needed := rule.value.needed(here)):
        sentence = N_("{votes} of {present} are for {member}; to stand, {needed} are needed.")
        values = {"votes": votes, "present": here, "member": nominee.full_name, "needed": needed}
        unit.warn(RuleWarning(sentence, values, str(rule.citation)))
    unit.add(
        MotionOption(
            id=new_id(),
            motion_id=found.id,
            member_id=nominee.id,
            label=nominee.full_name,
            position=generate_key_between(_last_position(unit, found), None),
            floor_votes=votes,
            floor_present=here,
        )
    )
    _warn_of_surplus(unit, rules, len(view.options) + 1, found.seats)
    unit.say(motion=found.title, member=name_of(unit, nominee), votes=votes, present=here)


@act("motion.amend", label=N_("amended the motion “{motion}”"))
def amend_motion(
    unit: Unit,
    motion: MotionId,
    title: str | None = None,
    text: str | None = None,
    item: ItemId | Unset | None = UNSET,
) -> None:
    """Amend a motion, which can be voted on again then; or move it to another item, with its votes."""
    found, view = motion_of(unit, motion)
    found.item_id = moved(unit, item, found.item_id, found.meeting_id)
    unit.say(motion=found.title)
    if title is None and text is None and item is not UNSET:
        return
    if view.open_round:
        raise Refused(N_("A round of this motion is open; count it or void it before the motion is amended."))
    if found.state is MotionState.PASSED:
        raise Refused(N_("This motion has passed; void its round with a reason first, or put another motion."))
    if title is None and text is None:
        raise Refused(N_("Say what is amended: the title, the text or the item.")).at("text")
    new_title = found.title if title is None else title_of(title, _TITLE)
    new_text = found.text if text is None else clean_text(text)
    share_amendment(unit, found, new_title, new_text)
    found.title, found.text, found.state = new_title, new_text, MotionState.DRAFT
    unit.say(motion=found.title)


@act("motion.withdraw", label=N_("withdrew the motion “{motion}”"))
def withdraw_motion(unit: Unit, motion: MotionId) -> None:
    """Withdraw a motion on which nobody has voted."""
    found, view = motion_of(unit, motion)
    if view.rounds:
        raise Refused(N_("This motion has been voted on and stays on record; void its round instead."))
    found.deleted = True
    for option in view.options:
        unit.get(MotionOption, option.id).deleted = True
    unlink_drafts(unit, found)
    unit.say(motion=found.title)


def draft_of(unit: Unit, resolution: ResolutionId, meeting: Meeting) -> Resolution:
    """Return a draft of the meeting for a motion. Raises :class:`Refused` for any other resolution."""
    found = unit.get(Resolution, resolution)
    if found.meeting_id != meeting.id:
        raise Refused(N_("The resolution “{resolution}” belongs to another meeting."), resolution=found.title).at(
            "resolution"
        )
    if found.state is not ResolutionState.DRAFT:
        raise Refused(N_("The resolution “{resolution}” is adopted already."), resolution=found.title).at("resolution")
    return found


def motion_of(unit: Unit, motion: MotionId) -> tuple[Motion, MotionView]:
    """Return a motion of a meeting that is not sealed, as a row and as a view."""
    found = unit.get(Motion, motion)
    meeting_of(unit, MeetingId(found.meeting_id))
    return found, next(one for one in motions(unit.connection, found.meeting_id) if one.id == found.id)


def is_decided(view: MotionView) -> bool:
    """Return whether the last valid count decided the motion and the motion was not amended since."""
    return view.last_counted is not None and view.state in (MotionState.PASSED, MotionState.FAILED)


def has_open_round(listed: Iterable[MotionView]) -> bool:
    """Return whether any of the motions has an open round."""
    return any(one.state is RoundState.OPEN for view in listed for one in view.rounds)


def _seats(kind: MotionKind, seats: int) -> int:
    if kind is MotionKind.ELECTION and seats < 1:
        raise Refused(N_("Say how many are to be elected, at least 1.")).at("seats")
    return seats if kind is MotionKind.ELECTION else 0


def _subject(unit: Unit, meeting: Meeting, kind: MotionKind, subject: SubjectName | None) -> tuple[str | None, str]:
    """Return the key of the member whom a motion is about, or the name of the person to be admitted."""
    if subject is None:
        if kind in rules_of(unit, meeting).votes.about_somebody - {MotionKind.ADMISSION}:
            raise Refused(N_("This is decided for one person at a time; say for whom.")).at("subject")
        return None, ""  # the title names the person
    if unit.find(Member, subject) is None:
        if kind is not MotionKind.ADMISSION:
            raise Refused(
                N_("No member is called “{name}”; only an admission is about somebody else."), name=subject
            ).at("subject")
        return None, title_of(subject, N_("name of the candidate"), "subject")
    member = eligible_member(unit, Role.SUBJECT, MemberId(subject), meeting=meeting)
    rows = whole_roll(unit.connection, meeting.id)
    statuses = next((row.statuses for row in rows if row.member_id == member.id), frozenset())
    if kind in _OF_PROBATIONARY and Status.PROBATIONARY not in statuses:
        rule = rules_of(unit, meeting).votes.one_person_at_a_time
        unit.warn(
            RuleWarning(N_("{member} is not on probation."), {"member": name_of(unit, member)}, str(rule.citation))
        )
    return member.id, ""


def _add_options(unit: Unit, motion: Motion, rules: RuleProfile, candidates: list[MemberId]) -> None:
    if motion.kind is MotionKind.ELECTION:
        _add_candidates(unit, motion, rules, candidates)
    elif motion.kind is MotionKind.DISCIPLINE:
        _add_forms(unit, motion, rules)
    elif motion.kind is MotionKind.EXPULSION and _standing(unit, motion)[0]:
        rule = rules.votes.discipline_forms.probationary
        sentence = N_("A member on probation is reprimanded or warned only; an expulsion is not open to the cell.")
        unit.warn(RuleWarning(sentence, {}, str(rule.citation)))


def _last_position(unit: Unit, motion: Motion) -> str | None:
    row = unit.connection.execute(
        "SELECT max(position) FROM motion_option WHERE deleted = 0 AND motion_id = ?", (motion.id,)
    ).fetchone()
    return str(row[0]) if row[0] else None


def _check_share(votes: int, present: int) -> None:
    if not 0 <= votes <= present:
        raise Refused(
            N_("{votes} of {present} present cannot be; give how many were for it."), votes=votes, present=present
        ).at("votes")


def _warn_of_surplus(unit: Unit, rules: RuleProfile, candidates: int, seats: int) -> None:
    most, usual = rules.votes.surplus_percent_max, rules.votes.surplus_percent_usual
    warning = surplus_warning(
        candidates, seats, at_most_percent=most.value, usual_percent=usual.value, citation=str(most.citation)
    )
    if warning:
        unit.warn(warning)


def _add_forms(unit: Unit, motion: Motion, rules: RuleProfile) -> None:
    """Add the forms of discipline that the member's standing and office allow as options, mildest first."""
    probationary, has_office = _standing(unit, motion)
    rule = rules.votes.discipline_forms.of(probationary=probationary, has_office=has_office)
    forms = [form for form in DisciplineForm if form in rule.value]
    for form, position in zip(forms, generate_n_keys_between(None, None, len(forms)), strict=True):
        unit.add(MotionOption(id=new_id(), motion_id=motion.id, label=form.value, position=position))
    citation = str(rule.citation)
    if warning := not_offered(rule.value, probationary=probationary, has_office=has_office, citation=citation):
        unit.warn(warning)


def _standing(unit: Unit, motion: Motion) -> tuple[bool, bool]:
    """Return whether the subject of a motion is on probation, and whether he or she holds an office, on the motion's
    day.
    """
    rows = whole_roll(unit.connection, motion.meeting_id)
    row = next((one for one in rows if one.member_id == motion.subject_id), None)
    return (Status.PROBATIONARY in row.statuses, row.office is not None) if row else (False, False)


def _warn_of_higher(unit: Unit, rules: RuleProfile, motion: Motion) -> None:
    """Warn that the cell only proposes the discipline of a member of a higher committee."""
    rule = rules.votes.discipline_forms.with_office
    sentence = N_("A member of a higher committee is not disciplined by the cell for a task from above: it proposes.")
    unit.warn(RuleWarning(sentence, {}, str(rule.citation)))
    motion.text = motion.text or str(_("The cell proposes this to the superior committee, which decides."))


def _add_candidates(unit: Unit, motion: Motion, rules: RuleProfile, candidates: list[MemberId]) -> None:
    held = unit.get(Meeting, motion.meeting_id)
    citation = str(rules.votes.probationary_vote.citation)
    listed = [eligible_member(unit, Role.CANDIDATE, key, meeting=held, citation=citation) for key in candidates]
    with argument("candidates"):
        check_named_once([one.id for one in listed], {one.id: one.full_name for one in listed})
    if len(listed) < motion.seats:
        raise Refused(
            N_("There are {count} candidates for {seats} seats; name more."), count=len(listed), seats=motion.seats
        ).at("candidates")
    _warn_of_surplus(unit, rules, len(listed), motion.seats)
    for member, position in zip(listed, generate_n_keys_between(None, None, len(listed)), strict=True):
        unit.add(
            MotionOption(
                id=new_id(), motion_id=motion.id, member_id=member.id, label=member.full_name, position=position
            )
        )
