"""The floor: start, pause, resume, stop, interrupt, take back.

One speech has the floor at a time. An intervention or an interposed question pauses it and counts its own time; when
that ends, the paused speech continues. Every transition returns only the speeches that are new or changed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.limits import COUNT
from models.domain.ordering import Between
from models.domain.speakers.queue import check_may_speak, requeue_first, waiting, waiting_request
from models.domain.speakers.values import QUEUED_KINDS, Contribution, SpeakersList, floor_holder
from models.domain.timing import seconds_between
from models.domain.vocabulary import SpeechKind, SpeechState
from models.domain.ways_out import WayOut


def start(listing: SpeakersList, now: datetime, speech_id: str | None = None) -> tuple[Contribution, ...]:
    """Give the floor to a request (the next one if none is named); the current speech ends.

    Raises :class:`Refused` when nobody waits, the request no longer waits, or its member has left the room.
    """
    speech = _next(listing) if speech_id is None else waiting_request(listing, speech_id)
    check_may_speak(listing, speech.member_id)
    ended = tuple(_finished(other, now) for other in listing.speeches if other.is_open)
    return (*ended, replace(speech, state=SpeechState.SPEAKING, started_at=now))


def pause(listing: SpeakersList, now: datetime) -> tuple[Contribution, ...]:
    """Pause the speech that has the floor; raises :class:`Refused` when nobody is speaking."""
    return (_paused(_speaking(listing), now),)


def resume(listing: SpeakersList, now: datetime) -> tuple[Contribution, ...]:
    """Resume the paused speech; raises :class:`Refused` when none is paused."""
    speech = floor_holder(listing)
    if speech is None or speech.state is not SpeechState.PAUSED:
        raise Refused(N_("No speech is paused, so none can go on."))
    return (_resumed(speech, now),)


def stop(listing: SpeakersList, now: datetime) -> tuple[Contribution, ...]:
    """End the speech that has the floor; the one that it interrupted continues.

    Raises :class:`Refused` when nobody has the floor.
    """
    speech = floor_holder(listing)
    if speech is None:
        raise Refused(N_("Nobody has the floor; give it to the next: {way}."), way=WayOut("speech.next"))
    resumed = tuple(
        _resumed(other, now)
        for other in listing.speeches
        if other.id == speech.interrupts and other.state is SpeechState.PAUSED
    )
    return (_finished(speech, now), *resumed)


def interrupt(
    listing: SpeakersList,
    member_id: str,
    kind: SpeechKind,
    *,
    id: str,  # noqa: A002 - the name of the field
    now: datetime,
    planned_seconds: int | None = None,
) -> tuple[Contribution, ...]:
    """Give the floor at once for an intervention or an interposed question; the speaker is paused.

    This works on a closed list too, which only refuses waiting requests. An interruption may itself be interrupted.
    Raises :class:`Refused` when nobody is speaking, the member is the speaker or not in the room, or the kind waits.
    """
    if kind in QUEUED_KINDS:
        raise Refused(N_("Speeches and points of order wait in the speakers' list; ask for the floor instead."))
    check_may_speak(listing, member_id)
    speaker = _speaking(listing)
    if speaker.member_id == member_id:
        raise Refused(N_("This member already has the floor; there is nothing to do."))
    interruption = Contribution(
        id=id,
        member_id=member_id,
        kind=kind,
        state=SpeechState.SPEAKING,
        position=speaker.position,
        asked_at=now,
        started_at=now,
        planned_seconds=planned_seconds,
        interrupts=speaker.id,
        is_guest=member_id in listing.guests,
    )
    return (_paused(speaker, now), interruption)


def take_back(listing: SpeakersList, between: Between) -> tuple[Contribution, ...]:
    """Undo giving the floor: the last speech waits again at the top of the list, its times cleared.

    That is the one that has the floor, otherwise the one that ended last; it is put first of its group (before it only
    points of order, and members who have not spoken when it is not the member's only speech). A closed list takes it.
    Raises :class:`Refused` when there was no speech, the member has asked again, or an interruption has the floor.
    """
    speech = floor_holder(listing) or _ended_last(listing)
    if speech is None:
        raise Refused(N_("Nobody has spoken on this item yet, so nobody can be put back on the list."))
    if speech.kind not in QUEUED_KINDS:
        raise Refused(N_("An interruption cannot wait in the speakers' list; stop it instead."))
    check_may_speak(listing, speech.member_id)
    return requeue_first(listing, speech, between)


def _next(listing: SpeakersList) -> Contribution:
    order = waiting(listing)
    if not order:
        raise Refused(N_("Nobody waits in the speakers' list; put somebody on it: {way}."), way=WayOut("speech.ask"))
    return order[0]


def _speaking(listing: SpeakersList) -> Contribution:
    speech = floor_holder(listing)
    if speech is None or speech.state is not SpeechState.SPEAKING:
        raise Refused(
            N_("Nobody is speaking at the moment; give the floor to the next: {way}."), way=WayOut("speech.next")
        )
    return speech


def _ended_last(listing: SpeakersList) -> Contribution | None:
    ended = [
        speech for speech in listing.speeches if speech.state is SpeechState.FINISHED and speech.kind in QUEUED_KINDS
    ]
    return max(ended, key=lambda speech: (speech.ended_at or speech.asked_at, speech.id), default=None)


def _paused(speech: Contribution, now: datetime) -> Contribution:
    return replace(speech, state=SpeechState.PAUSED, paused_at=now)


def _resumed(speech: Contribution, now: datetime) -> Contribution:
    return replace(_with_pause_counted(speech, now), state=SpeechState.SPEAKING)


def _finished(speech: Contribution, now: datetime) -> Contribution:
    return replace(_with_pause_counted(speech, now), state=SpeechState.FINISHED, ended_at=now)


def _with_pause_counted(speech: Contribution, now: datetime) -> Contribution:
    if speech.paused_at is None:
        return speech
    total = min(speech.pause_seconds + seconds_between(speech.paused_at, now), COUNT)
    return replace(speech, paused_at=None, pause_seconds=total)
