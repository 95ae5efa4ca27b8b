"""Invariants of a speakers' list, which every act, undo and merge must keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.speakers.values import QUEUED_KINDS, Contribution, SpeakersList
from models.domain.timing import seconds_between
from models.domain.vocabulary import SpeechState


def broken_invariants(listing: SpeakersList) -> tuple[Refused, ...]:
    """Return an error for every broken invariant; empty if there is none.

    The errors are not raised here: the act that would break an invariant refuses with the first.
    """
    return (*_broken_by_floor(listing), *_broken_by_queue(listing), *_broken_by_times(listing))


def _broken_by_floor(listing: SpeakersList) -> Iterator[Refused]:
    opened = {speech.id: speech for speech in listing.speeches if speech.is_open}
    interrupted = [speech.interrupts for speech in opened.values() if speech.interrupts is not None]
    if sum(speech.state is SpeechState.SPEAKING for speech in opened.values()) > 1:
        yield Refused(N_("More than one member would be speaking at a time."))
    if len(opened.keys() - set(interrupted)) > 1:
        yield Refused(N_("More than one speech would have the floor."))
    if len(interrupted) != len(set(interrupted)):
        yield Refused(N_("One speech would be interrupted twice at a time."))
    for speech_id in interrupted:
        speech = opened.get(speech_id)
        if speech is None or speech.state is not SpeechState.PAUSED:
            yield Refused(N_("An interruption would go on although the speech it interrupts is not paused."))


def _broken_by_queue(listing: SpeakersList) -> Iterator[Refused]:
    requests = [speech for speech in listing.speeches if speech.waits]
    entries = Counter((speech.member_id, speech.kind) for speech in requests)
    if any(count > 1 for count in entries.values()):
        yield Refused(N_("A member would wait twice in the speakers' list."))
    if any(speech.kind not in QUEUED_KINDS for speech in requests):
        yield Refused(N_("An interruption would wait in the speakers' list."))
    if any(not listing.may_speak(speech.member_id) for speech in requests):
        yield Refused(N_("A member who is not present would wait in the speakers' list."))


def _broken_by_times(listing: SpeakersList) -> Iterator[Refused]:
    for speech in listing.speeches:
        if not _times_fit_state(speech):
            yield Refused(N_("The times of a speech would not fit its state."))
        elif not _times_are_ordered(speech):
            yield Refused(N_("A speech would end before it began."))


def _times_fit_state(speech: Contribution) -> bool:
    times = (speech.started_at is not None, speech.paused_at is not None, speech.ended_at is not None)
    return times == _TIMES_OF_STATE[speech.state]


_TIMES_OF_STATE = {
    SpeechState.WAITING: (False, False, False),
    SpeechState.SPEAKING: (True, False, False),
    SpeechState.PAUSED: (True, True, False),
    SpeechState.FINISHED: (True, False, True),
    SpeechState.REMOVED: (False, False, False),
}
"""Whether a speech in each state has a beginning, a pause and an end."""


def _times_are_ordered(speech: Contribution) -> bool:
    last = speech.ended_at or speech.paused_at
    times = [time for time in (speech.asked_at, speech.started_at, last) if time is not None]
    if times != sorted(times) or speech.pause_seconds < 0:
        return False
    if speech.started_at is None or last is None:
        return speech.started_at is not None or speech.pause_seconds == 0
    return speech.pause_seconds <= seconds_between(speech.started_at, last)
