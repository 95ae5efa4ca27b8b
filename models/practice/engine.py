"""Lets a practice meeting happen: from the plan, the records and what has happened, to what happens now.

Pure: no clock, no chance, no store. The same plan, records and log give the same event, so that a meeting that was
interrupted goes on as it would have.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from models.domain.clock import to_text
from models.domain.speakers import Contribution, spoken_seconds
from models.domain.vocabulary import ItemState, SpeechKind, SpeechState
from models.practice.counts import hands
from models.practice.facts import ItemFact, PracticeFacts, RoundFact
from models.practice.happenings import Happening, Log
from models.practice.plan import Away, Plan, Planned
from models.profiles.practice import AT_ITEMS, Behaviour

IDLE = 150
"""Seconds without an item that runs, after which the room grows restless."""

RESTLESS = 4
"""How often the room says so at one meeting."""

BESIDE = 25
"""Seconds of an intervention."""

OF_A_GUEST = 120
"""Seconds that the superior speaks."""

OVER = 60
"""Seconds beyond the longest speech, after which somebody who speaks too long is called so."""

INTO = 30
"""Seconds of a speech before somebody cuts in."""

PROTEST = 15
"""Seconds after a count before somebody disputes it."""


def step(plan: Plan, facts: PracticeFacts, log: Log) -> Happening | None:
    """Return what happens now; ``None`` for nothing. What follows from the chair's acts comes at once, all else after
    the gap of the level.
    """
    if facts.opened_at is None or facts.closed_at is not None or facts.paused:
        return None
    if log and facts.now < log[-1].at:
        return None  # the clock was set back
    told = frozenset(one.id for one in log)
    if found := next((one for one in _following(plan, facts, log) if one.id not in told), None):
        return found
    if log and facts.now - log[-1].at < timedelta(seconds=plan.gap):
        return None
    return next((one for one in _coming(plan, facts, log) if one.id not in told), None)


def most(plan: Plan, facts: PracticeFacts) -> int:
    """Return how many happenings a meeting with these records can have at most."""
    return 1 + RESTLESS + len(plan.planned) + len(facts.speeches) + 3 * len(facts.rounds)


def _following(plan: Plan, facts: PracticeFacts, log: Log) -> Iterator[Happening]:
    """Yield what follows from the chair's acts: who is there, what was counted, that somebody has finished."""
    if event := plan.event_of(Behaviour.ROOM):
        yield Happening("room", event.key, Behaviour.ROOM, facts.now)
    for one in facts.rounds:
        if one.counts and one.is_open:
            yield from _counted(plan, facts, one)
    yield from _disputed(plan, facts, log)
    yield from _failed(plan, facts)
    if speech := facts.current:
        yield from _spoken(plan, facts, speech)


def _counted(plan: Plan, facts: PracticeFacts, round_: RoundFact) -> Iterator[Happening]:
    found = hands(plan, facts, round_)
    raiser = plan.first(Behaviour.PROBATIONARY_HAND) if found.probationary else None
    behaviour = Behaviour.PROBATIONARY_HAND if raiser else Behaviour.COUNT
    event = raiser.event if raiser else plan.event_of(Behaviour.COUNT)
    if event:
        member = raiser.member if raiser else ""
        values = {**found.values(), "paper": int(round_.on_paper), "disputed": int(found.disputed)}
        yield Happening(f"count:{round_.id}", event.key, behaviour, facts.now, member, about=round_.id, values=values)


def _disputed(plan: Plan, facts: PracticeFacts, log: Log) -> Iterator[Happening]:
    planned = plan.first(Behaviour.DISPUTE)
    wrong = {one.about for one in log if one.values.get("disputed")}
    for one in facts.rounds if planned else ():
        if planned and one.id in wrong and one.voided_at is None and _is_ago(one.counted_at, facts, PROTEST):
            yield _happened(planned, facts, about=one.id)


def _failed(plan: Plan, facts: PracticeFacts) -> Iterator[Happening]:
    planned = plan.first(Behaviour.FAILS)
    first = next(iter(facts.main_rounds), None)
    if planned and first and first.voided_at is None and first.passed is False:
        yield _happened(planned, facts, about=first.id)


