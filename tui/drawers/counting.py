"""Counting the round that is open: hands, papers, marks; the verdict's arithmetic follows every digit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import ChiboError, Refused, WrongUsage
from models.domain.language import N_, _
from models.domain.reconciliation import PaperCount, check_hands, reconcile
from models.domain.thresholds import Threshold, verdict
from models.domain.typed.numbers import needed_whole, optional_whole
from models.domain.vocabulary import Choice as Vote
from models.queries.live import LiveView
from models.queries.votes import MotionView, RoundView
from tui.drawers.form import Form, Order
from tui.drawers.notes import members_of
from tui.format import shown
from tui.people import Person, people_named
from tui.widgets.entry_line import EntryLine


class CountForm(Form):
    """The open round with its question and electorate, numbers to fill in, and the arithmetic under them."""

    title = N_("Count")
    numbers: Mapping[str, str] = {}
    names: frozenset[str] = frozenset({"tellers"})
    """The fields that hold names of people, with commas between them."""

    def fields(self) -> Iterable[Widget]:
        """The question, a line for each number, the arithmetic."""
        yield Static(id="question")
        for name, text in self.numbers.items():
            yield from self.labelled(text, EntryLine(id=name))
            if name in self.names:
                yield Static(id=f"{name}-named")
        yield Static(id="arithmetic")

    def prepare(self, view: LiveView) -> None:
        """Show the open round; the numbers are empty."""
        if view.voting is None:
            raise Refused(N_("No round is open."))
        self.motion, self.round = view.voting
        self.people = members_of(view)
        for line in self.query(EntryLine):
            line.value = ""
        self.mark("#question", self._question(self.motion, self.round))
        self._calculate()

    @on(EntryLine.Changed)
    def _calculate(self) -> None:
        self.mark("#arithmetic", self.arithmetic())
        for name in self.names & self.numbers.keys():
            self.mark_names(name, self.people)

    def arithmetic(self) -> Content:
        """Return the verdict that the numbers typed so far would have, or why they cannot be right."""
        try:
            self.check()
        except ChiboError as mistake:
            return Content.assemble((f"⚠ {mistake}", "b $warning"))
        yes = self.so_far("yes") if "yes" in self.numbers else None
        if yes is None or not self.round.threshold:
            return Content("")
        found = verdict(Threshold.parse(self.round.threshold), yes, self.round.counted)
        word = _("passed") if found.passed else _("not passed")
        return Content.assemble((f"{found.arithmetic}: {word}", "b $success" if found.passed else "b $warning"))

    def check(self) -> None:
        """Refuse the numbers typed so far when they cannot be right whatever the missing ones are."""

    def so_far(self, name: str) -> int | None:
        """Return the number in a field; ``None`` while it has none."""
        try:
            return optional_whole(self.text(name))
        except ChiboError:
            return None

    def typed(self, *names: str) -> dict[str, int]:
        """Return the numbers of fields. Raises :class:`WrongUsage` for one that is missing."""
        return {name: self.parsed(name, needed_whole) for name in names}

    def tellers(self) -> list[str]:
        """Return the tellers named, by key. Raises :class:`WrongUsage` for a name that is nobody's, or several's."""
        return [one.id for one in self.named("tellers")]

    def named(self, name: str) -> list[Person]:
        """Return the people named in a field."""
        return self.parsed(name, lambda text: people_named(text, self.people))

    @staticmethod
    def _question(motion: MotionView, one: RoundView) -> Content:
        needed = _("needed: {needed}").format(needed=one.needed) if one.needed else _("no majority needed")
        counted = _("N = {counted}, voters present {present}").format(counted=one.counted, present=one.voters_present)
        round_text = _("round {number}").format(number=one.number)
        return Content.assemble(
            (f"{shown(motion.title)} · {round_text}\n", "b"), (f"{counted}; {needed}\n", "$foreground-muted")
        )


class HandsForm(CountForm):
    """A show of hands."""

    title = N_("Show of hands")
    numbers: Mapping[str, str] = {"yes": N_("Yes"), "no": N_("No"), "abstain": N_("Abstentions")}

    def order(self) -> Order:
        """Count the hands. Raises ``Refused`` where there are more of them than voters."""
        numbers = self.typed("yes", "no", "abstain")
        self.check()
        return Order("round.count_hands", {"round": self.round.id, **numbers})

    def check(self) -> None:
        """Refuse more hands than there are voters in the room."""
        yes, no, abstain = (self.so_far(name) or 0 for name in ("yes", "no", "abstain"))
        check_hands(yes, no, abstain, self.round.voters_present)


_PAPERS = {
    "issued": N_("Papers issued"),
    "returned": N_("Papers returned"),
    "invalid": N_("Invalid"),
}


class PaperForm(CountForm):
    """A secret ballot on paper, on one question."""

    title = N_("Secret ballot: the count")
    numbers: Mapping[str, str] = {
        "tellers": N_("Tellers (two names, with a comma)"),
        **_PAPERS,
        "yes": N_("Yes"),
        "no": N_("No"),
        "abstain": N_("Abstentions"),
    }

    def order(self) -> Order:
        """Count the papers. Raises ``Refused`` where they do not add up."""
        numbers = self.typed("issued", "returned", "invalid", "yes", "no", "abstain")
        self.check()
        return Order("round.count_paper", {"round": self.round.id, "tellers": self.tellers(), **numbers})

    def check(self) -> None:
        """Refuse papers that do not add up; what is not typed yet is taken as what would make them do so."""
        given = {name: self.so_far(name) for name in (*_PAPERS, "yes", "no", "abstain")}
        issued = self.round.voters_present if given["issued"] is None else given["issued"]
        returned = issued if given["returned"] is None else given["returned"]
        invalid, yes, no = (given[name] or 0 for name in ("invalid", "yes", "no"))
        valid = returned - invalid
        papers = {"issued": issued, "returned": returned, "not_returned": issued - returned}
        complete = None not in (given["yes"], given["no"], given["abstain"])
        abstain = given["abstain"] or 0 if complete else max(given["abstain"] or 0, valid - yes - no)
        count = PaperCount(**papers, valid=valid, invalid=invalid, yes=yes, no=no, abstain=abstain)
        reconcile(count, self.round.voters_present)


class MarksForm(CountForm):
    """A secret ballot on paper among candidates or forms of discipline."""

    title = N_("Secret ballot: the count")
    numbers: Mapping[str, str] = {
        "tellers": N_("Tellers (two names, with a comma)"),
        **_PAPERS,
        "marks": N_("Marks in the order below, with commas"),
    }

    def arithmetic(self) -> Content:
        """Return the names in their order."""
        lines = [f"{place}. {shown(one.option.label)}" for place, one in enumerate(self.round.options, start=1)]
        return Content("\n".join(lines))

    def order(self) -> Order:
        """Count the marks."""
        numbers = self.typed("issued", "returned", "invalid")
        arguments: dict[str, Any] = {"tellers": self.tellers(), "marks": self.marks(), **numbers}
        return Order("round.count_marks", {"round": self.round.id, **arguments})

    def marks(self) -> dict[str, int]:
        """Return the marks typed, by option. Raises :class:`WrongUsage` when there are not as many as options."""
        counts = [needed_whole(part.strip()) for part in self.text("marks").split(",")]
        if len(counts) != len(self.round.options):
            raise WrongUsage(N_("{count} numbers are needed, one for each name."), count=len(self.round.options))
        return {one.option.id: count for one, count in zip(self.round.options, counts, strict=True)}


class HandsMarksForm(MarksForm):
    """A show of hands among candidates or forms."""

    title = N_("Show of hands")
    numbers: Mapping[str, str] = {"marks": N_("Marks in the order below, with commas")}

    def order(self) -> Order:
        """Count the hands for each."""
        return Order("round.count_hands_for", {"round": self.round.id, "marks": self.marks()})


class NamesForm(CountForm):
    """A show of hands by name."""

    title = N_("Show of hands by name")
    names = frozenset(vote.value for vote in Vote)
    numbers: Mapping[str, str] = {
        Vote.YES.value: N_("Yes: names, with commas"),
        Vote.NO.value: N_("No: names, with commas"),
        Vote.ABSTAIN.value: N_("Abstaining: names, with commas"),
    }

    def arithmetic(self) -> Content:
        """Return nothing: names are not reckoned with while they are typed."""
        return Content("")

    def order(self) -> Order:
        """Count by name. Raises :class:`WrongUsage` for somebody named twice."""
        votes: dict[str, Vote] = {}
        for vote in Vote:
            for person in self.named(vote.value):
                if person.id in votes:
                    raise WrongUsage(N_("{name} is named twice."), name=person.name)
                votes[person.id] = vote
        return Order("round.count_names", {"round": self.round.id, "votes": votes})


class LaptopForm(CountForm):
    """The secret ballot on this laptop: the way to the screen that is handed round."""

    title = N_("Secret ballot on this laptop")
    numbers: Mapping[str, str] = {"go": N_("⏎ hands the laptop to the voters; a reason typed here voids the round")}

    class HandOver(Message):
        """The laptop is to be handed round."""

        def __init__(self, current: RoundView) -> None:
            super().__init__()
            self.round = current

    @on(EntryLine.Submitted)
    def _hand_over(self, event: EntryLine.Submitted) -> None:
        if self.text("go"):
            return  # the form orders the voiding
        event.prevent_default()
        event.stop()
        self.post_message(self.HandOver(self.round))

    def order(self) -> Order:
        """Void the round for the reason that was typed."""
        return Order("round.void", {"round": self.round.id, "reason": self.text("go")}, then="round-form")
