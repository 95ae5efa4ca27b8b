"""The one confirmation of the program, and what may be added after it: approval of the minutes, an addendum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import Refused
from models.domain.language import N_, _, ngettext
from models.domain.textmerge import Chunk
from tui.format import shown
from tui.forms.form import ActRequest, Form, Panel
from tui.forms.keys import FORM
from tui.widgets.choice import Choice
from tui.widgets.entry_area import EntryArea
from tui.widgets.key import bindings

MOST_LINES = 4
"""Of what changed in the records, how many lines the question shows."""


@dataclass(frozen=True, slots=True)
class Approvable:
    """What is asked about: a meeting, the seal of the text that was read, how many checks are open.

    ``left_over`` is what was typed too late; an addendum begins with it. ``lacking`` is what changed in the records
    since the text was drafted, and the text does not say.
    """

    meeting_id: str
    seal: str
    open_checks: int
    left_over: str
    meeting: str = ""
    lacking: tuple[Chunk, ...] = ()


class ApproveForm(Form):
    """Yes or no; it cannot be taken back."""

    title = N_("Approve the minutes")

    def fields(self) -> Iterable[Widget]:
        """What the approval means, and the choice, which begins at no."""
        yield Static(_("From then on they change no more: a correction is an addendum. This cannot be undone."))
        yield Static(
            _(
                "With it the report goes up to the superior; {key:form.cancel}, then {key:minutes.report}"
                " shows it before."
            )
        )
        yield Static(id="open-checks")
        yield Static(id="lacking")
        yield from self.labelled(N_("Approve?"), Choice([("no", _("no")), ("yes", _("yes"))], id="sure"))

    def prepare(self, view: Approvable) -> None:
        """Ask anew."""
        self._of = view
        choice = self.query_one("#sure", Choice)
        choice.options = (("no", _("no")), ("yes", _("yes, without these changes") if view.lacking else _("yes")))
        choice.value = "no"
        choice.refresh()
        self.update_line("#lacking", Content("\n").join(_lacking_lines(view.lacking)))
        self.query_one("#lacking").display = bool(view.lacking)
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

    def heading(self, view: Approvable) -> str:
        """Name the meeting."""
        return f"{_(self.title)}: {view.meeting}"

    def request(self) -> ActRequest:
        """Approve the text that was read. Raises :class:`Refused` for a no."""
        if self.query_one("#sure", Choice).value != "yes":
            raise Refused(N_("Not approved; choose yes, or leave with {key:form.cancel}."))
        arguments = {"meeting": self._of.meeting_id, "seal": self._of.seal, "outdated_ok": bool(self._of.lacking)}
        return ActRequest("minutes.approve", arguments)


def _lacking_lines(lacking: tuple[Chunk, ...]) -> Iterable[Content]:
    """Yield that the records changed, the first lines that came and went, and the keys that show and mend it."""
    if not lacking:
        return
    title = ngettext(
        "⚠ The records changed in {count} place since the text was drafted; the text does not say so:",
        "⚠ The records changed in {count} places since the text was drafted; the text does not say so:",
        len(lacking),
    )
    yield Content.assemble((title.format(count=len(lacking)), "b $warning"))
    lines = [
        (sign, style, line)
        for chunk in lacking
        for sign, style, these, others in (
            ("+", "$success", chunk.theirs, chunk.base),
            ("−", "$error", chunk.base, chunk.theirs),
        )
        for line in these
        if line.strip() and line not in others
    ]
    for sign, style, line in lines[:MOST_LINES]:
        yield Content.assemble((f"  {sign} ", f"b {style}"), shown(line, 100))
    yield Content(_("{key:form.cancel}, then {key:minutes.compare} compares and {key:minutes.rederive} takes it in."))


class AddendumForm(Panel):
    """A correction of approved minutes, of as many lines as it takes."""

    BINDINGS = bindings(FORM)
    keeps_draft = True

    def contents(self) -> Iterable[Widget]:
        """Yield title, text and hint."""
        yield Static(_("Addendum to the minutes"), classes="panel-title")
        yield EntryArea(id="addendum")
        yield Static(_("F10 done   {key:form.cancel} cancel"), classes="panel-hint")

    def prepare(self, view: Approvable) -> None:
        """Begin with an empty text, or with what was typed too late."""
        self._of = view
        self.query_one(EntryArea).load_text(view.left_over)

    def heading(self, view: Approvable) -> str:
        """Name the meeting."""
        return _("Addendum to the minutes") + f": {view.meeting}"

    def action_next_field(self) -> None:
        """Stay: there is one field."""

    def action_previous_field(self) -> None:
        """Stay: there is one field."""

    @on(EntryArea.Submitted)
    def _entered(self, event: EntryArea.Submitted) -> None:
        event.stop()
        if not event.text.strip():
            self.post_message(self.Notice(_("The addendum is empty; write at least a word.")))
            return
        self.post_message(
            self.Submitted(self, ActRequest("minutes.correct", {"meeting": self._of.meeting_id, "text": event.text}))
        )
