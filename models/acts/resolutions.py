"""Resolutions: drafted, voted as a motion, adopted with a number when the motion passes."""

from __future__ import annotations

from models.acts.adopting import is_empty, link_motion, share_change
from models.acts.context import meeting_of
from models.acts.kinds import MeetingId, MotionId, ResolutionId
from models.acts.registry import act
from models.acts.texts import title_of
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.text import clean_text, name_key
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import ResolutionState
from models.store.unit import Unit
from models.tables import Motion, Resolution

_TITLE = N_("title of the resolution")


@act("resolution.draft", label=N_("drafted the resolution “{resolution}”"))
def draft_resolution(
    unit: Unit,
    title: str,
    text: str = "",
    motion: MotionId | None = None,
    meeting: MeetingId | None = None,
    limits: str = "",
) -> str:
    """Draft a resolution; the motion that adopts it may be named now or put later.

    ``limits`` is what fell short in the month before, and why. Without a motion the
    resolution is about the meeting's motion of the kind “resolution” that has none yet.
    """
    found = meeting_of(unit, meeting)
    resolution = Resolution(id="", meeting_id=found.id, title=title_of(title, _TITLE), text=clean_text(text).strip())
    resolution.limits = clean_text(limits).strip()
    resolution = unit.add_natural(resolution, found.id, name_key(resolution.title))
    link_motion(unit, resolution, unit.get(Motion, motion) if motion else None)
    unit.say(resolution=resolution.title)
    return resolution.id


@act("resolution.change", label=N_("changed the resolution “{resolution}”"))
def change_resolution(
    unit: Unit,
    resolution: ResolutionId,
    title: str | None = None,
    text: str | None = None,
    motion: MotionId | Unset | None = UNSET,
    limits: str | None = None,
) -> None:
    """Change a draft's title, text, limits or motion; a motion that has passed adopts it at once.

    A resolution that a motion made without a text gets its text in the same way, and keeps its number.
    """
    found = _draft(unit, resolution, or_empty=True)
    if title is not None:
        found.title = title_of(title, _TITLE)
    if text is not None:
        new = clean_text(text).strip()
        share_change(unit, found, new)
        found.text = new
    if limits is not None:
        found.limits = clean_text(limits).strip()
    if found.state is not ResolutionState.DRAFT:
        _check_motion_stays(found, motion)
    elif motion is None:
        found.motion_id = None
    elif not isinstance(motion, Unset):
        link_motion(unit, found, unit.get(Motion, motion))
    unit.say(resolution=found.title)


@act("resolution.withdraw", label=N_("withdrew the draft of the resolution “{resolution}”"))
def withdraw_resolution(unit: Unit, resolution: ResolutionId) -> None:
    """Withdraw a draft that was not adopted; its motion, if it has one, stays."""
    found = _draft(unit, resolution)
    found.deleted = True
    unit.say(resolution=found.title)


def _check_motion_stays(found: Resolution, motion: MotionId | Unset | None) -> None:
    if not isinstance(motion, Unset) and motion != found.motion_id:
        raise Refused(N_("The motion that adopted “{resolution}” stays its motion."), resolution=found.title).at(
            "motion"
        )


def _draft(unit: Unit, resolution: ResolutionId, *, or_empty: bool = False) -> Resolution:
    """Return a draft; with ``or_empty`` also an adopted resolution that has no text yet."""
    found = unit.get(Resolution, resolution)
    meeting_of(unit, MeetingId(found.meeting_id))
    if found.state is not ResolutionState.DRAFT and not (or_empty and is_empty(found)):
        raise Refused(N_("This resolution has been voted on and changes no more; void the round or draft another."))
    return found
