"""Documents: what an office expects of a meeting, one row each; made in the background, the keys go on."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static
from textual.widgets.option_list import Option

from models.domain.errors import ChiboError
from models.domain.language import _
from models.queries.meetings import meeting
from models.queries.votes import motions
from models.store.connection import open_reader
from tui.format import meeting_title, shown
from tui.keys import DOCUMENTS, Key, bindings
from tui.opening import open_file
from tui.screens.base import ChiboScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.rows import Rows

FOLDER = "documents"


class DocumentsScreen(ChiboScreen):
    """The documents of one meeting."""

    CSS_PATH = "documents.tcss"
    BINDINGS = bindings(DOCUMENTS)
    place = "documents"

    class Made(Message):
        """A document was written, or could not be."""

        def __init__(self, path: Path | None, fault: ChiboError | None) -> None:
            super().__init__()
            self.path = path
            self.fault = fault

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self.meeting_id = meeting_id
        self._last: Path | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        """Lay out the list, and where the last file is."""
        yield Static(id="header", markup=False)
        yield Rows(id="rows")
        yield Static(id="made", markup=False)
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the documents; the first one is chosen."""
        self.store_changed()

    def store_changed(self) -> None:
        """Offer what the meeting has now: a row for each motion where a document is about one."""
        from models.documents.catalogue import ABOUT_A_MOTION, DocumentKind, name_of

        reader, rows = self.chibo.gateway.reader, self.query_one(Rows)
        at = rows.highlighted or 0
        put = motions(reader, self.meeting_id)
        rows.clear_options()
        for kind in DocumentKind:
            if kind not in ABOUT_A_MOTION:
                rows.add_option(Option(Content(_capital(name_of(kind))), id=kind.value))
                continue
            for motion in put:
                text = Content(f"{_capital(name_of(kind))} – {shown(motion.title)}")
                rows.add_option(Option(text, id=f"{kind.value}/{motion.number}"))
        rows.highlighted = min(at, rows.option_count - 1)
        title = meeting_title(meeting(reader, self.meeting_id))
        self.query_one("#header", Static).update(_("Documents: {meeting}").format(meeting=shown(title)))
        self.refresh_keys()

    def all_keys(self) -> tuple[Key, ...]:
        """Return the screen's keys."""
        return DOCUMENTS

    def action_choose(self, way: str) -> None:
        """Go to the row above (``up``) or below (``down``)."""
        rows = self.query_one(Rows)
        rows.action_cursor_up() if way == "up" else rows.action_cursor_down()

    def action_write(self, wished: str) -> None:
        """Make the chosen document; it takes a moment, in which every key works on."""
        rows = self.query_one(Rows)
        if self._busy or rows.highlighted is None:
            self.messages.say(_("A document is being made; wait a moment."))
            return
        self._busy = True
        chosen = str(rows.get_option_at_index(rows.highlighted).id)
        self.messages.say(_("Making the document …"))
        now = self.chibo.clock()
        self.run_worker(lambda: self._make(chosen, wished, now), thread=True)

    def action_open(self) -> None:
        """Open what was made last."""
        if self._last is None:
            self.messages.say(_("Nothing was made yet; ⏎ makes the chosen document."))
            return
        try:
            open_file(self._last)
        except ChiboError as fault:
            self.messages.refused(str(fault))

    def _make(self, chosen: str, wished: str, now: datetime) -> None:
        """Write a document, in a thread of its own."""
        path: Path | None = None
        refusal: ChiboError | None = None
        try:
            path = _written(self.chibo.gateway.home, self.meeting_id, chosen, wished, now)
        except ChiboError as fault:
            refusal = fault
        self.post_message(self.Made(path, refusal))

    def on_documents_screen_made(self, event: Made) -> None:
        """Say where the file is, or why there is none."""
        self._busy = False
        if event.fault is not None:
            self.messages.refused(str(event.fault))
            return
        self._last = event.path
        self.query_one("#made", Static).update(str(event.path))
        self.messages.done(_("Written; o opens it."), ())


def _written(home: Path, meeting_id: str, chosen: str, wished: str, now: datetime) -> Path:
    from models.documents.catalogue import DocumentKind, Format, Wish
    from models.documents.files import write_whole
    from tui.paperwork import made

    word, _slash, number = chosen.partition("/")
    wish = Wish(DocumentKind(word), meeting_id, int(number) if number else None)
    with closing(open_reader(home)) as connection:
        content, stem = made(home, connection, wish, Format(wished), now)
    folder = home / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{stem}.{wished}"
    write_whole(path, content)
    return path


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
