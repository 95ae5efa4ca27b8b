"""The forms of letters: drafting and editing, issuing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import Refused
from models.domain.formats import kept_day
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.text import one_line
from models.domain.typed.days import YearHint, optional_day
from models.domain.typed.numbers import optional_whole
from models.domain.vocabulary import LetterKind
from models.queries.letters import LetterView
from tui.forms.form import ActRequest, Form, fields_by, request_act
from tui.widgets.choice_field import ChoiceField
from tui.widgets.entry_area import EntryArea
from tui.widgets.entry_line import EntryLine
from tui.widgets.people import Person

MAX_CHARACTERS = 100_000
"""Characters of a letter."""


@dataclass(frozen=True, slots=True)
class LetterFormData:
    """The data of the forms.

    ``draft`` is the letter to edit or to issue, ``None`` for a new one; ``corrected`` an issued document that a new one
    corrects, by kind and number. ``signers`` may sign; ``next_number`` is that of the draft if it is issued today.
    """

    today: date
    signers: Sequence[Person] = ()
    draft: LetterView | None = None
    corrected: str = ""
    next_number: int = 0


class LetterForm(Form):
    """Asks for kind, subject, recipients, signer and text of a letter."""

    title = N_("Letter")
    argument_fields = fields_by(
        kind="letter-kind",
        title="letter-subject",
        recipients="letter-recipients",
        signer="letter-signer",
        text="letter-text",
    )
    DEFAULT_CSS = """
    LetterForm #letter-recipients { height: 3; }
    LetterForm #letter-text { height: 1fr; min-height: 5; }
    """

    def fields(self) -> Iterable[Widget]:
        kinds = [(kind.value, f"{label(kind)} ({kind.value})") for kind in LetterKind]
        yield from self.labelled(N_("Kind"), ChoiceField(kinds, id="letter-kind"))
        yield from self.labelled(N_("Subject"), EntryLine(id="letter-subject"))
        recipients = EntryArea(max_characters=MAX_CHARACTERS, id="letter-recipients")
        yield from self.labelled(
            N_("Recipients, one a line (empty: the superior committee, and the members)"), recipients
        )
        yield from self.labelled(N_("Signed by"), ChoiceField([], id="letter-signer"))
        text = EntryArea(max_characters=MAX_CHARACTERS, id="letter-text")
        yield from self.labelled(N_("Text (“I- …” and “1. …” are headings)"), text)

    def subject(self, view: LetterFormData) -> str:
        """Return the key of the draft, or of the corrected letter, so that each has a draft of its own."""
        return view.draft.id if view.draft else f"new {view.corrected}"

    def heading(self, view: LetterFormData) -> str:
        if view.draft:
            return f"{_(self.title)}: {view.draft.subject}"
        return (
            _("New letter, which corrects {number}").format(number=view.corrected)
            if view.corrected
            else _("New letter")
        )

    def prepare(self, view: LetterFormData) -> None:
        """Fill in the draft; a letter that corrects another begins as an official letter about it."""
        self._draft = found = view.draft
        signer = self.query_one("#letter-signer", ChoiceField)
        signer.options = tuple(
            (one.id, f"{one.name} ({one.detail})" if one.detail else one.name) for one in view.signers
        )
        self.show_field("letter-signer", needed=bool(view.signers))
        if found and found.signer_id:
            signer.value = found.signer_id
        signer.refresh()
        kind = self.query_one("#letter-kind", ChoiceField)
        kind.value = (found.kind if found else LetterKind.OFFICIAL_LETTER if view.corrected else LetterKind.PLAN).value
        correcting = _("correction of {number}").format(number=view.corrected) if view.corrected else ""
        self.query_one("#letter-subject", EntryLine).value = found.subject if found else correcting
        self.query_one("#letter-recipients", EntryArea).load_text("\n".join(found.recipients) if found else "")
        self.query_one("#letter-text", EntryArea).load_text(found.text if found else "")

    def request(self) -> ActRequest:
        written = {
            "kind": LetterKind(self.query_one("#letter-kind", ChoiceField).value),
            "title": self.text("letter-subject"),
            "recipients": self.query_one("#letter-recipients", EntryArea).text,
            "text": self.query_one("#letter-text", EntryArea).text,
        }
        if signer := self.query_one("#letter-signer", ChoiceField).value:
            written["signer"] = signer
        if self._draft:
            return ActRequest("letter.change", {"letter": self._draft.id, **written})
        return ActRequest("letter.draft", written)


class IssueForm(Form):
    """Asks for day and number, and whether to issue the letter: it cannot be undone."""

    title = N_("Issue the letter")
    argument_fields = fields_by(on="issue-on", number="issue-number")

    def fields(self) -> Iterable[Widget]:
        yield Static(
            _("From then on it changes no more: a mistake is answered by another letter. This cannot be undone.")
        )
        yield from self.labelled(N_("Day on the letter (day/month/year)"), EntryLine(id="issue-on"))
        yield from self.labelled(N_("Number (empty: the next one)"), EntryLine(id="issue-number"))
        yield from self.labelled(N_("Issue?"), ChoiceField([("no", _("no")), ("yes", _("yes"))], id="issue-sure"))

    def subject(self, view: LetterFormData) -> str:
        return view.draft.id if view.draft else ""

    def heading(self, view: LetterFormData) -> str:
        draft = view.draft
        return f"{_(self.title)}: {label(draft.kind)} “{one_line(draft.subject, 60)}”" if draft else _(self.title)

    def prepare(self, view: LetterFormData) -> None:
        """Propose today and the next number."""
        self._view = view
        sure = self.query_one("#issue-sure", ChoiceField)
        sure.value = "no"
        sure.refresh()
        self.query_one("#issue-on", EntryLine).value = kept_day(view.today)
        number = self.query_one("#issue-number", EntryLine)
        number.value, number.placeholder = "", f"{view.next_number:02}"

    def request(self) -> ActRequest:
        """Return the act. Raises :class:`Refused` for a no."""
        today = self._view.today
        on = self.parsed("issue-on", lambda text: optional_day(text, today, YearHint.PAST))
        number = self.parsed("issue-number", optional_whole)
        if self.query_one("#issue-sure", ChoiceField).value != "yes" or self._view.draft is None:
            raise Refused(N_("Not issued; choose yes, or leave with {key:form.cancel}."))
        return request_act("letter.issue", letter=self._view.draft.id, on=on, number=number)
