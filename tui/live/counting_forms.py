"""Forms that count the open round: hands, papers, names. The arithmetic is updated for each digit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import ChiboError, Refused, WrongUsage
from models.domain.hand_counts import check_hands
from models.domain.language import N_, _
from models.domain.methods import CountedBy
from models.domain.reconciliation import PaperCount, reconcile
from models.domain.text import one_line
from models.domain.typed.numbers import needed_whole, optional_whole
from models.domain.vocabulary import Choice as Vote
from models.queries.live import LiveView
from models.queries.results import round_result
from models.queries.votes import MotionView, RoundView
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.forms.role_people import tellers_for, voters_of
from tui.live.note_forms import everybody
from tui.widgets.entry_line import EntryLine
from tui.widgets.people import Person, people_named


class CountForm(Form):
    """Shows the open round, asks for its numbers, and shows the arithmetic."""

    title = N_("Count")
    numbers: Mapping[str, str] = {}
    names: frozenset[str] = frozenset({"tellers"})
    """The fields with names of people, separated by commas."""
    argument_fields = fields_by(head="tellers", valid="invalid", invalid_reasons="reasons")

    def fields(self) -> Iterable[Widget]:
        yield Static(id="question")
        for name, text in self.numbers.items():
            yield from self.labelled(text, EntryLine(id=name))
            if name in self.names:
                yield Static(id=f"{name}-named")
        yield Static(id="arithmetic")

    def subject(self, view: LiveView) -> str:
        return view.voting[1].id if view.voting else ""

    def prepare(self, view: LiveView) -> None:
        if view.voting is None:
            raise Refused(N_("No round is open."))
        self.motion, self.round = view.voting
        self.people = self.pickable(view)
        for line in self.query(EntryLine):
            line.value = ""
        self.update_line("#question", self._question(self.motion, self.round))
        self._calculate()

    def pickable(self, view: LiveView) -> list[Person]:
        """Return the people whom a field may name, each judged: here the tellers."""
        about = {one.option.member_id for one in self.round.options} | {self.motion.subject_id}
        return tellers_for(everybody(view), view.visitors, {one for one in about if one})

    @on(EntryLine.Changed)
    def _calculate(self) -> None:
        self.update_line("#arithmetic", self.arithmetic())
        if "reasons" in self.numbers:
            self.show_field("reasons", needed=self._has_invalid)
        for name in self.names & self.numbers.keys():
            self.echo_names(name, self.people)

    def arithmetic(self) -> Content:
        """Return the result for the numbers so far, or why they are inconsistent."""
        try:
            self.check()
            forecast = self.forecast()
        except ChiboError as mistake:
            return Content.assemble((f"⚠ {mistake}", "b $warning"))
        result = round_result(forecast) if forecast else None
        if result is None:
            return Content("")
        style = "b $success" if result.complete else "b $warning"
        return Content.assemble((str(result), style), (f"\n{result.arithmetic}", "$foreground-muted"))

    def forecast(self) -> RoundView | None:
        """Return the round with the numbers so far; ``None`` without a number."""
        yes = self.number_or_none("yes") if "yes" in self.numbers else None
        if yes is None:
            return None
        no, abstain, invalid = (self.count_of(name) for name in ("no", "abstain", "invalid"))
        return replace(self.round, yes=yes, no=no, abstain=abstain, invalid=invalid)

    def heading(self, _view: LiveView) -> str:
        return f"{_(self.title)}: {self.motion.title}"

    def check(self) -> None:
        """Raise :class:`Refused` when the numbers so far are inconsistent, whatever the missing ones are."""

    def number_or_none(self, name: str) -> int | None:
        """Return the number in a field; ``None`` for an empty one. Raises :class:`WrongUsage` for a letter."""
        return optional_whole(self.text(name))

    def count_of(self, name: str, otherwise: int = 0) -> int:
        """Return the number in a field, or ``otherwise`` when the form has no such field or it is empty."""
        number = self.number_or_none(name) if name in self.numbers else None
        return otherwise if number is None else number

    def numbers_of(self, *names: str) -> dict[str, int]:
        """Return the numbers of fields. Raises :class:`WrongUsage` for a missing one."""
        return {name: self.parsed(name, needed_whole) for name in names}

    def tellers(self) -> list[str]:
        """Return the keys of the tellers. Raises :class:`WrongUsage` for an unknown or ambiguous name."""
        return [one.id for one in self.people_in("tellers")]

    def committee(self) -> dict[str, Any]:
        """Return the counting committee with its head, and why papers are invalid, as the act takes them."""
        tellers = self.tellers()
        found: dict[str, Any] = {"tellers": tellers, **({"head": tellers[0]} if tellers else {})}
        return found | ({"invalid_reasons": self.text("reasons")} if self._has_invalid and self.text("reasons") else {})

    @property
    def _has_invalid(self) -> bool:
        text = self.text("invalid") if "invalid" in self.numbers else ""
        return text.strip().isdecimal() and int(text) > 0

    def people_in(self, name: str) -> list[Person]:
        """Return the people named in a field."""
        return self.parsed(name, lambda text: people_named(text, self.people))

    @staticmethod
    def _question(motion: MotionView, one: RoundView) -> Content:
        needed = _("needed: {needed}").format(needed=one.needed) if one.needed else _("no majority needed")
        counted = " ".join(filter(None, one.n_text))
        counted = _("{counted}; voters present {present}").format(counted=counted, present=one.voters_present)
        round_text = _("round {number}").format(number=one.number)
        return Content.assemble(
            (f"{one_line(motion.wording)} · {round_text}\n", "b"), (f"{counted}; {needed}\n", "$foreground-muted")
        )


class HandsForm(CountForm):
    """Counts a show of hands."""

    title = N_("Show of hands")
    numbers: Mapping[str, str] = {"yes": N_("Yes"), "no": N_("No"), "abstain": N_("Abstentions")}

    def request(self) -> ActRequest:
        """Count the hands. Raises :class:`Refused` for more hands than voters."""
        numbers = self.numbers_of("yes", "no", "abstain")
        self.check()
        return request_act("round.count_hands", round=self.round.id, **numbers)

    def check(self) -> None:
        """Raise :class:`Refused` for more hands than voters in the room."""
        yes, no, abstain = (self.number_or_none(name) or 0 for name in ("yes", "no", "abstain"))
        check_hands(yes, no, abstain, self.round.voters_present)


PAPERS = {
    "issued": N_("Papers issued"),
    "returned": N_("Papers returned"),
    "invalid": N_("Invalid"),
    "reasons": N_("Why they are invalid (may stay empty)"),
}
TELLERS = N_("Tellers, the head first (two names, with a comma)")


class PaperForm(CountForm):
    """Counts a secret ballot on paper, on one question."""

    title = N_("Secret ballot: the count")
    numbers: Mapping[str, str] = {
        "tellers": TELLERS,
        **PAPERS,
        "yes": N_("Yes"),
        "no": N_("No"),
        "abstain": N_("Abstentions"),
    }

    def request(self) -> ActRequest:
        """Count the papers. Raises :class:`Refused` when they do not add up."""
        numbers = self.numbers_of("issued", "returned", "invalid", "yes", "no", "abstain")
        self.check()
        arguments: dict[str, Any] = {**self.committee(), **numbers}
        return request_act("round.count_paper", round=self.round.id, **arguments)

    def check(self) -> None:
        """Raise :class:`Refused` when the papers cannot add up, whatever the missing numbers are."""
        given = {name: self.number_or_none(name) for name in ("issued", "returned", "invalid", "yes", "no", "abstain")}
        issued = self.round.voters_present if given["issued"] is None else given["issued"]
        returned = issued if given["returned"] is None else given["returned"]
        invalid, yes, no = (given[name] or 0 for name in ("invalid", "yes", "no"))
        valid = returned - invalid
        papers = {"issued": issued, "returned": returned, "not_returned": issued - returned}
        complete = None not in (given["yes"], given["no"], given["abstain"])
        abstain = given["abstain"] or 0 if complete else max(given["abstain"] or 0, valid - yes - no)
        count = PaperCount(**papers, valid=valid, invalid=invalid, yes=yes, no=no, abstain=abstain)
        reconcile(count, self.round.voters_present)


class NamesForm(CountForm):
    """Counts a show of hands by name."""

    title = N_("Show of hands by name")
    argument_fields = fields_by(votes="yes")
    names = frozenset(vote.value for vote in Vote)
    numbers: Mapping[str, str] = {
        Vote.YES.value: N_("Yes: names, with commas"),
        Vote.NO.value: N_("No: names, with commas"),
        Vote.ABSTAIN.value: N_("Abstaining: names, with commas"),
    }

    def pickable(self, view: LiveView) -> list[Person]:
        """Return who may be named: the voters of the round."""
        return voters_of(everybody(view), self.round.voters)

    def arithmetic(self) -> Content:
        """Return nothing: names have no arithmetic."""
        return Content("")

    def request(self) -> ActRequest:
        """Count by name. Raises :class:`WrongUsage` for a name given twice."""
        votes: dict[str, Vote] = {}
        for vote in Vote:
            for person in self.people_in(vote.value):
                if person.id in votes:
                    raise WrongUsage(N_("{name} is named twice; name each once."), name=person.name).at(vote.value)
                votes[person.id] = vote
        return request_act("round.count_names", round=self.round.id, votes=votes)


class LaptopForm(CountForm):
    """Opens the screen of the secret ballot on this laptop, or voids the round."""

    title = N_("Secret ballot on this laptop")
    argument_fields = fields_by(reason="go")
    keeps_draft = False
    numbers: Mapping[str, str] = {"go": N_("⏎ hands the laptop to the voters; a reason typed here voids the round")}

    class HandOver(Message):
        """The ballot screen is to open."""

        def __init__(self, current: RoundView) -> None:
            super().__init__()
            self.round = current

    @on(EntryLine.Submitted)
    def _hand_over(self, event: EntryLine.Submitted) -> None:
        if self.text("go"):
            return  # the form submits the voiding
        event.prevent_default()
        event.stop()
        self.post_message(self.HandOver(self.round))

    def request(self) -> ActRequest:
        return request_act("round.void", round=self.round.id, reason=self.text("go")).opening("round-form")


QUESTION_FORMS: Mapping[CountedBy, tuple[str, type[CountForm]]] = {
    CountedBy.HANDS: ("hands-form", HandsForm),
    CountedBy.PAPERS: ("paper-form", PaperForm),
    CountedBy.NAMES: ("names-form", NamesForm),
    CountedBy.BOX: ("laptop-form", LaptopForm),
}
"""The panel of each way of counting, by its id: for a round on one question."""
