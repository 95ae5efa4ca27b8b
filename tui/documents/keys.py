"""The keys of the documents."""

from __future__ import annotations

from models.domain.language import N_
from tui.widgets.key import Key

DOCUMENTS = (
    Key("documents.pdf", "enter,p", "write('pdf')", N_("PDF"), N_("Make the chosen document as PDF.")),
    Key("documents.docx", "d", "write('docx')", N_("Word"), N_("Make the chosen document for Word (DOCX).")),
    Key("documents.text", "t", "write('txt')", N_("plain text"), N_("Make the chosen document as plain text.")),
    Key("documents.open", "o", "open", N_("open it"), N_("Open what was made last with the system's program.")),
    Key("documents.undo", "u", "act('undo')", N_("undo"), N_("Take back the last act.")),
    Key("documents.redo", "U,ctrl+r", "act('redo')", N_("redo"), N_("Do again what was undone.")),
    Key("documents.up", "up,k", "choose('up')", N_("up"), N_("Go to the row above.")),
    Key("documents.down", "down,j", "choose('down')", N_("down"), N_("Go to the row below.")),
    Key("documents.back", "q,escape", "leave", N_("back"), N_("Back to the list of meetings.")),
)