def _spoken(plan: Plan, facts: PracticeFacts, speech: Contribution) -> Iterator[Happening]:
    """Yield that the speaker has finished, or goes on and on."""
    seconds, begun = spoken_seconds(speech, facts.now), facts.begun
    place = begun.index(speech) + 1 if speech in begun else 0
    if long := next(iter(plan.script.of(Behaviour.LONG, plan.draw.kind)), None):
        limit = plan.settings.speech[1] + OVER
        if place in plan.long_speeches and seconds >= limit:
            values = {"minutes": seconds // 60}
            yield Happening(
                f"long:{speech.id}", long.key, Behaviour.LONG, facts.now, speech.member_id, about=speech.id,
                values=values,
            )  # fmt: skip
        if place in plan.long_speeches:
            return
    if seconds >= _length(plan, facts, speech) and (event := plan.event_of(Behaviour.DONE)):
        text = plan.draw.chance("said", place, facts.name(speech.member_id)).randrange(max(1, len(event.texts)))
        yield Happening(
            f"done:{speech.id}", event.key, Behaviour.DONE, facts.now, speech.member_id, about=speech.id,
            values={"text": text},
        )  # fmt: skip


def _length(plan: Plan, facts: PracticeFacts, speech: Contribution) -> int:
    """Return how many seconds somebody speaks."""
    if speech.is_guest:
        return OF_A_GUEST
    if speech.kind is not SpeechKind.SPEECH:
        return BESIDE
    name = facts.name(speech.member_id)
    before = sum(one.member_id == speech.member_id and one.asked_at < speech.asked_at for one in facts.begun)
    return plan.draw.chance("speech", name, before).randint(*plan.settings.speech)


def _coming(plan: Plan, facts: PracticeFacts, log: Log) -> Iterator[Happening]:
    """Yield the planned events whose moment has come, and the restlessness of a room without an item."""
    running = facts.running
    for planned in plan.planned:
        behaviour = planned.event.behaviour
        if behaviour is Behaviour.LATE:
            if _is_ago(facts.opened_at, facts, planned.after):
                yield _happened(planned, facts)
        elif behaviour in AT_ITEMS and running and running.kind == planned.at and running.seconds >= planned.after:
            yield from _at_item(plan, planned, facts, log)
    yield from _idle(plan, facts, log, running)


def _at_item(plan: Plan, planned: Planned, facts: PracticeFacts, log: Log) -> Iterator[Happening]:
    behaviour = planned.event.behaviour
    gone = {one.member for one in log if one.behaviour is Behaviour.LEAVES}
    if planned.member in gone or planned.other in gone:
        return
    if behaviour is Behaviour.INTERRUPTS:
        speech = facts.current
        if speech and speech.member_id != planned.member and spoken_seconds(speech, facts.now) >= INTO:
            yield _happened(planned, facts, other=speech.member_id)
    elif behaviour is Behaviour.SILENT:
        if silent := _silent(plan, facts, gone):
            yield _happened(planned, facts, member=silent)
    elif behaviour is Behaviour.GUEST_ASKS:
        if any(one.id == planned.member and one.arrived_at for one in facts.visitors):
            yield _happened(planned, facts)
    else:
        yield _happened(planned, facts)


def _silent(plan: Plan, facts: PracticeFacts, gone: set[str]) -> str:
    """Return a member in the room who has not spoken and does not wait to; empty for nobody."""
    waiting = {one.member_id for one in facts.speeches if one.state is SpeechState.WAITING}
    found = sorted(
        (one for one in facts.people if one.plays and one.in_room and one.id not in facts.spoke | waiting | gone),
        key=lambda one: one.name,
    )
    here = [one.id for one in found if plan.away.get(one.id) not in (Away.EXCUSED, Away.MISSING)]
    return plan.draw.chance("silent").choice(here) if here else ""


def _idle(plan: Plan, facts: PracticeFacts, log: Log, running: ItemFact | None) -> Iterator[Happening]:
    event = plan.event_of(Behaviour.IDLE)
    if running or event is None or all(one.state is not ItemState.PENDING for one in facts.items):
        return
    ended = [one.ended_at for one in facts.items if one.ended_at]
    since = max([*ended, *([facts.opened_at] if facts.opened_at else ())])
    said = sum(one.behaviour is Behaviour.IDLE for one in log)
    if said < RESTLESS and _is_ago(since, facts, IDLE):
        yield Happening(f"idle:{to_text(since)}", event.key, Behaviour.IDLE, facts.now)


def _happened(
    planned: Planned, facts: PracticeFacts, *, member: str = "", other: str = "", about: str = ""
) -> Happening:
    return Happening(
        planned.id,
        planned.event.key,
        planned.event.behaviour,
        facts.now,
        member or planned.member,
        other or planned.other,
        about,
        {"text": planned.text},
    )


def _is_ago(moment: datetime | None, facts: PracticeFacts, seconds: int) -> bool:
    return moment is not None and facts.now - moment >= timedelta(seconds=seconds)
