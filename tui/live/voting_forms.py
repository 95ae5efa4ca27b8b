"""Forms that put a motion and open its rounds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.discipline_forms import not_offered
from models.domain.errors import ChiboError, Refused, WrongUsage
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.methods import Method
from models.domain.roles import Role
from models.domain.text import one_line
from models.domain.typed.numbers import needed_whole, optional_whole
from models.domain.vocabulary import MotionKind, MotionState, ResolutionState, RoundState, Status
from models.queries.live import LiveView
from models.queries.results import motion_state_text
from models.queries.rules import rules_of_meeting
from models.queries.votes import MotionView, RoundView
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.forms.resolutions import TITLE_CELLS
from tui.forms.role_people import people_for
from tui.live.counting_forms import QUESTION_FORMS
from tui.live.marks_forms import OPTION_FORMS
from tui.live.next_vote import AMEND, NEW, NOMINATE, VOID, VOTE, WAYS, next_ways, round_line
from tui.live.note_forms import everybody
from tui.widgets.choice_field import ChoiceField
from tui.widgets.count_line import CountLine
from tui.widgets.entry_line import EntryLine
from tui.widgets.people import people_named
from tui.widgets.person_field import PersonField

_NEW_NAME = N_("No member is called that: the candidate for admission.")
_DISCIPLINE = frozenset({MotionKind.DISCIPLINE, MotionKind.EXPULSION})


def next_step(view: LiveView) -> str:
    """Return the panel of the next step of a vote: counting, opening a round, putting a motion."""
    if view.voting is None:
        return "round-form" if view.motions else "motion-form"
    motion, current = view.voting
    forms = {**QUESTION_FORMS, **(OPTION_FORMS if motion.options else {})}
    panel, _form = forms[current.method.counted_by]
    return panel


class MotionForm(Form):
    """Puts a motion: kind, question, and its subject, or candidates and seats."""

    title = N_("Put a motion to the vote")
    argument_fields = fields_by(resolution="draft", higher_committee="higher")

    def fields(self) -> Iterable[Widget]:
        kinds = [(kind, label(kind)) for kind in MotionKind]
        yield from self.labelled(N_("Kind"), ChoiceField(kinds, id="kind"))
        yield from self.labelled(N_("Question"), EntryLine(id="title"))
        yield from self.labelled(N_("What it adopts"), ChoiceField([], id="draft"))
        yield from self.labelled(N_("About whom"), PersonField(id="subject"))
        yield Static(id="forms-offered")
        higher = ChoiceField([("no", _("no")), ("yes", _("yes"))], id="higher")
        yield from self.labelled(N_("Member of a higher committee, for a task from above?"), higher)
        yield from self.labelled(N_("Candidates, with commas"), EntryLine(id="candidates"))
        yield Static(id="candidates-named")
        yield from self.labelled(N_("How many are to be elected"), CountLine(id="seats"))

    def prepare(self, view: LiveView) -> None:
        gateway = self.program.gateway
        self._rules = rules_of_meeting(gateway.reader, gateway.home, view.meeting.id).votes
        self._about_somebody = self._rules.about_somebody
        self._rows = {row.member_id: row for row in (*view.roll, *view.not_convened)}
        self._people = people_for(Role.CANDIDATE, view.roll, view.visitors)
        self.clear_fields("title", "candidates", "seats")
        self.query_one(PersonField).offer(people_for(Role.SUBJECT, everybody(view)))
        self._name_candidates()
        self._drafts = [one for one in view.resolutions if one.state is ResolutionState.DRAFT]
        draft = self.query_one("#draft", ChoiceField)
        draft.options = (*((one.id, one_line(one.title, TITLE_CELLS)) for one in self._drafts), ("", _("its own text")))
        draft.index = 0
        draft.refresh()
        self.query_one("#kind", ChoiceField).value = MotionKind.ORDINARY
        self._show_fields_of_kind()

    @on(ChoiceField.Changed, "#kind")
    def _show_fields_of_kind(self) -> None:
        kind = MotionKind(self.query_one("#kind", ChoiceField).value)
        self.show_field("subject", needed=kind in self._about_somebody)
        self.query_one(PersonField).take_names(_NEW_NAME if kind is MotionKind.ADMISSION else "")
        self.show_field("draft", needed=kind is MotionKind.RESOLUTION and bool(self._drafts))
        self.show_field("higher", needed=kind in _DISCIPLINE)
        self._tell_forms()
        for name in ("candidates", "seats"):
            self.show_field(name, needed=kind is MotionKind.ELECTION)

    @on(EntryLine.Changed, "#candidates")
    def _name_candidates(self) -> None:
        self.echo_names("candidates", self._people)

    @on(EntryLine.Changed)
    @on(PersonField.Submitted)
    def _tell_forms(self) -> None:
        """Show which forms of discipline are not on the ballot about the chosen member, and why."""
        try:
            row = self._rows.get(self._subject() or "")
        except ChiboError:  # the name is not complete yet, or fits nobody; the request says so
            row = None
        warning = None
        if row and MotionKind(self.query_one("#kind", ChoiceField).value) is MotionKind.DISCIPLINE:
            what = {"probationary": Status.PROBATIONARY in row.statuses, "has_office": row.office is not None}
            rule = self._rules.discipline_forms.of(**what)
            warning = not_offered(rule.value, citation=str(rule.citation), **what)
        told = f"⚠ {warning} ({warning.citation})" if warning else ""
        self.update_line("#forms-offered", Content.assemble((told, "$warning")))
        self.query_one("#forms-offered").display = bool(told)

    def request(self) -> ActRequest:
        kind = MotionKind(self.query_one("#kind", ChoiceField).value)
        arguments: dict[str, Any] = {"title": self.text("title"), "kind": kind}
        if kind is MotionKind.RESOLUTION and (draft := self.query_one("#draft", ChoiceField).value):
            arguments["resolution"] = draft
        if kind in self._about_somebody:
            arguments["subject"] = self._subject()
        if kind in _DISCIPLINE and self.query_one("#higher", ChoiceField).value == "yes":
            arguments["higher_committee"] = True
        if kind is MotionKind.ELECTION:
            named = self.parsed("candidates", lambda text: people_named(text, self._people))
            arguments["candidates"] = [one.id for one in named]
            arguments["seats"] = self.parsed("seats", optional_whole) or 0
        return request_act("motion.put", **arguments).opening("round-form")

    def _subject(self) -> str | None:
        return self.query_one(PersonField).named


class RoundForm(Form):
    """Asks what to do with a motion: vote, amend it, void its last round, put another.

    The most likely choice is preselected: a motion without a round needs only the method.
    """

    title = N_("Vote")
    argument_fields = fields_by(text="new-text", votes="floor-votes", member="nominee")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._motions: dict[str, MotionView] = {}
        self._drafted: set[str | None] = set()
        self._item_id: str | None = None

    def fields(self) -> Iterable[Widget]:
        yield from self.labelled(N_("Motion"), ChoiceField([], id="motion"))
        yield Static(id="rounds")
        yield from self.labelled(N_("What to do"), ChoiceField([], id="what"))
        yield from self.labelled(N_("How"), ChoiceField([(method, label(method)) for method in Method], id="method"))
        yield from self.labelled(N_("Who is nominated"), PersonField(id="nominee"))
        yield from self.labelled(N_("How many of those present are for it"), CountLine(id="floor-votes"))
        yield from self.labelled(N_("New text"), EntryLine(id="new-text"))
        yield from self.labelled(N_("Reason for voiding"), EntryLine(id="reason"))

    def prepare(self, view: LiveView) -> None:
        self._item_id = view.on.id if view.on else None
        latest_first = list(reversed(view.motions))
        latest_first.sort(key=lambda motion: motion.item_id != self._item_id)
        self._motions = {motion.id: motion for motion in latest_first}
        self._drafted = {one.motion_id for one in view.resolutions if one.state is ResolutionState.DRAFT}
        choice = self.query_one("#motion", ChoiceField)
        choice.options = tuple((key, self._motion_name(motion)) for key, motion in self._motions.items())
        choice.index = 0
        choice.disabled = len(self._motions) == 1
        choice.refresh()
        self.clear_fields("new-text", "reason", "floor-votes")
        self.query_one("#nominee", PersonField).offer(people_for(Role.CANDIDATE, everybody(view), view.visitors))
        self._show_rounds()

    def initial_focus(self) -> Widget | None:
        return self.query_one("#what" if self._ways[0] == NEW else "#method", ChoiceField)

    def heading(self, _view: LiveView | None) -> str:
        return f"{_(self.title)}: {self._motion.title}"

    @property
    def _ways(self) -> tuple[str, ...]:
        return next_ways(self._motion, self._item_id)

    @property
    def _motion(self) -> MotionView:
        return self._motions[self.query_one("#motion", ChoiceField).value]

    @on(ChoiceField.Changed, "#motion")
    def _show_rounds(self) -> None:
        motion = self._motion
        self.show_heading(None)
        wording = [Content(one_line(motion.wording))] if motion.wording != motion.title else []
        lines = [*wording, *(round_line(one) for one in motion.rounds)]
        self.update_line("#rounds", Content("\n").join(lines))
        self.query_one("#rounds").display = bool(lines)
        by_hands = motion.kind in (MotionKind.ORDINARY, MotionKind.RESOLUTION)
        self.query_one("#method", ChoiceField).value = Method.SHOW_OF_HANDS if by_hands else Method.PAPER_BALLOT
        what = self.query_one("#what", ChoiceField)
        what.options = tuple((way, _(WAYS[way])) for way in self._ways)
        what.index = 0
        what.refresh(layout=True)
        self._show_fields_of_step()

    @on(ChoiceField.Changed, "#what")
    def _show_fields_of_step(self) -> None:
        what = self.query_one("#what", ChoiceField).value
        needs = (("method", VOTE), ("new-text", AMEND), ("reason", VOID))
        for name, needed_for in (*needs, ("nominee", NOMINATE), ("floor-votes", NOMINATE)):
            self.show_field(name, needed=what == needed_for)
        if self._has_draft:  # its text has several lines, amended in a form of its own
            self.show_field("new-text", needed=False)
        elif what == AMEND:
            self._prefill_new_text()

    def _prefill_new_text(self) -> None:
        """Fill in the motion's text to amend, unless a new text is typed."""
        line = self.query_one("#new-text", EntryLine)
        if line.value in {"", *(_words(motion) for motion in self._motions.values())}:
            line.value = _words(self._motion)

    def request(self) -> ActRequest:
        motion, what = self._motion, self.query_one("#what", ChoiceField).value
        if what == VOTE:
            method = Method(self.query_one("#method", ChoiceField).value)
            return request_act("round.open", motion=motion.id, method=method).opening("vote")
        if what == AMEND:
            return request_act("motion.amend", motion=motion.id, text=self.text("new-text")).opening("round-form")
        if what == NOMINATE:
            votes = self.parsed("floor-votes", needed_whole)
            nominee = self.query_one("#nominee", PersonField).picked
            if nominee is None:
                raise WrongUsage(N_("Nobody is called that; write another name.")).at("nominee")
            return request_act("motion.nominate", motion=motion.id, member=nominee, votes=votes).opening("round-form")
        if what == VOID:
            arguments = {"round": self._last_round(motion).id, "reason": self.text("reason")}
            return request_act("round.void", **arguments).opening("round-form")
        raise Refused(N_("Choose what to do."))

    def opens_instead(self) -> str:
        """Return the form of a new motion, or of the resolution to amend, if chosen."""
        what = self.query_one("#what", ChoiceField).value
        if what == AMEND and self._has_draft:
            return "resolution"
        return "motion-form" if what == NEW else ""

    @property
    def _has_draft(self) -> bool:
        return self._motion.id in self._drafted

    @staticmethod
    def _last_round(motion: MotionView) -> RoundView:
        standing = [one for one in motion.rounds if one.state is not RoundState.VOIDED]
        if not standing:
            raise Refused(N_("No round of this motion stands, so there is none to void."))
        return standing[-1]

    @staticmethod
    def _motion_name(motion: MotionView) -> str:
        state = "" if motion.state is MotionState.DRAFT else f" ({motion_state_text(motion)})"
        return one_line(f"{motion.number}. {motion.title}", TITLE_CELLS) + state


def _words(motion: MotionView) -> str:
    """Return the current text of a motion in one line."""
    return one_line(motion.text or motion.title)
