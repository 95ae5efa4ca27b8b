"""Letters of the cell, drafts and issued ones; and the number book of the term."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import OptionList, Static

from models.domain.errors import Refused
from models.domain.language import N_, _, ngettext
from models.queries.letters import SIGNING, LetterView, letters
from models.queries.numbering import Series, next_letter_number
from models.queries.people import find_cell, members
from models.store.opening import open_reader
from tui.forms.filter_panel import FilterPanel
from tui.forms.form import Panel
from tui.outgoing.forms import IssueForm, LetterForm, LetterFormData
from tui.outgoing.keys import OUTGOING
from tui.outgoing.lines import Row, details, key_of, line, searched_text
from tui.outgoing.place import PLACE
from tui.shell.document_screen import DocumentScreen
from tui.shell.history import HistoryScreen
from tui.widgets.key import bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.people import person
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from models.documents.made import MadeDocument

BOOK = "book"
"""The row id of the number book itself, which is not in the list."""
_OF_DRAFTS = frozenset({"outgoing.edit", "outgoing.issue", "outgoing.withdraw"})


class OutgoingScreen(DocumentScreen):
    """Drafts first, then the number book, the newest document first."""

    CSS_PATH = "outgoing.tcss"
    BINDINGS = bindings(OUTGOING)
    key_table = OUTGOING
    place = PLACE.name
    panels: Mapping[str, type[Panel]] = {"letter": LetterForm, "issue": IssueForm}
    idle_keys = frozenset({"outgoing.open"})  # nothing was made yet

    def __init__(self, key: str = "") -> None:
        super().__init__()
        self._wanted = key
        self._rows: dict[str, Row] = {}

    def compose(self) -> ComposeResult:
        yield Static(id="header", markup=False)
        yield RowList(id="rows")
        yield Static(id="details", markup=False)
        yield Static(id="made", markup=False)
        yield from self.compose_panels()
        yield FilterPanel(id="filter")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def width_changed(self) -> None:
        """Draw the lines for the new width."""
        self.call_after_refresh(self._show_rows)

    def store_changed(self) -> None:
        """Read drafts and book again; the cursor stays on its document."""
        from models.documents.number_book import number_book

        reader = self.chibo.gateway.reader
        self._rows = {}
        if find_cell(reader):
            drafts = (one for one in letters(reader, self.today) if not one.is_issued)
            self._rows = {key_of(one): one for one in (*drafts, *reversed(number_book(reader, self.today)))}
        self._show_rows()
        self.forget_outdated()

    def made_of(self, chosen: str) -> object:
        """Return the row itself: a draft, or the line of the book; of the book, nothing."""
        return self._rows.get(chosen)

    def _show_rows(self) -> None:
        """Draw the rows for the width; the store is not read."""
        rows = self.query_one(RowList)
        width = rows.line_width
        rows.show_rows(
            {key: line(one, width) for key, one in self._rows.items()},
            choose=self._wanted,
            searched={key: searched_text(one) for key, one in self._rows.items()},
        )
        self._wanted = ""
        self.rows_narrowed()

    def rows_narrowed(self) -> None:
        """Show the numbers of rows, and the chosen row's details."""
        self._show_header()
        self._show_details()

    def panel_for(self, name: str) -> str:
        """Return the form's id: a new letter, a correcting one, and a draft have the same form."""
        return "letter" if name in ("new-letter", "answer-letter") else name

    def panel_data(self) -> LetterFormData:
        """Return the data of the form. Raises :class:`Refused` if it does not apply to the chosen row."""
        reader, chosen = self.chibo.gateway.reader, self._rows.get(self._chosen)
        held = [one for one in members(reader, self.today) if one.office in SIGNING]
        signers = [person(one) for one in sorted(held, key=lambda one: SIGNING.index(one.office or SIGNING[0]))]
        if self.opening == "new-letter":
            return LetterFormData(self.today, signers)
        if self.opening == "answer-letter":
            return LetterFormData(self.today, signers, corrected=_corrected(chosen))
        draft = _needed_draft(chosen)
        number = next_letter_number(reader, draft.kind, self.today)
        return LetterFormData(self.today, signers, draft, next_number=number)

    def make_document(self, chosen: str, wished: str, now: datetime) -> MadeDocument:
        """Return the file of the chosen row, or of the book, in a format; called in a thread."""
        return _made(self.chibo.gateway.home, chosen, wished, now)

    def action_write_book(self, wished: str) -> None:
        """Write the number book to a file."""
        self.write(BOOK, wished)

    def action_withdraw(self) -> None:
        """Withdraw the chosen draft."""
        try:
            self.do("letter.withdraw", letter=_needed_draft(self._rows.get(self._chosen)).id)
        except Refused as refusal:
            self.messages.refused(str(refusal))

    def action_history(self) -> None:
        """Show who changed the chosen document."""
        table, key, *_series = (*self._chosen.split(":"), "")
        if key and table != "gap":
            self.app.push_screen(HistoryScreen(key))
        else:
            self.messages.say(_("There is nothing here yet."))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_details()

    @property
    def _chosen(self) -> str:
        return self.query_one(RowList).chosen_id

    def _show_details(self) -> None:
        chosen = self._rows.get(self._chosen)
        self.query_one("#details", Static).update(details(chosen))
        is_draft = isinstance(chosen, LetterView)
        self.idle_keys = self.idle_keys - _OF_DRAFTS if is_draft else self.idle_keys | _OF_DRAFTS
        self.refresh_keys()

    def _show_header(self) -> None:
        drafts = sum(isinstance(one, LetterView) for one in self._rows.values())
        told = ngettext("{count} draft", "{count} drafts", drafts).format(count=drafts)
        parts = (_("Outgoing documents of the term"), told, self.narrowed)
        self.query_one("#header", Static).update(" · ".join(filter(None, parts)))


def _needed_draft(row: Row | None) -> LetterView:
    if not isinstance(row, LetterView):
        raise Refused(
            N_(
                "This is no draft: what was issued changes no more. {key:outgoing.new} drafts a letter,"
                " {key:outgoing.correct} one that corrects the chosen one."
            )
        )
    return row


def _corrected(row: Row | None) -> str:
    """Return the document that a correcting letter is about: kind and number of an issued one."""
    from models.documents.number_book import BookEntry

    if not isinstance(row, BookEntry):
        raise Refused(N_("Choose a document that was issued; a draft is edited: {key:outgoing.edit}."))
    return f"{row.kind} {row.number}"


def _made(home: Path, chosen: str, wished: str, now: datetime) -> MadeDocument:
    """Return a document's file."""
    from models.documents.catalogue import DocumentFormat
    from models.documents.made import made_book, made_letter, made_sheet
    from models.documents.number_book import request_for
    from sync.reports.signed_document import made

    table, key, series, *_rest = (*chosen.split(":"), "", "")
    with closing(open_reader(home)) as connection:
        if chosen == BOOK:
            return (
                made_sheet(connection, now)
                if wished == "xlsx"
                else made_book(home, connection, DocumentFormat(wished), now)
            )
        if table == "letter":
            return made_letter(home, connection, key, DocumentFormat(wished), now)
        return made(home, connection, request_for(connection, table, Series(series), key), DocumentFormat(wished), now)
