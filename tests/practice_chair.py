"""A chair without screens or store for the practice room: changes the facts as the real acts would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from models.domain.item_kinds import ItemKind
from models.domain.speakers import Contribution
from models.domain.vocabulary import (
    AttendanceState,
    ItemState,
    MeetingKind,
    MotionKind,
    NoteKind,
    SpeechKind,
    SpeechState,
)
from models.practice.engine import step
from models.practice.facts import GuestFact, ItemFact, PersonFact, PracticeFacts, RoundFact, WrittenFact
from models.practice.happenings import Happening, Log
from models.practice.plan import Draw, Plan, plan
from models.profiles.loading import load_practice, load_template
from models.profiles.practice import Behaviour, PracticeLevel

HOUR = datetime(2026, 11, 3, 7, 0, tzinfo=UTC)
NAMES = ("Bách", "Lan", "Nguyệt", "Piềng", "Quân", "Sùng", "Thắng", "Trang", "Ước")
TICK = 10


def people() -> tuple[PersonFact, ...]:
    """The roll: the chair, nine official members, one on probation."""
    members = [PersonFact(f"key-{name}", name, votes=True, plays=True) for name in NAMES]
    chair = PersonFact("key-Phong", "Phong", votes=True, plays=False)
    return (*members, chair, PersonFact("key-Linh", "Linh", votes=False, plays=True))


class Chair:
    """Holds a meeting by the clock; ``seen`` is called with every event, and may answer it."""

    def __init__(
        self, seed: int, level: PracticeLevel, kind: MeetingKind = MeetingKind.REGULAR, speed: int = 1
    ) -> None:
        template = load_template(None, kind)
        items = tuple(
            ItemFact(f"item-{place}", one.key, one.kind.value, one.title.en, one.minutes, ItemState.PENDING)
            for place, one in enumerate(template.items)
        )
        guest = GuestFact("key-guest", "Tấn")
        self.facts = PracticeFacts(HOUR, kind, people=people(), visitors=(guest,), items=items)
        draw = Draw(seed, level, kind, speed)
        self.plan: Plan = plan(load_practice(None), draw, self.facts.people, [guest.id], {one.kind for one in items})
        self.log: Log = ()

    def change(self, **fields: object) -> None:
        self.facts = replace(self.facts, **fields)  # type: ignore[arg-type]

    def wait(self, seconds: int) -> Happening | None:
        """Let time pass, and let happen what is due."""
        running = self.facts.running
        items = tuple(
            replace(one, seconds=one.seconds + seconds) if one is running else one for one in self.facts.items
        )
        held = self.facts.held_seconds + (seconds if self.facts.opened_at and not self.facts.closed_at else 0)
        self.change(now=self.facts.now + timedelta(seconds=seconds), items=items, held_seconds=held)
        found = step(self.plan, self.facts, self.log)
        if found:
            self.log = (*self.log, found)
        return found

    def open(self) -> None:
        here = tuple(
            replace(one, state=AttendanceState.PRESENT, arrived_at=self.facts.now)
            if one.id not in self.plan.away
            else one
            for one in self.facts.people
        )
        self.change(opened_at=self.facts.now, people=here)

    def close(self) -> None:
        self.change(closed_at=self.facts.now)

    def start(self, place: int) -> None:
        began = replace(self.facts.items[place], state=ItemState.RUNNING, started_at=self.facts.now)
        self.change(items=(*self.facts.items[:place], began, *self.facts.items[place + 1 :]))

    def finish(self) -> None:
        items = tuple(
            replace(one, state=ItemState.DONE, ended_at=self.facts.now) if one.state is ItemState.RUNNING else one
            for one in self.facts.items
        )
        self.end_speech()
        self.change(items=items)

    def give_floor(self, member: str, kind: SpeechKind = SpeechKind.SPEECH, *, guest: bool = False) -> None:
        self.end_speech()
        now, number = self.facts.now, len(self.facts.speeches)
        speech = Contribution(
            f"speech-{number:03}", member, kind, SpeechState.SPEAKING, "a0", now, started_at=now, is_guest=guest
        )
        self.change(speeches=(*self.facts.speeches, speech))

    def end_speech(self) -> None:
        speeches = tuple(
            replace(one, state=SpeechState.FINISHED, ended_at=self.facts.now) if one.is_open else one
            for one in self.facts.speeches
        )
        self.change(speeches=speeches)

    def open_round(self, kind: MotionKind = MotionKind.RESOLUTION, needed: int = 6, *, on_paper: bool = False) -> None:
        number = len(self.facts.rounds)
        opened = RoundFact(
            f"round-{number}", "motion", kind, "Resolution", at_vote=True, counts=True, on_paper=on_paper,
            needed=needed, opened_at=self.facts.now,
        )  # fmt: skip
        self.change(rounds=(*self.facts.rounds, opened))

    def count(self, yes: int, no: int, abstain: int = 0) -> None:
        last = self.facts.rounds[-1]
        counted = replace(last, yes=yes, no=no, abstain=abstain, counted_at=self.facts.now, passed=yes >= last.needed)
        self.change(rounds=(*self.facts.rounds[:-1], counted))

    def void(self) -> None:
        self.change(rounds=(*self.facts.rounds[:-1], replace(self.facts.rounds[-1], voided_at=self.facts.now)))

    def answer(self, one: Happening) -> None:  # noqa: C901 - one case for each behaviour
        """Do what the event asks for."""
        now = self.facts.now
        match one.behaviour:
            case Behaviour.LATE:
                self._mark(one.member, state=AttendanceState.PRESENT, arrived_at=now)
            case Behaviour.LEAVES:
                self._mark(one.member, left_at=now)
            case Behaviour.GUEST:
                self.change(visitors=tuple(replace(guest, arrived_at=now) for guest in self.facts.visitors))
            case Behaviour.ASKS | Behaviour.SILENT:
                self.give_floor(one.member)
            case Behaviour.GUEST_ASKS:
                self.give_floor(one.member, guest=True)
            case Behaviour.INTERRUPTS:
                self.give_floor(one.member, SpeechKind.INTERVENTION)
            case Behaviour.DONE | Behaviour.LONG:
                self.end_speech()
            case Behaviour.PETITION:
                self.change(petitions=(*self.facts.petitions, WrittenFact(one.member, now)))
            case Behaviour.NOTE:
                self.change(notes=(*self.facts.notes, WrittenFact(one.member, now, NoteKind.SELF_CRITICISM)))
            case Behaviour.COUNT | Behaviour.PROBATIONARY_HAND:
                self.count(one.values["yes"], one.values["no"], one.values["abstain"])
            case Behaviour.DISPUTE:
                self.void()
                self.open_round()
            case Behaviour.FAILS:
                self.open_round()
            case _:
                pass

    def _mark(self, member: str, **fields: object) -> None:
        self.change(
            people=tuple(
                replace(one, **fields) if one.id == member else one  # type: ignore[arg-type]
                for one in self.facts.people
            )
        )

    def hold(self, seen: Callable[[Happening], None] | None = None) -> Log:
        """Hold the whole meeting by its agenda; ``seen`` answers the events, else nobody does."""
        self.open()
        for place, item in enumerate(self.facts.items):
            self.start(place)
            if item.kind == ItemKind.VOTE:
                self.open_round()
            for _ in range(max(item.minutes, 4) * 60 // TICK):
                if (found := self.wait(TICK)) and seen:
                    seen(found)
            self.finish()
        self.wait(TICK)
        self.close()
        return self.log
