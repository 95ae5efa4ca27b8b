"""Links resolutions with their motions: the draft that a motion is about, its adoption when it passes, its number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import col, select

from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.state_sets import ABOUT_MEMBERSHIP
from models.domain.text import fold, one_line
from models.domain.vocabulary import MotionKind, MotionState, ResolutionState, RoundState
from models.domain.warnings import RuleWarning
from models.domain.ways_out import WayOut
from models.queries.numbering import Series, next_number
from models.store.entry import COUNTER_BITS
from models.store.ids import new_id
from models.store.unit import Unit
from models.tables import Meeting, Motion, Resolution, Round


def link_draft(unit: Unit, motion: Motion, draft: Resolution | None = None) -> None:
    """Link a new motion to a draft: the given one, else that of the meeting.

    Motion and draft then share one text: the motion takes the draft's if it has none. If the motion has a text, the
    draft takes it only if it has none itself, or has the same title.
    """
    found = draft or (_draft_for(unit, motion) if motion.kind is MotionKind.RESOLUTION else None)
    if found is None:
        return
    found.motion_id = motion.id
    if not motion.text:
        motion.text = found.text
    elif not found.text or _same(found.title, motion.title):
        found.text = motion.text


def link_motion(unit: Unit, draft: Resolution, motion: Motion | None = None) -> None:
    """Link a draft to a motion: the given one, else that of the meeting which has no resolution yet.

    A motion that has passed adopts the draft at once. Raises :class:`Refused` for a motion of another meeting, or one
    that adopted another resolution.
    """
    found = motion or _motion_for(unit, draft)
    if found is None:
        return
    if found.meeting_id != draft.meeting_id:
        raise Refused(N_("This motion belongs to another meeting.")).at("motion")
    draft.motion_id = found.id
    draft.text = draft.text or found.text
    if found.state is MotionState.PASSED:
        _adopt_later(unit, found, draft)
    elif not found.text:
        found.text = draft.text


def unlink_drafts(unit: Unit, motion: Motion) -> None:
    """Unlink the drafts of a withdrawn motion, so that another motion can adopt them."""
    for draft in _of_motion(unit, motion):
        draft.motion_id = None


def share_amendment(unit: Unit, motion: Motion, title: str, text: str) -> None:
    """Copy an amended title or text of a motion to its draft, if the two had the same.

    A short text that only describes a change ("without the third target") does not replace a whole resolution.
    """
    for draft in _of_motion(unit, motion):
        if draft.state is ResolutionState.DRAFT:
            draft.title = title if _same(draft.title, motion.title) else draft.title
            draft.text = text if draft.text == motion.text and _is_version(text, draft.text) else draft.text


def share_change(unit: Unit, draft: Resolution, text: str) -> None:
    """Copy a draft's new text to its motion, if the two had the same; the motion can then be voted on again."""
    motion = unit.find(Motion, draft.motion_id) if draft.motion_id else None
    if motion is None or motion.deleted or motion.text != draft.text or motion.state is MotionState.PASSED:
        return
    if text != motion.text and motion.state is MotionState.FAILED:
        motion.state = MotionState.DRAFT
    motion.text = text


def adopt(unit: Unit, motion: Motion) -> None:
    """Adopt the resolution of a motion that has passed: its draft, else that of the meeting, else one with its own
    text.
    """
    drafts = [one for one in _of_motion(unit, motion) if one.state is ResolutionState.DRAFT]
    if motion.kind in ABOUT_MEMBERSHIP and not _of_motion(unit, motion):
        motion.resolution_number = next_number(unit.connection, Series.RESOLUTION, motion.meeting_id)
    made: Resolution | None = None
    if not drafts and motion.kind is MotionKind.RESOLUTION:
        found = _draft_for(unit, motion)
        made = None if found else _made_of(unit, motion)
        drafts = [one for one in (found, made) if one]
    for draft in drafts:
        draft.motion_id = motion.id
        if motion.text and draft.text and motion.text != draft.text:
            sentence = N_("The resolution has the text of its draft; what was voted on says: “{text}”.")
            unit.warn(RuleWarning(sentence, {"text": one_line(motion.text, 80)}))
        _number(unit, draft, unit.now)
    if made:
        _tell_made(unit, made)


def _tell_made(unit: Unit, made: Resolution) -> None:
    """Say that a motion made a resolution without a draft, and how its text is written."""
    sentence = N_("The motion adopted resolution no. {number} “{resolution}”.")
    if is_empty(made):
        sentence = N_("The motion adopted resolution no. {number} “{resolution}”; write its text: {way}.")
    way = WayOut("resolution.change", f"resolution={made.id}")
    number = f"{made.number:02}" if made.number else ""
    unit.warn(RuleWarning(sentence, {"number": number, "resolution": made.title, "way": way}))


def withdraw_adoption(unit: Unit, motion: Motion) -> None:
    """Make a resolution that a voided round adopted a draft again; its number becomes free."""
    motion.resolution_number = None
    for one in _of_motion(unit, motion):
        if one.state is ResolutionState.ADOPTED:
            one.state, one.number, one.adopted_on = ResolutionState.DRAFT, None, None


