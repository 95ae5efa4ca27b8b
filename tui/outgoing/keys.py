"""The keys of letters and the number book."""

from __future__ import annotations

from models.domain.language import N_
from tui.forms.filter_panel import filter_key
from tui.widgets.key import Key, row_keys, undo_keys

OUTGOING = (
    Key("outgoing.new", "n", "panel('new-letter')", N_("new letter"), N_("Draft a letter: plan, notice, report …")),
    Key("outgoing.edit", "e", "panel('letter')", N_("edit"), N_("Edit the chosen draft.")),
    Key("outgoing.issue", "i", "panel('issue')", N_("issue"), N_("Issue the chosen draft: it gets its number.")),
    Key("outgoing.pdf", "enter,p", "write('pdf')", N_("PDF"), N_("Make the chosen document as PDF.")),
    Key("outgoing.docx", "d", "write('docx')", N_("Word"), N_("Make the chosen document for Word (DOCX).")),
    Key("outgoing.text", "t", "write('txt')", N_("plain text"), N_("Make the chosen document as plain text.")),
    Key("outgoing.open", "o", "open", N_("open it"), N_("Open what was made last with the system's program.")),
    Key("outgoing.copy", "Y", "copy", N_("copy"), N_("Copy the chosen document's text, to paste it anywhere.")),
    filter_key("outgoing"),
    Key("outgoing.sheet", "b", "write_book('xlsx')", N_("book as XLSX"), N_("Write the book for spreadsheets (XLSX).")),
    Key("outgoing.book", "B", "write_book('pdf')", N_("book as PDF"), N_("Write the book as a document (PDF).")),
    Key(
        "outgoing.correct",
        "c",
        "panel('answer-letter')",
        N_("correct"),
        N_("Draft a letter that corrects the chosen one, which was issued."),
    ),
    Key("outgoing.withdraw", "x,delete", "withdraw", N_("withdraw"), N_("Withdraw the chosen draft.")),
    Key("outgoing.history", "y", "history", N_("history"), N_("Who changed the chosen record, when and what.")),
    *undo_keys("outgoing"),
    *row_keys("outgoing"),
    Key("outgoing.back", "q,escape", "leave", N_("back"), N_("Back to the list of meetings.")),
)
