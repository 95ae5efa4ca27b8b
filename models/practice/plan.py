"""Draws what will happen at a practice meeting from its seed: who is late, who asks, who tempts, and when.

Everything is drawn before the meeting begins, by place in the roster and not by keys, so that the same seed gives the
same meeting. :mod:`models.practice.engine` lets it happen.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from models.domain.item_kinds import ItemKind
from models.domain.vocabulary import MeetingKind
from models.practice.facts import PersonFact
from models.profiles.practice import AT_ITEMS, Behaviour, LevelSettings, PracticeEvent, PracticeLevel, PracticeScript

SPEEDS = range(1, 61)
"""How many times faster than a real one the clock of a practice may run."""

LEAST_GAP, LEAST_PATIENCE = 5, 30
"""Real seconds between two events, and for a reaction, however fast the clock runs."""

_LONG_AMONG = 5
"""Those who speak too long are among the first so many speakers."""


class PracticeKind(StrEnum):
    """The kinds of meeting that can be practised; the values are those of :class:`MeetingKind`."""

    REGULAR = "regular"
    ADMISSION = "admission"


class Away(StrEnum):
    """Who is not in the room as the meeting begins: comes late, sent word, stays away without a word."""

    LATE = "late"
    EXCUSED = "excused"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Draw:
    """What a practice is drawn from."""

    seed: int
    level: PracticeLevel
    kind: MeetingKind
    speed: int

    def chance(self, *about: object) -> random.Random:
        """Return the chance for one thing; it depends on nothing drawn elsewhere."""
        return random.Random(":".join(map(str, (self.seed, self.level, self.kind, *about))))  # noqa: S311 - a play


@dataclass(frozen=True, slots=True)
class Planned:
    """An event that will happen once its moment comes: ``after`` seconds of the item ``at``, by ``member``."""

    id: str
    event: PracticeEvent
    member: str = ""
    other: str = ""
    at: ItemKind | None = None
    after: int = 0
    text: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """A practice meeting as drawn; ``away`` are those not in the room at its beginning."""

    draw: Draw
    script: PracticeScript
    planned: tuple[Planned, ...]
    away: Mapping[str, Away] = field(hash=False)
    long_speeches: frozenset[int] = frozenset()

    @property
    def settings(self) -> LevelSettings:
        """The settings of the level."""
        return self.script.levels[self.draw.level]

    @property
    def gap(self) -> int:
        """The least seconds between two events."""
        return max(self.settings.gap, LEAST_GAP * self.draw.speed)

    def patience(self, event: PracticeEvent) -> int:
        """Return within how many seconds an event has to be answered; 0 if no answer is asked for."""
        if not event.patience:
            return 0
        percent = self.settings.patience_percent
        return max(event.patience * percent // 100, LEAST_PATIENCE * self.draw.speed * percent // 100)

    def first(self, behaviour: Behaviour) -> Planned | None:
        """Return the first planned event of a behaviour."""
        return next((one for one in self.planned if one.event.behaviour is behaviour), None)

    def event_of(self, behaviour: Behaviour) -> PracticeEvent | None:
        """Return the event of a behaviour that follows from the room or from the chair."""
        return next(iter(self.script.of(behaviour, self.draw.kind)), None)


def plan(
    script: PracticeScript, draw: Draw, people: Sequence[PersonFact], guests: Sequence[str], kinds: Collection[str]
) -> Plan:
    """Return the meeting of a draw: ``people`` on the roll, ``guests`` by key, ``kinds`` of items on its agenda."""
    drawer = _Drawer(script, draw, [one for one in people if one.plays], tuple(guests), frozenset(kinds))
    return drawer.plan()


class _Drawer:
    def __init__(
        self,
        script: PracticeScript,
        draw: Draw,
        people: list[PersonFact],
        guests: tuple[str, ...],
        kinds: frozenset[str],
    ) -> None:
        self._script, self._draw, self._kinds, self._guests = script, draw, kinds, guests
        settings = script.levels[draw.level]
        order = sorted((one for one in people if one.votes), key=lambda one: one.name)
        draw.chance("room").shuffle(order)
        wanted = [Away.LATE] * settings.late + [Away.EXCUSED] * settings.excused + [Away.MISSING] * settings.missing
        wanted = wanted[: max(0, len(order) // 3)]  # most of the cell is there
        self._away = {one.id: away for one, away in zip(order, wanted, strict=False)}
        self._here = [one.id for one in order[len(wanted) :]]
        self._asked = 0
        self._others = [one.id for one in people if not one.votes]

    def plan(self) -> Plan:
        planned = [one for event in self._script.events for one in self._of_event(event)]
        long = self._script.of(Behaviour.LONG, self._draw.kind)
        often = min(_LONG_AMONG, sum(event.count(self._draw.level) for event in long))
        ordinals = self._draw.chance("long").sample(range(1, _LONG_AMONG + 1), often)
        planned.sort(key=lambda one: (one.after, one.id))
        return Plan(self._draw, self._script, tuple(planned), self._away, frozenset(ordinals))

    def _of_event(self, event: PracticeEvent) -> list[Planned]:
        if not event.fits(self._draw.kind):
            return []
        if event.behaviour is Behaviour.LATE:
            late = [key for key, away in self._away.items() if away is Away.LATE]
            return [self._drawn(event, number, member, "", None) for number, member in enumerate(late, start=1)]
        if event.behaviour is Behaviour.LONG:
            return []
        found = []
        for number in range(1, event.count(self._draw.level) + 1):
            at = self._item(event, number)
            if event.behaviour in AT_ITEMS and at is None:
                continue
            who = self._who(event, number)
            if who is not None:
                found.append(self._drawn(event, number, *who, at))
        return found

    def _drawn(self, event: PracticeEvent, number: int, member: str, other: str, at: ItemKind | None) -> Planned:
        chance = self._draw.chance(event.key, number, "when")
        after, text = chance.randint(*event.after), chance.randrange(max(1, len(event.texts)))
        return Planned(f"{event.key}#{number}", event, member, other, at, after, text)

    def _item(self, event: PracticeEvent, number: int) -> ItemKind | None:
        fitting = [kind for kind in event.items if kind in self._kinds]
        return self._draw.chance(event.key, number, "item").choice(fitting) if fitting else None

    def _who(self, event: PracticeEvent, number: int) -> tuple[str, str] | None:
        """Return by whom an event is, and who else is in it; ``None`` if nobody can be."""
        chance = self._draw.chance(event.key, number, "who")
        if event.behaviour in (Behaviour.GUEST, Behaviour.GUEST_ASKS):
            return (self._guests[0], "") if self._guests else None
        if event.behaviour is Behaviour.PROBATIONARY_HAND:
            return (chance.choice(self._others), "") if self._others else None
        if event.behaviour in (Behaviour.SILENT, Behaviour.POWER):
            return "", ""
        if not self._here:
            return None
        if event.behaviour is Behaviour.ASKS:  # everybody asks before anybody asks twice
            self._asked += 1
            return self._here[(self._asked - 1) % len(self._here)], ""
        member = chance.choice(self._here)
        gone = [key for key, away in self._away.items() if away is not Away.LATE]
        others = gone if event.behaviour is Behaviour.TEMPTS and gone else [one for one in self._here if one != member]
        return member, chance.choice(others) if others else ""
