"""Forms of the annual review: what a member says, comments, a class at a stage, what the ballot counted."""

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
from tui.forms.form import ActRequest, Form, request_act
from tui.widgets.choice_field import ChoiceField
from tui.widgets.count_line import CountLine
from tui.widgets.entry_line import EntryLine


@dataclass(frozen=True, slots=True)
class ReviewFormData:
    """Whom a form is about, in which year, and how many are convened where nothing was counted yet."""

    of: ReviewedMember
    year: int
    convened: int


def _classes() -> list[tuple[str, str]]:
    return [(one.value, label(one)) for one in Classification]


class MemberAndYear(TypedDict):
    """Whose review an act is about, and of which year."""

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
        """Fill the fields with what stands."""

    @property
    def member_and_year(self) -> MemberAndYear:
        """Whose review it is, and of which year."""
        return {"member": self._chosen.of.member.id, "year": self._chosen.year}

    def chosen_class(self) -> Classification | None:
        """Return the class that stands in the field; ``None`` for none."""
        value = self.query_one(ChoiceField).value
        return Classification(value) if value else None


class AssessForm(_ReviewForm):
    """What a member says of the year; confidential."""

    title = N_("Self-assessment (confidential)")

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
    """What the others say; confidential."""

    title = N_("Comments on the member (confidential)")

    def fields(self) -> Iterable[Widget]:
        yield EntryLine(id="text")

    def offer(self, view: ReviewFormData) -> None:
        self.query_one("#text", EntryLine).value = view.of.review.comments

    def request(self) -> ActRequest:
        return request_act("review.comment", **self.member_and_year, text=self.text("text"))


class ClassForm(_ReviewForm):
    """The class at one stage: what the committee proposes, the superior holds, or was decided."""

    act: Literal["review.propose", "review.superior", "review.decide"]

    def fields(self) -> Iterable[Widget]:
        yield ChoiceField(_classes(), id="class")

    def offer(self, view: ReviewFormData) -> None:
        self.query_one(ChoiceField).value = self.offered(view) or Classification.GOOD

    def offered(self, view: ReviewFormData) -> Classification | None:
        """Return the class that the form begins with."""
        return view.of.review.proposed or view.of.review.self_rating

    def rating(self) -> Classification:
        """Return the class that stands in the field, which has no empty choice."""
        return Classification(self.query_one(ChoiceField).value)

    def request(self) -> ActRequest:
        return request_act(self.act, **self.member_and_year, rating=self.rating())


class ProposeForm(ClassForm):
    """What the cell's committee proposes to the ballot."""

    title, act = N_("The committee proposes"), "review.propose"


class SuperiorClassForm(ClassForm):
    """What the superior holds to be right."""

    title, act = N_("The superior holds"), "review.superior"

    def offered(self, view: ReviewFormData) -> Classification | None:
        """Begin with what stands, else with the proposal."""
        return view.of.review.superior or super().offered(view)


class DecideForm(ClassForm):
    """What was decided."""

    title, act = N_("Decided officially"), "review.decide"

    def offered(self, view: ReviewFormData) -> Classification | None:
        """Begin with what stands, else with what the superior holds."""
        return view.of.review.official or view.of.review.superior or super().offered(view)


class BallotForm(_ReviewForm):
    """What the ballot among the four classes counted; never who voted what."""

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
            convened=needed_whole(self.text("convened")),
            excellent=needed_whole(self.text("excellent")),
            good=needed_whole(self.text("good")),
            completed=needed_whole(self.text("completed")),
            not_completed=needed_whole(self.text("not_completed")),
        )
