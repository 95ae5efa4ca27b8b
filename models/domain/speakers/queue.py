"""The waiting part of the speakers' list: ask, order, move, remove.

The order: points of order first; then, if the switch ``unspoken_first`` is on, members who have not spoken before those
who have (docs/domain.md, rule 11: each may speak before anyone speaks twice); then the order of asking, or the chair's
manual order. Manual moves work within one of these groups, so that a moved request stays where it was put. Every
transition returns only the speeches that are new or changed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.ordering import Between, keys_with_insertion
from models.domain.speakers.values import QUEUED_KINDS, Contribution, SpeakersList
from models.domain.vocabulary import SpeechKind, SpeechState


def waiting(listing: SpeakersList) -> tuple[Contribution, ...]:
    """Return the requests in the order in which they get the floor."""
    requests = (speech for speech in listing.speeches if speech.waits)
    return tuple(sorted(requests, key=lambda speech: (rank(listing, speech), speech.position, speech.id)))


def rank(listing: SpeakersList, speech: Contribution) -> int:
    """Return the group of a request: 0 point of order, 1 a member who has not spoken, 2 one who has.

    Without the switch ``unspoken_first`` everything except points of order is in group 1.
    """
    if speech.kind is SpeechKind.POINT_OF_ORDER:
        return 0
    return 2 if listing.unspoken_first and speech.member_id in listing.spoken else 1


def ask(
    listing: SpeakersList,
    member_id: str,
    kind: SpeechKind,
    *,
    id: str,  # noqa: A002 - the name of the field
    now: datetime,
    between: Between,
    planned_seconds: int | None = None,
) -> tuple[Contribution, ...]:
    """Put a request at the end of the list.

    Raises :class:`Refused` when the list is closed (points of order are still accepted), the member already waits (one
    speech and one point of order are allowed), is not in the room, or the kind does not wait.
    """
    if kind not in QUEUED_KINDS:
        raise Refused(N_("Interventions and interposed questions do not wait; give the floor for them at once."))
    if listing.closed and kind is not SpeechKind.POINT_OF_ORDER:
        raise Refused(N_("The speakers' list is closed; open it again or raise a point of order."))
    check_may_speak(listing, member_id)
    _check_waits_once(listing, member_id, kind)
    last = max((speech.position for speech in waiting(listing)), default=None)
    return (
        Contribution(
            id=id,
            member_id=member_id,
            kind=kind,
            state=SpeechState.WAITING,
            position=between(last, None),
            asked_at=now,
            planned_seconds=planned_seconds,
            is_guest=member_id in listing.guests,
        ),
    )


def requeue_first(listing: SpeakersList, speech: Contribution, between: Between) -> tuple[Contribution, ...]:
    """Put a speech that had its turn back at the top of the list (of its group), with its times cleared.

    Raises :class:`Refused` when the member has asked again meanwhile.
    """
    _check_waits_once(listing, speech.member_id, speech.kind)
    first = min((other.position for other in waiting(listing)), default=None)
    return (
        replace(
            speech,
            state=SpeechState.WAITING,
            position=between(None, first),
            started_at=None,
            paused_at=None,
            pause_seconds=0,
            ended_at=None,
        ),
    )


def remove(listing: SpeakersList, speech_id: str) -> tuple[Contribution, ...]:
    """Take a request off the list; raises :class:`Refused` when it no longer waits."""
    return (_removed(waiting_request(listing, speech_id)),)


def withdraw(listing: SpeakersList, member_id: str) -> tuple[Contribution, ...]:
    """Take all requests of a member who leaves the room off the list; empty when there are none."""
    return tuple(_removed(speech) for speech in waiting(listing) if speech.member_id == member_id)


def move_to(listing: SpeakersList, speech_id: str, index: int, between: Between) -> tuple[Contribution, ...]:
    """Move a request to the place ``index`` (0 is next) of the waiting list; empty when it stands there already.

    Raises :class:`Refused` when there is no such place, or the place belongs to another group of the order.
    """
    speech = waiting_request(listing, speech_id)
    order = waiting(listing)
    if not 0 <= index < len(order):
        raise Refused(
            N_("There is no place {place} in the speakers' list; it has {count}."), place=index + 1, count=len(order)
        )
    if rank(listing, order[index]) != rank(listing, speech):
        _refuse_other_group(rank(listing, order[index]), rank(listing, speech))
    if order[index] == speech:
        return ()
    group = [other for other in order if rank(listing, other) == rank(listing, speech)]
    target = group.index(order[index])
    group.remove(speech)
    keys = keys_with_insertion([other.position for other in group], target, between)
    group.insert(target, speech)
    return tuple(replace(other, position=key) for other, key in zip(group, keys, strict=True) if other.position != key)


def waiting_request(listing: SpeakersList, speech_id: str) -> Contribution:
    """Return the request with that id; raises :class:`Refused` when it no longer waits."""
    speech = listing.speech(speech_id)
    if not speech.waits:
        raise Refused(N_("This request no longer waits in the speakers' list; look at the list again."))
    return speech


def check_may_speak(listing: SpeakersList, member_id: str) -> None:
    """Raise :class:`Refused` when only those present may speak and this member is not."""
    if not listing.may_speak(member_id):
        raise Refused(N_("Only those present get the floor; call the roll for this member first."))


def _check_waits_once(listing: SpeakersList, member_id: str, kind: SpeechKind) -> None:
    if any(speech.member_id == member_id and speech.kind is kind for speech in waiting(listing)):
        raise Refused(N_("This member already waits in the speakers' list; there is nothing to add."))


def _removed(speech: Contribution) -> Contribution:
    return replace(speech, state=SpeechState.REMOVED)


def _refuse_other_group(*ranks: int) -> None:
    if 0 in ranks:
        raise Refused(N_("Points of order stay before the rest; move a request only among its own kind."))
    raise Refused(
        N_("Members who have not spoken go first; move a request only within its group or switch that order off.")
    )
