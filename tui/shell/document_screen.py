"""A screen that makes documents: in the background, one at a time, into the cell's folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Static

from models.domain.errors import ChiboError
from models.domain.language import _
from models.domain.warnings import RuleWarning
from tui.shell.crash import write_crash_file
from tui.shell.filtered_screen import FilteredScreen
from tui.shell.open_file import open_file
from tui.widgets.long_job import LongJob
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from models.documents.made import MadeDocument

FOLDER = "documents"
COPY = "copy"
"""The format of a text for the clipboard."""


class DocumentScreen(FilteredScreen):
    """Writes the chosen document (``make_document``), shows its path in ``#made``, and opens it.

    A subclass has the keys with the actions ``write``, ``open`` and ``leave``.
    """

    class Made(Message):
        """A document was written, or failed."""

        def __init__(
            self,
            job: LongJob,
            path: Path | None,
            fault: Exception | None,
            notices: tuple[RuleWarning, ...] = (),
            copied: str | None = None,
        ) -> None:
            super().__init__()
            self.job = job
            self.path = path
            self.fault = fault
            self.notices = notices
            self.copied = copied
            """The text for the clipboard; ``None`` for a file."""

    _last: Path | None = None
    _of_last: tuple[str, object] = ("", None)
    """The row of the last document, and what it was made of (:meth:`made_of`)."""
    _asked: tuple[str, object] = ("", None)
    """The same of the document that is being made."""
    _job: LongJob | None = None

    def make_document(self, chosen: str, wished: str, now: datetime) -> MadeDocument:
        """Return the file of the chosen row in a format; called in a thread."""
        raise NotImplementedError

    def made_of(self, chosen: str) -> object:
        """Return what the document of a row is made of, as far as it changes what the document is: draft or issued."""
        raise NotImplementedError

    def forget_outdated(self) -> None:
        """Forget the last document once it is another one: the file of a draft is not the issued document."""
        chosen, of_it = self._of_last
        if self._last is None or self.made_of(chosen) == of_it:
            return
        self._last = None
        told = _("The document has changed since its file was made; {key} makes it anew.")
        self.query_one("#made", Static).update(told.format(key=self._key_of("write('pdf')")))
        self.idle_keys = self.idle_keys | self._opening_keys
        self.refresh_keys()

    @property
    def _opening_keys(self) -> frozenset[str]:
        return frozenset(key.id for key in self.key_table if key.action == "open")

    def action_write(self, wished: str) -> None:
        """Make the chosen document in the background."""
        self.write(self.query_one(RowList).chosen_id, wished)

    def action_copy(self) -> None:
        """Copy the text of the chosen document to the clipboard; nothing is written."""
        self.write(self.query_one(RowList).chosen_id, COPY)

    def write(self, chosen: str, wished: str) -> None:
        """Make a document in the background, unless one is being made."""
        if self._job or not chosen:
            self.messages.say(
                _("A document is being made; wait a moment.") if chosen else _("There is nothing here yet.")
            )
            return
        gives_up = _("{key} gives it up").format(key=self._key_of("leave"))
        job = self._job = LongJob(self, _("Making the document …"), gives_up)
        now = self.chibo.clock()
        self._asked = chosen, self.made_of(chosen)
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
            text = _("Nothing was made yet; {key} makes the chosen document.")
            self.messages.say(text.format(key=self._key_of("write('pdf')")))
            return
        try:
            open_file(self._last)
        except ChiboError as fault:
            self.messages.refused(str(fault))

    def _make(self, job: LongJob, chosen: str, wished: str, now: datetime) -> None:
        """Write a document in a thread; every error is reported on the screen."""
        path: Path | None = None
        fault: Exception | None = None
        notices: tuple[RuleWarning, ...] = ()
        copied: str | None = None
        try:
            document = self.make_document(chosen, "txt" if wished == COPY else wished, now)
            notices = document.notices
            if wished == COPY:
                copied = document.content.decode("utf-8-sig")
            elif job.is_wanted:
                path = _written(self.chibo.gateway.home / FOLDER / f"{document.stem}.{wished}", document.content)
        except Exception as error:  # noqa: BLE001 - told on the screen
            fault = error
        self.post_message(self.Made(job, path, fault, notices, copied))

    def on_document_screen_made(self, event: Made) -> None:
        """Show the path of the file, or the error."""
        if event.job is not self._job:  # the job was cancelled
            return
        self._job.end()
        self._job = None
        if event.fault is not None:
            self.messages.refused(sentence_of(self.chibo.gateway.home, event.fault))
            return
        if event.copied is not None:
            self.app.copy_to_clipboard(event.copied)
            told = _("Given to the terminal's clipboard; if pasting brings nothing, {key} makes a text file.")
            self.messages.done(told.format(key=self._key_of("write('txt')")), event.notices)
            return
        self._last, self._of_last = event.path, self._asked
        self.query_one("#made", Static).update(str(event.path))
        self.idle_keys = self.idle_keys - self._opening_keys
        self.refresh_keys()
        self.messages.done(_("Written; {key} opens it.").format(key=self._key_of("open")), event.notices)

    def _key_of(self, action: str) -> str:
        """Return the display name of the key of an action of this screen."""
        return next(key.shown for key in self.key_table if key.action == action)


def sentence_of(home: Path, fault: Exception) -> str:
    """Return the text of an error of a document: its own sentence, the system's, or the path of the crash file."""
    if isinstance(fault, ChiboError):
        return str(fault)
    if isinstance(fault, OSError) and fault.strerror:
        return f"{fault.strerror}: {fault.filename or ''}".rstrip(": ")
    path = write_crash_file(home, fault)
    return _("Nothing was changed: chibo made a mistake. Please send {path} to its makers.").format(path=path)


def _written(path: Path, content: bytes) -> Path:
    from models.documents.files import make_folder, write_beside

    make_folder(path.parent)
    return write_beside(path, content)
