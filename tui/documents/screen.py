"""The documents of a meeting: a row each, made in the background."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from models.domain.clock import VIETNAM
from models.domain.errors import ChiboError
from models.domain.formats import day_text
from models.domain.labels import label
from models.domain.language import _
from models.domain.text import one_line
from models.domain.warnings import RuleWarning
from models.queries.decisions import resolutions_of
from models.queries.handbook import PostingView, postings
from models.queries.meetings import meeting, meeting_title
from models.queries.votes import motions
from models.store.opening import open_reader
from tui.documents.keys import DOCUMENTS
from tui.documents.place import PLACE
from tui.documents.posting_form import PostingForm, PostingFormData
from tui.forms.form import Panel
from tui.shell.crash import write_crash_file
from tui.shell.open_file import open_file
from tui.shell.panel_host import PanelHost
from tui.widgets.key import bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.long_job import LongJob
from tui.widgets.message_line import MessageLine
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from sync.reports.signed_document import MadeDocument

FOLDER = "documents"


class DocumentsScreen(PanelHost):
    """The documents of one meeting."""

    CSS_PATH = "documents.tcss"
    BINDINGS = bindings(DOCUMENTS)
    key_table = DOCUMENTS
    place = PLACE.name
    panels: Mapping[str, type[Panel]] = {"posting-form": PostingForm}
    idle_keys = frozenset({"documents.open"})  # nothing was made yet

    class Made(Message):
        """A document was written, or failed."""

        def __init__(
            self, job: LongJob, path: Path | None, fault: Exception | None, notices: tuple[RuleWarning, ...] = ()
        ) -> None:
            super().__init__()
            self.job = job
            self.path = path
            self.fault = fault
            self.notices = notices

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self.meeting_id = meeting_id
        self._last: Path | None = None
        self._job: LongJob | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="header", markup=False)
        yield RowList(id="rows")
        yield Static(id="posted", markup=False)
        yield Static(id="made", markup=False)
        yield from self.compose_panels()
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def store_changed(self) -> None:
        """List the documents; a document about a motion has a row for each motion."""
        from models.documents.names import ABOUT_A_MOTION, DocumentKind, name_of

        reader = self.chibo.gateway.reader
        put = motions(reader, self.meeting_id)
        of_motions = {one.motion_id for one in resolutions_of(reader, self.meeting_id) if one.number is not None}
        adopting = tuple(motion for motion in put if motion.id in of_motions)
        lines: dict[str, Content] = {}
        for kind in DocumentKind:
            about = put if kind in ABOUT_A_MOTION else adopting if kind is DocumentKind.RESOLUTION else ()
            if kind not in ABOUT_A_MOTION and len(about) < 2:
                lines[kind.value] = Content(_capital(name_of(kind)))
                continue
            for motion in about:
                text = f"{_capital(name_of(kind))} – {one_line(motion.title)}"
                lines[f"{kind.value}/{motion.number}"] = Content(text)
        self.query_one(RowList).show_rows(lines)
        self.query_one("#posted", Static).update(_posted(postings(reader, self.meeting_id)))
        title = meeting_title(meeting(reader, self.meeting_id))
        self.query_one("#header", Static).update(_("Documents: {meeting}").format(meeting=one_line(title)))
        self.refresh_keys()

    def panel_data(self) -> PostingFormData:
        """Return the meeting for the posting form."""
        today = self.chibo.clock().astimezone(VIETNAM).date()
        return PostingFormData(meeting(self.chibo.gateway.reader, self.meeting_id), today)

    def action_write(self, wished: str) -> None:
        """Make the chosen document in the background."""
        chosen = self.query_one(RowList).chosen_id
        if self._job or not chosen:
            self.messages.say(_("A document is being made; wait a moment."))
            return
        job = self._job = LongJob(self, _("Making the document …"), _("{key:documents.back} gives it up"))
        now = self.chibo.clock()
        self.run_worker(lambda: self._make(job, chosen, wished, now), thread=True)

    def may_leave(self) -> bool:
        """Cancel the document that is being made."""
        if self._job is None:
            return super().may_leave()
        self._job.end(given_up=True)
        self._job = None
        self.messages.say(_("Given up; nothing was written."))
        return False

    def action_open(self) -> None:
        """Open the last document."""
        if self._last is None:
            self.messages.say(_("Nothing was made yet; {key:documents.pdf} makes the chosen document."))
            return
        try:
            open_file(self._last)
        except ChiboError as fault:
            self.messages.refused(str(fault))

    def _make(self, job: LongJob, chosen: str, wished: str, now: datetime) -> None:
        """Write a document in a thread; every error is reported on the screen."""
        home = self.chibo.gateway.home
        path: Path | None = None
        fault: Exception | None = None
        notices: tuple[RuleWarning, ...] = ()
        try:
            document = _made(home, self.meeting_id, chosen, wished, now)
            notices = document.notices
            name = f"{document.stem}.{wished}"
            path = _written(home / FOLDER / name, document.content) if job.is_wanted else None
        except Exception as error:  # noqa: BLE001 - told on the screen
            fault = error
        self.post_message(self.Made(job, path, fault, notices))

    def _sentence(self, fault: Exception) -> str:
        """Return the text of an error: its own sentence, the system's, or the path of the crash file."""
        if isinstance(fault, ChiboError):
            return str(fault)
        if isinstance(fault, OSError) and fault.strerror:
            return f"{fault.strerror}: {fault.filename or ''}".rstrip(": ")
        path = write_crash_file(self.chibo.gateway.home, fault)
        return _("Nothing was changed: chibo made a mistake. Please send {path} to its makers.").format(path=path)

    def on_documents_screen_made(self, event: Made) -> None:
        """Show the path of the file, or the error."""
        if event.job is not self._job:  # the job was cancelled
            return
        self._job.end()
        self._job = None
        if event.fault is not None:
            self.messages.refused(self._sentence(event.fault))
            return
        self._last = event.path
        self.query_one("#made", Static).update(str(event.path))
        self.idle_keys = frozenset()
        self.refresh_keys()
        self.messages.done(_("Written; {key:documents.open} opens it."), event.notices)


def _made(home: Path, meeting_id: str, chosen: str, wished: str, now: datetime) -> MadeDocument:
    """Return a document's file."""
    from models.documents.catalogue import DocumentFormat, DocumentRequest
    from models.documents.names import DocumentKind
    from sync.reports.signed_document import made

    word, _slash, number = chosen.partition("/")
    wish = DocumentRequest(DocumentKind(word), meeting_id, int(number) if number else None)
    with closing(open_reader(home)) as connection:
        return made(home, connection, wish, DocumentFormat(wished), now)


def _written(path: Path, content: bytes) -> Path:
    from models.documents.files import make_folder, write_beside

    make_folder(path.parent)
    return write_beside(path, content)


def _posted(found: tuple[PostingView, ...]) -> str:
    """Return the posts on the Handbook, in one line."""
    listed = (
        f"{label(one.kind)}{f' “{one_line(one.title)}”' if one.title else ''} {day_text(one.posted_on)}"
        for one in found
    )
    return _("On the Handbook: {papers}").format(papers="; ".join(listed)) if found else ""


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
