"""The keys of the documents."""

from __future__ import annotations

from models.domain.language import N_
from tui.forms.filter_panel import filter_key
from tui.widgets.key import Key, row_keys, undo_keys

DOCUMENTS = (
    Key("documents.pdf", "enter,p", "write('pdf')", N_("PDF"), N_("Make the chosen document as PDF.")),
    Key("documents.docx", "d", "write('docx')", N_("Word"), N_("Make the chosen document for Word (DOCX).")),
    Key("documents.text", "t", "write('txt')", N_("plain text"), N_("Make the chosen document as plain text.")),
    Key("documents.open", "o", "open", N_("open it"), N_("Open what was made last with the system's program.")),
    Key(
        "documents.posted",
        "h",
        "panel('posting-form')",
        N_("on the Handbook"),
        N_("Note what was posted on the Handbook, and when."),
    ),
    Key(
        "documents.outgoing",
        "b",
        "app.go('outgoing')",
        N_("letters, book"),
        N_("Letters, and the book of what was issued."),
    ),
    Key("documents.copy", "Y", "copy", N_("copy"), N_("Copy the chosen document's text, to paste it anywhere.")),
    filter_key("documents"),
    *undo_keys("documents"),
    *row_keys("documents"),
    Key("documents.back", "q,escape", "leave", N_("back"), N_("Back to the list of meetings.")),
)
