"""The items of the demo's meetings: who speaks, what is noted, concluded, given and voted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from models.acts.registry import ActOutcome, perform
from models.demo import words
from models.domain.item_kinds import ItemKind
from models.domain.methods import Method
from models.domain.vocabulary import MotionKind, NoteKind
from models.queries.agenda import ItemView
from models.store.store import Store

if TYPE_CHECKING:
    from models.acts.calls import ActCall

T = TypeVar("T")

_OPINIONS = 4
"""So many of those who speak have their words in the minutes."""


class DemoClock:
    """The time in the demo, which goes on as its meetings do."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go_to(self, moment: datetime) -> None:
        self.now = moment.astimezone(UTC)

    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


class DemoRoom:
    """The store, its clock, the chance that decides who is absent and who speaks, and who is there.

    ``given`` are the tasks of the last meeting, ``asked`` its petition; ``guest`` is the superior's attending member.
    """

    def __init__(self, store: Store, clock: DemoClock, chance: random.Random, year: int) -> None:
        self.store = store
        self.do: ActCall[ActOutcome] = partial(perform, store)
        self.clock = clock
        self.chance = chance
        self.year = year
        self.people: dict[str, str] = {}
        self.here: list[str] = []
        self.guest = self.asked = ""
        self.given: list[tuple[str, words.DemoTask]] = []

    def run_item(self, item: ItemView, month: int) -> None:
        began = self.clock.now
        self.do("item.start", item=item.id)
        steps = {
            ItemKind.REPORT: self._inform,
            ItemKind.DRAFT: self._draft,
            ItemKind.DISCUSSION: self._discuss,
            ItemKind.CRITICISM: self._criticise,
            ItemKind.SYNTHESIS: self._take_up,
            ItemKind.ASSIGNMENTS: self._assign,
            ItemKind.VOTE: self._vote,
        }
        if step := steps.get(ItemKind(item.kind)) if item.kind else None:
            step(month)
        said = words.THEME_CONCLUSIONS if item.thematic else words.CONCLUSIONS.get(item.kind)
        if said:
            self.do("item.conclude", text=self.of(said, month))
        self.clock.go_to(max(self.clock.now, began + timedelta(minutes=item.minutes)))
        self.do("item.finish", item=item.id)

    def _inform(self, month: int) -> None:
        self.do("note.write", text=self.of(words.INFORMATION, month), by=self.people["Lương Văn Thắng"])

    def _draft(self, month: int) -> None:
        self.do("resolution.draft", title=f"Nhiệm vụ trọng tâm tháng {month}",
                text=self.of(words.RESOLUTIONS, month), limits=self.of(words.LIMITS, month))  # fmt: skip

    def _discuss(self, month: int) -> None:
        for place, key in enumerate(self.chance.sample(self.here, k=len(self.here) * 3 // 5)):
            self.do("speech.start", member=key)
            if place < _OPINIONS:
                self.do("note.write", text=self.of(words.OPINIONS, month + place), kind=NoteKind.OPINION, by=key)
            self.clock.wait(self.chance.randrange(1, 4))
        if self.guest:
            _name, _role, said = self.of(words.GUESTS, month // 3)
            self.do("speech.start", guest=self.guest)
            self.do("note.write", text=said, guest=self.guest)
            self.clock.wait(4)
        self.do("speech.stop")

    def _criticise(self, month: int) -> None:
        one, other = self.chance.sample(self.here, k=2)
        text = self.of(words.SELF_CRITICISM, month)
        self.do("note.write", text=text, kind=NoteKind.SELF_CRITICISM, about=one, by=one)
        self.do("note.write", text=self.of(words.PRAISE, month), kind=NoteKind.PRAISE, about=other)
        self.clock.wait(9)

    def _take_up(self, month: int) -> None:
        if month % 3 == 0:
            text, whom = self.of(words.PETITIONS, month // 3)
            due = date(self.year, month, 25)
            asked = self.do("petition.record", text=text, owner=self.people["Hà Thị Nguyệt"], due=due,
                            by=self.chance.choice(self.here), addressed_to=whom)  # fmt: skip
            self.asked = str(asked.value)

    def _assign(self, month: int) -> None:
        due = date(self.year, month, 28)
        half = len(words.TASKS) // 2
        kinds = words.TASKS[:half] if month % 2 else words.TASKS[half:]
        for kind, owner in zip(kinds, self.chance.sample(self.here, k=half), strict=True):
            task = self.do(
                "task.assign",
                title=kind.title,
                owner=owner,
                due=due,
                baseline=kind.baseline,
                target=kind.target,
                measured_in=kind.unit,
                state_at_start=kind.at_start,
            )
            self.given.append((str(task.value), kind))

    def _vote(self, month: int) -> None:
        motion = self.do(
            "motion.put", title=f"Nghị quyết nhiệm vụ trọng tâm tháng {month}", kind=MotionKind.RESOLUTION
        ).value
        opened = self.do("round.open", motion=motion, method=Method.SHOW_OF_HANDS).value
        voters = sum(1 for key in self.here if key != self.people["Mai Khánh Linh"])
        against = self.chance.choice((0, 0, 1))
        self.do("round.count_hands", round=opened, yes=voters - against, no=against)

    @staticmethod
    def of(listed: Sequence[T], month: int) -> T:
        """Return the entry of a list for a month."""
        return listed[month % len(listed)]