def _adopt_later(unit: Unit, motion: Motion, draft: Resolution) -> None:
    """Let a motion that has passed adopt a draft that is named only now, replacing the resolution made from its own
    text.
    """
    standing = [one for one in _of_motion(unit, motion) if one.state is ResolutionState.ADOPTED]
    for one in standing:
        if not _same(one.title, motion.title) or one.text not in ("", motion.text):
            raise Refused(
                N_("The motion “{motion}” adopted “{resolution}”; void its round with a reason first."),
                motion=motion.title,
                resolution=one.title,
            )
    if standing:
        made = standing[0]
        draft.number, draft.adopted_on, draft.state = made.number, made.adopted_on, ResolutionState.ADOPTED
        made.number, made.adopted_on, made.state, made.deleted = None, None, ResolutionState.DRAFT, True
        return
    counted = unit.session.exec(
        select(Round)
        .where(Round.motion_id == motion.id, Round.state == RoundState.COUNTED, col(Round.deleted).is_(False))
        .order_by(col(Round.number).desc())
    ).first()
    _number(unit, draft, counted.counted_at if counted and counted.counted_at else unit.now)


def _number(unit: Unit, draft: Resolution, voted_at: datetime) -> None:
    draft.number = next_number(unit.connection, Series.RESOLUTION, draft.meeting_id)
    draft.state, draft.adopted_on = ResolutionState.ADOPTED, _day(unit, draft, voted_at)
    unit.session.flush()


def _day(unit: Unit, draft: Resolution, voted_at: datetime) -> date:
    """Return the day of the vote, or the day of the meeting if the clock was evidently wrong.

    It was wrong if the vote lies before the opening of the meeting, or before the first act of this store.
    """
    day, meeting = voted_at.astimezone(VIETNAM).date(), unit.get(Meeting, draft.meeting_id)
    (first,) = unit.connection.execute("SELECT min(time) FROM journal_entry").fetchone()
    opened = meeting.opened_at or voted_at
    wrong = voted_at < opened or (first is not None and voted_at.timestamp() * 1000 < first >> COUNTER_BITS)
    return meeting.scheduled_at.astimezone(VIETNAM).date() if wrong else day


def _made_of(unit: Unit, motion: Motion) -> Resolution:
    made = Resolution(id=new_id(), meeting_id=motion.meeting_id, title=motion.title, text=motion.text)
    return unit.add(made)


def _draft_for(unit: Unit, motion: Motion) -> Resolution | None:
    """Return the meeting's draft that a motion is about: the one of the same title, else the only free one.

    A draft whose motion failed is free too, but only if no other is, and the motion has no other text.
    """
    drafts = [one for one in _of_meeting(unit, motion.meeting_id) if one.state is ResolutionState.DRAFT]
    states = {one.id: _motion_state(unit, one) for one in drafts}
    free = [one for one in drafts if states[one.id] is None]
    failed = [one for one in drafts if states[one.id] is MotionState.FAILED]
    named = [one for one in (*free, *failed) if _same(one.title, motion.title)]
    for fitting in (named[:1], free, failed if not free and not motion.text else []):
        if len(fitting) == 1:
            return fitting[0]
    return None


def _motion_state(unit: Unit, draft: Resolution) -> MotionState | None:
    motion = unit.find(Motion, draft.motion_id) if draft.motion_id else None
    return None if motion is None or motion.deleted else motion.state


def _motion_for(unit: Unit, draft: Resolution) -> Motion | None:
    """Return the motion that a new draft is about: one of the kind “resolution” without a resolution, or with an empty
    one.
    """
    motions = unit.session.exec(
        select(Motion)
        .where(
            Motion.meeting_id == draft.meeting_id,
            Motion.kind == MotionKind.RESOLUTION,
            col(Motion.deleted).is_(False),
        )
        .order_by(Motion.id)
    )
    waiting = [one for one in motions if all(is_empty(its) for its in _of_motion(unit, one) if its.id != draft.id)]
    named = [one for one in waiting if _same(one.title, draft.title)]
    return named[0] if named else waiting[0] if len(waiting) == 1 else None


def is_empty(resolution: Resolution) -> bool:
    """Return whether this resolution was made by a motion that passed without a text."""
    return resolution.state is ResolutionState.ADOPTED and not resolution.text


def _of_motion(unit: Unit, motion: Motion) -> Sequence[Resolution]:
    return unit.session.exec(
        select(Resolution)
        .where(Resolution.motion_id == motion.id, col(Resolution.deleted).is_(False))
        .order_by(Resolution.id)
    ).all()


def _of_meeting(unit: Unit, meeting_id: str) -> Sequence[Resolution]:
    return unit.session.exec(
        select(Resolution)
        .where(Resolution.meeting_id == meeting_id, col(Resolution.deleted).is_(False))
        .order_by(Resolution.id)
    ).all()


def _is_version(text: str, of: str) -> bool:
    """Return whether ``text`` is another version of ``of``, not a remark about it: it is as long, or contains lines of
    it.
    """
    lines = {line.strip() for line in of.splitlines()} - {""}
    return len(text) * 2 >= len(of) or any(line.strip() in lines for line in text.splitlines())


def _same(one: str, other: str) -> bool:
    return fold(one) == fold(other)
