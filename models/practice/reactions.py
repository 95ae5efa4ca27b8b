"""Whether the chair answered what happened, and how soon: from the records alone, so that undo counts, too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from models.domain.vocabulary import ItemState
from models.practice.facts import PracticeFacts, WrittenFact
from models.practice.happenings import Happening, Log
from models.practice.plan import Plan
from models.profiles.practice import Behaviour


class PracticeAnswer(StrEnum):
    """How an event was answered; ``TOLD``: none is asked for."""

    WAITING = "waiting"
    IN_TIME = "in_time"
    TARDY = "tardy"
    MISSED = "missed"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Reaction:
    """An event with its answer; ``seconds`` after it, if it was answered."""

    happening: Happening
    answer: PracticeAnswer
    seconds: int = 0


def reactions(plan: Plan, facts: PracticeFacts, log: Log) -> tuple[Reaction, ...]:
    """Return the answer to everything that happened, in its order."""
    written = {**_matched(log, Behaviour.PETITION, facts.petitions), **_matched(log, Behaviour.NOTE, facts.notes)}
    return tuple(_reaction(plan, facts, one, written) for one in log)


def _matched(log: Log, behaviour: Behaviour, written: tuple[WrittenFact, ...]) -> dict[str, datetime]:
    """Return when each petition or note that somebody asked for was written down; one record answers one of them."""
    found: dict[str, datetime] = {}
    left = sorted(one.at for one in written)
    for one in log:
        if one.behaviour is behaviour and (fitting := [at for at in left if at >= one.at]):
            found[one.id] = fitting[0]
            left.remove(fitting[0])
    return found


def _reaction(plan: Plan, facts: PracticeFacts, one: Happening, written: Mapping[str, datetime]) -> Reaction:
    event = plan.script.event(one.event)
    patience = plan.patience(event) if event else 0
    look = _ANSWERS.get(one.behaviour)
    if not patience or (look is None and one.behaviour not in _WRITTEN):
        return Reaction(one, PracticeAnswer.TOLD)
    answered = look(facts, one) if look else written.get(one.id)
    if answered is not None:
        seconds = max(0, int((answered - one.at).total_seconds()))
        return Reaction(one, PracticeAnswer.IN_TIME if seconds <= patience else PracticeAnswer.TARDY, seconds)
    is_over = facts.closed_at is not None or facts.now - one.at > timedelta(seconds=patience)
    return Reaction(one, PracticeAnswer.MISSED if is_over else PracticeAnswer.WAITING)


def _room(facts: PracticeFacts, one: Happening) -> datetime | None:
    """Return when the roll was called: once every member has a mark."""
    if any(person.state is None for person in facts.people):
        return None
    return one.at


def _asked(facts: PracticeFacts, one: Happening) -> datetime | None:
    found = [
        max(speech.asked_at, one.at)
        for speech in facts.speeches
        if speech.member_id == one.member
        and (speech.asked_at >= one.at or speech.waits or (speech.started_at and speech.started_at >= one.at))
    ]
    return min(found, default=None)


def _ended(facts: PracticeFacts, one: Happening) -> datetime | None:
    """Return when a speech ended, or was paused by the chair or by an intervention; if it was undone, at once."""
    speech = next((found for found in facts.speeches if found.id == one.about), None)
    return one.at if speech is None else speech.ended_at or speech.paused_at


def _came(facts: PracticeFacts, one: Happening) -> datetime | None:
    person = facts.person(one.member)
    return max(person.arrived_at, one.at) if person and person.arrived_at else None


def _left(facts: PracticeFacts, one: Happening) -> datetime | None:
    person = facts.person(one.member)
    return max(person.left_at, one.at) if person and person.left_at else None


def _visits(facts: PracticeFacts, one: Happening) -> datetime | None:
    found = [guest.arrived_at for guest in facts.visitors if guest.id == one.member and guest.arrived_at]
    return max(found[0], one.at) if found else None


def _counted(facts: PracticeFacts, one: Happening) -> datetime | None:
    found = next((vote for vote in facts.rounds if vote.id == one.about), None)
    return one.at if found is None else found.voided_at or found.counted_at


def _voided(facts: PracticeFacts, one: Happening) -> datetime | None:
    found = next((vote for vote in facts.rounds if vote.id == one.about), None)
    return one.at if found is None else found.voided_at


def _again(facts: PracticeFacts, one: Happening) -> datetime | None:
    return min((vote.opened_at for vote in facts.main_rounds if vote.opened_at >= one.at), default=None)


def _going_on(facts: PracticeFacts, one: Happening) -> datetime | None:
    begun = [item.started_at for item in facts.items if item.started_at and item.started_at >= one.at]
    if begun:
        return min(begun)
    return one.at if any(item.state is ItemState.RUNNING for item in facts.items) else None


_WRITTEN = frozenset({Behaviour.PETITION, Behaviour.NOTE})
"""What is answered by writing it down."""

_ANSWERS: Mapping[Behaviour, Callable[[PracticeFacts, Happening], datetime | None]] = {
    Behaviour.ROOM: _room,
    Behaviour.LATE: _came,
    Behaviour.LEAVES: _left,
    Behaviour.GUEST: _visits,
    Behaviour.ASKS: _asked,
    Behaviour.GUEST_ASKS: _asked,
    Behaviour.INTERRUPTS: _asked,
    Behaviour.SILENT: _asked,
    Behaviour.DONE: _ended,
    Behaviour.LONG: _ended,
    Behaviour.IDLE: _going_on,
    Behaviour.COUNT: _counted,
    Behaviour.PROBATIONARY_HAND: _counted,
    Behaviour.DISPUTE: _voided,
    Behaviour.FAILS: _again,
}
"""What answers each behaviour; a temptation and a power cut ask for no answer."""
