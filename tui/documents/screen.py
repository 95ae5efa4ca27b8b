"""The documents of a meeting: a row each, made in the background."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from models.domain.clock import VIETNAM
from models.domain.formats import day_text
from models.domain.labels import label
from models.domain.language import _
from models.domain.state_sets import SEALED
from models.domain.text import capital, one_line
from models.queries.decisions import resolutions_of
from models.queries.handbook import PostingView, postings
from models.queries.invitations import outdated_invitation
from models.queries.meetings import meeting, meeting_title
from models.queries.votes import motions
from models.store.opening import open_reader
from tui.documents.keys import DOCUMENTS
from tui.documents.place import PLACE
from tui.documents.posting_form import PostingForm, PostingFormData
from tui.forms.filter_panel import FilterPanel
from tui.forms.form import Panel
from tui.shell.document_screen import DocumentScreen
from tui.widgets.key import bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from models.documents.made import MadeDocument


class DocumentsScreen(DocumentScreen):
    """The documents of one meeting."""

    CSS_PATH = "documents.tcss"
    BINDINGS = bindings(DOCUMENTS)
    key_table = DOCUMENTS
    place = PLACE.name
    panels: Mapping[str, type[Panel]] = {"posting-form": PostingForm}
    idle_keys = frozenset({"documents.open"})  # nothing was made yet

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self.meeting_id = meeting_id

    def compose(self) -> ComposeResult:
        yield Static(id="header", markup=False)
        yield RowList(id="rows")
        yield Static(id="posted", markup=False)
        yield Static(id="made", markup=False)
        yield from self.compose_panels()
        yield FilterPanel(id="filter")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def store_changed(self) -> None:
        """List the documents; a document about a motion has a row for each motion."""
        from models.documents.names import ABOUT_A_MOTION, DocumentKind, name_of
        from models.documents.offered import is_offered

        reader = self.chibo.gateway.reader
        put = motions(reader, self.meeting_id)
        of_motions = {one.motion_id for one in resolutions_of(reader, self.meeting_id) if one.number is not None}
        adopting = tuple(motion for motion in put if motion.id in of_motions)
        lines: dict[str, Content] = {}
        for kind in DocumentKind:
            about = put if kind in ABOUT_A_MOTION else adopting if kind is DocumentKind.RESOLUTION else ()
            if kind not in ABOUT_A_MOTION and len(about) < 2:
                lines[kind.value] = Content(capital(name_of(kind)))
                continue
            for motion in (one for one in about if is_offered(kind, one)):
                text = f"{capital(name_of(kind))} – {one_line(motion.title)}"
                lines[f"{kind.value}/{motion.number}"] = Content(text)
        self.query_one(RowList).show_rows(lines)
        outdated = outdated_invitation(reader, self.meeting_id)
        told = (f"⚠ {outdated}" if outdated else "", _posted(postings(reader, self.meeting_id)))
        self.query_one("#posted", Static).update("\n".join(filter(None, told)))
        title = meeting_title(meeting(reader, self.meeting_id))
        self.query_one("#header", Static).update(_("Documents: {meeting}").format(meeting=one_line(title)))
        self.forget_outdated()
        self.refresh_keys()

    def made_of(self, chosen: str) -> object:  # noqa: ARG002 - the approval seals them all
        """Return whether the minutes are approved: with them the meeting's papers are final."""
        return meeting(self.chibo.gateway.reader, self.meeting_id).state in SEALED

    def panel_data(self) -> PostingFormData:
        """Return the meeting for the posting form."""
        today = self.chibo.clock().astimezone(VIETNAM).date()
        return PostingFormData(meeting(self.chibo.gateway.reader, self.meeting_id), today)

    def make_document(self, chosen: str, wished: str, now: datetime) -> MadeDocument:
        """Return the file of the chosen row in a format; called in a thread."""
        document = _made(self.chibo.gateway.home, self.meeting_id, chosen, wished, now)
        if chosen == "invitation":  # refused once the meeting was opened, and nothing is to be told then
            self.chibo.gateway.act("invitation.keep", shown_meeting=self.meeting_id)
        return document


def _made(home: Path, meeting_id: str, chosen: str, wished: str, now: datetime) -> MadeDocument:
    """Return a document's file."""
    from models.documents.catalogue import DocumentFormat, DocumentRequest
    from models.documents.names import DocumentKind
    from sync.reports.signed_document import made

    word, _slash, number = chosen.partition("/")
    wish = DocumentRequest(DocumentKind(word), meeting_id, int(number) if number else None)
    with closing(open_reader(home)) as connection:
        return made(home, connection, wish, DocumentFormat(wished), now)


def _posted(found: tuple[PostingView, ...]) -> str:
    """Return the posts on the Handbook, in one line."""
    listed = (
        f"{label(one.kind)}{f' “{one_line(one.title)}”' if one.title else ''} {day_text(one.posted_on)}"
        for one in found
    )
    return _("On the Handbook: {papers}").format(papers="; ".join(listed)) if found else ""
