"""Forms of the annual review: self-assessment, comments, a class at a stage, the count of the ballot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypedDict

from textual.widget import Widget
from textual.widgets import Label

from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.typed.numbers import needed_whole
from models.domain.vocabulary import Classification
from models.queries.reviews import ReviewedMember
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.widgets.choice_field import ChoiceField
from tui.widgets.count_line import CountLine
from tui.widgets.entry_line import EntryLine


@dataclass(frozen=True, slots=True)
class ReviewFormData:
    """The member and year of a form, and the number convened if nothing was counted yet."""

    of: ReviewedMember
    year: int
    convened: int


def _classes() -> list[tuple[str, str]]:
    return [(one.value, label(one)) for one in Classification]


class MemberAndYear(TypedDict):
    """The member and year as arguments of an act."""

    member: str
    year: int


class _ReviewForm(Form):
    def heading(self, view: ReviewFormData) -> str:
        return f"{_(self.title)}: {view.of.member.full_name} · {view.year}"

    def subject(self, view: ReviewFormData) -> str:
        return f"{view.of.member.id}:{view.year}"

    def prepare(self, view: ReviewFormData) -> None:
        self._chosen = view
        self.offer(view)

    def offer(self, view: ReviewFormData) -> None:
        """Fill in the present values."""

    @property
    def member_and_year(self) -> MemberAndYear:
        """Return the member and year."""
        return {"member": self._chosen.of.member.id, "year": self._chosen.year}

    def chosen_class(self) -> Classification | None:
        """Return the chosen class; ``None`` for none."""
        value = self.query_one(ChoiceField).value
        return Classification(value) if value else None


class AssessForm(_ReviewForm):
    """Asks for a member's self-assessment; confidential."""

    title = N_("Self-assessment (confidential)")
    argument_fields = fields_by(rating="class")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("What the member says of the year"), EntryLine(id="text"))
        yield from self.labelled(
            N_("The class that the member asks for"), ChoiceField([("", _("not given")), *_classes()], id="class")
        )

    def offer(self, view: ReviewFormData) -> None:
        self.query_one("#text", EntryLine).value = view.of.review.self_text
        self.query_one(ChoiceField).value = view.of.review.self_rating or ""

    def request(self) -> ActRequest:
        return request_act("review.assess", **self.member_and_year, text=self.text("text"), rating=self.chosen_class())


class CommentForm(_ReviewForm):
    """Asks for the comments of the others; confidential."""

    title = N_("Comments on the member (confidential)")

    def fields(self) -> Iterable[Widget]:
        yield EntryLine(id="text")

    def offer(self, view: ReviewFormData) -> None:
        self.query_one("#text", EntryLine).value = view.of.review.comments

    def request(self) -> ActRequest:
        return request_act("review.comment", **self.member_and_year, text=self.text("text"))


class ClassForm(_ReviewForm):
    """Asks for the class at one stage: the committee's proposal, the superior's opinion, the decision."""

    act: Literal["review.propose", "review.superior", "review.decide"]
    argument_fields = fields_by(rating="class")

    def fields(self) -> Iterable[Widget]:
        yield ChoiceField(_classes(), id="class")

    def offer(self, view: ReviewFormData) -> None:
        self.query_one(ChoiceField).value = self.offered(view) or Classification.GOOD

    def offered(self, view: ReviewFormData) -> Classification | None:
        """Return the class that is preselected."""
        return view.of.review.proposed or view.of.review.self_rating

    def rating(self) -> Classification:
        """Return the chosen class; this field has no empty choice."""
        return Classification(self.query_one(ChoiceField).value)

    def request(self) -> ActRequest:
        return request_act(self.act, **self.member_and_year, rating=self.rating())


class ProposeForm(ClassForm):
    """Asks for the proposal of the cell's committee."""

    title, act = N_("The committee proposes"), "review.propose"


class SuperiorClassForm(ClassForm):
    """Asks for the superior's opinion."""

    title, act = N_("The superior holds"), "review.superior"

    def offered(self, view: ReviewFormData) -> Classification | None:
        """Return the present class, else the proposal."""
        return view.of.review.superior or super().offered(view)


class DecideForm(ClassForm):
    """Asks for the decision."""

    title, act = N_("Decided officially"), "review.decide"

    def offered(self, view: ReviewFormData) -> Classification | None:
        """Return the present class, else the superior's."""
        return view.of.review.official or view.of.review.superior or super().offered(view)


class BallotForm(_ReviewForm):
    """Asks for the counts of the ballot among the four classes; never who voted what."""

    title = N_("The ballot counted (numbers only, no names)")

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Official members convened"), CountLine(id="convened"))
        for one in Classification:
            yield Label(_("Votes for: {rating}").format(rating=label(one)))
            yield CountLine(id=one.value)

    def offer(self, view: ReviewFormData) -> None:
        ballot = view.of.review.ballot
        self.query_one("#convened", EntryLine).value = str(ballot.convened if ballot else view.convened)
        for one in Classification:
            self.query_one(f"#{one.value}", EntryLine).value = str(ballot.votes[one]) if ballot else ""

    def request(self) -> ActRequest:
        return request_act(
            "review.count",
            **self.member_and_year,
            convened=self.parsed("convened", needed_whole),
            excellent=self.parsed("excellent", needed_whole),
            good=self.parsed("good", needed_whole),
            completed=self.parsed("completed", needed_whole),
            not_completed=self.parsed("not_completed", needed_whole),
        )
