"""Merging duplicates of an agenda item, a draft or a petition into one record, without losing content.

Two offline laptops that create an item or a draft with the same title create the same record (a natural key). Different
titles give two records, and so do petitions: their key gives the order in which they were recorded.
"""

from __future__ import annotations

from models.acts.adopting import share_change
from models.acts.context import meeting_of, title_in_words
from models.acts.kinds import ItemId, MeetingId, PetitionId, ResolutionId
from models.acts.references import replace_by
from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.text import fold
from models.domain.vocabulary import ItemState, PetitionState, ResolutionState
from models.store.unit import Unit
from models.tables import AgendaItem, Petition, Resolution

_FURTHER = tuple(PetitionState)
"""The states of a petition, from the first to the last."""


@act("item.merge", label=N_("made one of two agenda items: {item}"))
def merge_items(unit: Unit, item: ItemId, into: ItemId) -> None:
    """Merge an agenda item that exists twice: the records of the first move to the second, which stays."""
    gone, kept = unit.get(AgendaItem, item), unit.get(AgendaItem, into)
    _check_two(unit, gone, kept)
    if gone.state is not ItemState.PENDING:
        raise Refused(N_("“{item}” was dealt with already; keep that one."), item=title_in_words(gone))
    if _is_within(unit, kept, gone):
        raise Refused(N_("“{item}” lies within the other; move it out first."), item=title_in_words(kept))
    kept.planned_minutes = kept.planned_minutes or gone.planned_minutes
    if not (kept.presenter_id or kept.presenter_text):
        kept.presenter_id, kept.presenter_text = gone.presenter_id, gone.presenter_text
    kept.thematic = kept.thematic or gone.thematic
    kept.carried_from_id = kept.carried_from_id or gone.carried_from_id
    replace_by(unit, gone, kept)
    unit.say(item=title_in_words(kept))


@act("resolution.merge", label=N_("made one of two drafts of a resolution: {resolution}"))
def merge_resolutions(unit: Unit, resolution: ResolutionId, into: ResolutionId) -> None:
    """Make one of two drafts of a resolution: the second stays, with the text of both where they differ."""
    gone, kept = unit.get(Resolution, resolution), unit.get(Resolution, into)
    _check_two(unit, gone, kept)
    if gone.state is not ResolutionState.DRAFT:
        raise Refused(N_("“{resolution}” was voted on already; keep that one."), resolution=gone.title)
    if kept.state is ResolutionState.DRAFT:
        text = _both(kept.text, gone.text)
        share_change(unit, kept, text)
        kept.text, kept.motion_id = text, kept.motion_id or gone.motion_id
    replace_by(unit, gone, kept)
    unit.say(resolution=kept.title)


@act("petition.merge", label=N_("made one of a petition that was recorded twice"))
def merge_petitions(unit: Unit, petition: PetitionId, into: PetitionId) -> None:
    """Make one of a petition that was recorded twice: the second stays, with what only the first one says."""
    gone, kept = unit.get(Petition, petition), unit.get(Petition, into)
    _check_two(unit, gone, kept)
    if not (kept.from_id or kept.from_text):
        kept.from_id, kept.from_text = gone.from_id, gone.from_text
    for field in ("addressed_to", "owner_id", "due_on", "item_id"):
        setattr(kept, field, getattr(kept, field) or getattr(gone, field))
    kept.text = _both(kept.text, gone.text)
    _join_answers(gone, kept)
    replace_by(unit, gone, kept)


def _check_two(unit: Unit, gone: AgendaItem | Resolution | Petition, kept: AgendaItem | Resolution | Petition) -> None:
    """Refuse two arguments for one record, records of two meetings, or of a meeting whose approved minutes
    name both.
    """
    if gone.id == kept.id:
        raise Refused(N_("These are one record already; name two."))
    if gone.meeting_id != kept.meeting_id:
        raise Refused(N_("These belong to two meetings; only what was recorded twice in one meeting becomes one."))
    if gone.meeting_id:
        meeting_of(unit, MeetingId(gone.meeting_id))


def _is_within(unit: Unit, item: AgendaItem, other: AgendaItem) -> bool:
    above = item.parent_id
    while above:
        if above == other.id:
            return True
        above = unit.get(AgendaItem, above).parent_id
    return False


def _join_answers(gone: Petition, kept: Petition) -> None:
    """Give the remaining petition the further state of the two, and both answers if they differ."""
    if gone.forwarded_on and not kept.forwarded_on:
        kept.forwarded_to, kept.forwarded_on = gone.forwarded_to, gone.forwarded_on
    if gone.answer and not kept.answer:
        kept.answered_by, kept.answered_on = gone.answered_by, gone.answered_on
    kept.answer = _both(kept.answer, gone.answer)
    kept.state = max(kept.state, gone.state, key=_FURTHER.index)


def _both(kept: str, gone: str) -> str:
    """Return the first text, followed by the second if it differs."""
    if not gone or fold(gone) in fold(kept):
        return kept
    return gone if fold(kept) in fold(gone) else f"{kept}\n\n{gone}"
