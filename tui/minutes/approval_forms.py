"""The forms that approve the minutes and add an addendum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Label, Static

from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.language import N_, _, ngettext
from models.domain.text import one_line
from models.domain.textmerge import Chunk
from models.domain.vocabulary import AddendumKind
from tui.forms.form import ActRequest, Form, Panel, request_act
from tui.forms.keys import FORM
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_area import EntryArea
from tui.widgets.key import bindings

MAX_LINES = 4
"""How many lines of changed records the question shows."""


@dataclass(frozen=True, slots=True)
class ApprovalFormData:
    """A meeting, the seal of the text that was read, the number of open checks.

    ``late_lines`` were typed after the approval; an addendum starts with them. ``missing_changes`` are changes of the
    records since the draft that the text does not contain, ``altered`` lines of the draft that were altered by hand.
    """

    meeting_id: str
    seal: str
    open_checks: int
    late_lines: str
    meeting: str = ""
    missing_changes: tuple[Chunk, ...] = ()
    altered: tuple[str, ...] = ()


class ApproveForm(Form):
    """Asks yes or no: the approval cannot be undone."""

    title = N_("Approve the minutes")

    def fields(self) -> Iterable[Widget]:
        yield Static(_("From then on they change no more: a correction is an addendum. This cannot be undone."))
        yield Static(
            _(
                "With it the report goes up to the superior; {key:form.cancel}, then {key:minutes.report}"
                " shows it before."
            )
        )
        yield Static(id="open-checks")
        yield Static(id="missing_changes")
        yield Static(id="altered")
        yield from self.labelled(N_("Approve?"), ChoiceField([("no", _("no")), ("yes", _("yes"))], id="sure"))

    def prepare(self, view: ApprovalFormData) -> None:
        self._of = view
        choice = self.query_one("#sure", ChoiceField)
        choice.options = (
            ("no", _("no")),
            ("yes", _("yes, without these changes") if view.missing_changes else _("yes")),
        )
        choice.value = "no"
        choice.refresh()
        self.update_line("#missing_changes", Content("\n").join(_missing_change_lines(view.missing_changes)))
        self.query_one("#missing_changes").display = bool(view.missing_changes)
        self.update_line("#altered", Content("\n").join(_altered_lines(view.altered)))
        self.query_one("#altered").display = bool(view.altered)
        count = view.open_checks
        text = ngettext(
            "⚠ {count} check is open; {key:form.cancel}, then {key:minutes.checks} shows it.",
            "⚠ {count} checks are open; {key:form.cancel}, then {key:minutes.checks} shows them.",
            count,
        ).format(count=count)
        line = (
            Content.assemble((text, "$warning")) if count else Content.assemble((_("✓ Nothing is open."), "$success"))
        )
        self.update_line("#open-checks", line)

    def heading(self, view: ApprovalFormData) -> str:
        return f"{_(self.title)}: {view.meeting}"

    def request(self) -> ActRequest:
        """Approve the text that was read. Raises :class:`Refused` for a no."""
        if self.query_one("#sure", ChoiceField).value != "yes":
            raise Refused(N_("Not approved; choose yes, or leave with {key:form.cancel}."))
        of = self._of
        return request_act("minutes.approve", meeting=of.meeting_id, seal=of.seal, outdated_ok=bool(of.missing_changes))


def _missing_change_lines(missing_changes: tuple[Chunk, ...]) -> Iterable[Content]:
    """Yield the first changed lines of the records, and the keys that show and merge them."""
    if not missing_changes:
        return
    title = ngettext(
        "⚠ The records changed in {count} place since the text was drafted; the text does not say so:",
        "⚠ The records changed in {count} places since the text was drafted; the text does not say so:",
        len(missing_changes),
    )
    yield Content.assemble((title.format(count=len(missing_changes)), "b $warning"))
    lines = [
        (sign, style, line)
        for chunk in missing_changes
        for sign, style, these, others in (
            ("+", "$success", chunk.theirs, chunk.base),
            ("−", "$error", chunk.base, chunk.theirs),
        )
        for line in these
        if line.strip() and line not in others
    ]
    for sign, style, line in lines[:MAX_LINES]:
        yield Content.assemble((f"  {sign} ", f"b {style}"), one_line(line, 100))
    yield Content(_("{key:form.cancel}, then {key:minutes.compare} compares and {key:minutes.rederive} takes it in."))


def _altered_lines(altered: tuple[str, ...]) -> Iterable[Content]:
    """Yield the first lines of the draft that were altered by hand."""
    if altered:
        told = _("⚠ Altered by hand, though it comes from the records; {key:form.cancel}, then {key:minutes.compare}:")
        yield Content.assemble((told, "b $warning"))
    for line in altered[:MAX_LINES]:
        yield Content.assemble(("  − ", "b $error"), one_line(line, 100))


class AddendumForm(Panel):
    """Asks for a correction of approved minutes."""

    BINDINGS = bindings(FORM)
    keeps_draft = True

    def contents(self) -> Iterable[Widget]:
        yield Static(_("Addendum to the minutes"), classes="panel-title")
        yield EntryArea(id="addendum")
        yield Label(_("What it is"))
        yield ChoiceField([(kind, label(kind)) for kind in AddendumKind], id="addendum-kind")
        yield Static(_("{key:form.done} done   {key:form.cancel} cancel"), classes="panel-hint")

    def prepare(self, view: ApprovalFormData) -> None:
        self._of = view
        self.query_one(EntryArea).load_text(view.late_lines)
        self.query_one(ChoiceField).value = AddendumKind.CORRECTION

    def heading(self, view: ApprovalFormData) -> str:
        return _("Addendum to the minutes") + f": {view.meeting}"

    def action_next_field(self) -> None:
        """Go to the other field."""
        area, choice = self.query_one(EntryArea), self.query_one(ChoiceField)
        self.screen.set_focus(choice if area.has_focus else area)

    def action_previous_field(self) -> None:
        """Go to the other field."""
        self.action_next_field()

    @on(ChoiceField.Submitted)
    def _entered(self, event: Message) -> None:
        event.stop()
        self.action_done()

    def action_done(self) -> None:
        """Add the addendum, from either field."""
        text = self.query_one(EntryArea).text
        if not text.strip():
            self.post_message(self.Notice(_("The addendum is empty; write at least a word.")))
            return
        kind = AddendumKind(self.query_one(ChoiceField).value)
        wanted = request_act("minutes.correct", meeting=self._of.meeting_id, text=text, kind=kind)
        self.post_message(self.Submitted(self, wanted))
