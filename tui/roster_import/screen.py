"""Imports members from a spreadsheet: choose the file, see the preview, take over all rows or none."""

from __future__ import annotations

from concurrent.futures import Future
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from models.domain.errors import ChiboError
from models.domain.language import _
from models.domain.text import one_line
from models.queries.people import existing_members
from models.roster.preview import Preview, RowOutcome
from models.store.opening import open_reader
from tui.roster_import.keys import ROSTER_IMPORT
from tui.roster_import.place import PLACE
from tui.roster_import.roster_pane import RosterPane, counts_line
from tui.roster_import.words import errors_line
from tui.shell.screen import ChiboScreen
from tui.widgets.key import bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.long_job import LongJob
from tui.widgets.message_line import MessageLine
from tui.widgets.path_line import PathLine

if TYPE_CHECKING:
    from models.store.store import Store
    from tui.forms.form import Panel


class Stage(Enum):
    """The steps of the import."""

    FILE = "file"
    READING = "reading"
    PREVIEW = "preview"
    ERRORS = "errors"


class RosterImportScreen(ChiboScreen):
    """Shows a path, and the preview of the file below."""

    CSS_PATH = "roster_import.tcss"
    BINDINGS = bindings(ROSTER_IMPORT)
    key_table = ROSTER_IMPORT
    place = PLACE.name

    class Read(Message):
        """The file was read, or could not be."""

        def __init__(self, job: LongJob, answer: Future[Preview]) -> None:
            super().__init__()
            self.job = job
            self.answer = answer

    def __init__(self) -> None:
        super().__init__()
        self._stage = Stage.FILE
        self._preview: Preview | None = None
        self._job: LongJob | None = None

    def compose(self) -> ComposeResult:
        yield Static(_("Import members"), id="title")
        yield Static(
            _(
                "A list as cells keep it: XLSX, XLS, ODS or CSV with a row of headings."
                " Nothing is written before you have seen it."
            ),
            id="hint",
        )
        yield PathLine(id="file")
        yield RosterPane(id="rows")
        yield Static(id="counts")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self._ask()

    def action_go(self) -> None:
        """Read the file, or take over its rows."""
        if self._stage is Stage.FILE:
            self._read()
        elif self._preview is not None and self._preview.counts[RowOutcome.ERROR]:
            self.messages.refused(f"{errors_line(self._preview)} {self._way_out}")
        elif self._stage is Stage.PREVIEW:
            self._take_over(leave_errors=False)

    def action_skip(self) -> None:
        """Show the rows with errors; then take over all the others."""
        if self._preview is None:
            self.messages.say(_("No file is read yet; name it, then {key:import.go}."))
        elif not self._preview.counts[RowOutcome.ERROR]:
            self.messages.say(_("No row has errors; {key:import.go} takes all of them over."))
        elif self._stage is Stage.PREVIEW:
            self._show(Stage.ERRORS)
        elif len(self._preview.rows) == self._preview.counts[RowOutcome.ERROR]:
            self.messages.refused(_("Every row has errors; mend the file, {key:import.back} chooses it again."))
        else:
            self._take_over(leave_errors=True)

    def action_complete(self) -> None:
        """Complete the path."""
        if self._stage is Stage.FILE:
            self.query_one(PathLine).complete()
        else:
            self.messages.say(_("The file is chosen; {key:import.back} chooses another."))

    def action_choose(self, way: str) -> None:
        """Move among the rows."""
        if not self.query_one(RosterPane).move(way):
            self.messages.say(_("No file is read yet; name it, then {key:import.go}."))

    def action_back(self) -> None:
        """Go back to the choice of the file, then to the meetings."""
        if self._stage is Stage.FILE:
            self.chibo.navigation.show_home()
        elif self._stage is Stage.ERRORS:
            self._show(Stage.PREVIEW)
        else:
            self._ask()

    def act_done(self, _panel: Panel | None) -> None:
        self.chibo.navigation.show_home()

    @on(Read)
    def _was_read(self, event: Read) -> None:
        error = event.answer.exception()
        if self._stage is not Stage.READING or event.job is not self._job:  # the job was cancelled
            return
        event.job.end()
        if error is not None:
            self._ask()
            self.messages.refused(str(error) if isinstance(error, ChiboError) else type(error).__name__)
            return
        self._preview = event.answer.result()
        self.query_one("#counts", Static).update(counts_line(self._preview))
        self._show(Stage.PREVIEW)

    @on(PathLine.Offered)
    def _offered(self, event: PathLine.Offered) -> None:
        self.messages.say("  ".join(one_line(name) for name in event.names))

    def _show(self, stage: Stage) -> None:
        """Show all rows, or those with errors, and name the keys that continue."""
        self._stage = stage
        self.query_one(RosterPane).show(self._preview, only_errors=stage is Stage.ERRORS)
        if self._preview is not None and self._preview.counts[RowOutcome.ERROR]:
            self.messages.say(f"{errors_line(self._preview)} {self._way_out}")
        else:
            self.messages.say(
                _("{key:import.go} takes these members over; {key:home.undo} on the first screen takes it back.")
            )
        self.refresh_keys()

    @property
    def _way_out(self) -> str:
        if self._stage is Stage.ERRORS:
            return _(
                "{key:import.skip} leaves these rows out and takes over the others; {key:import.back} shows all rows."
            )
        return _("{key:import.skip} shows only these rows; {key:import.back} chooses the file again.")

    @property
    def _file(self) -> Path:
        return self.query_one(PathLine).path

    def _ask(self) -> None:
        if self._stage is Stage.READING and self._job is not None:
            self._job.end(given_up=True)
            self.messages.say("")
        self._stage, self._preview = Stage.FILE, None
        line = self.query_one(PathLine)
        if not line.value:
            line.begin()
        self.query_one(RosterPane).show(None)
        self.query_one("#counts", Static).update("")
        self.set_focus(line)
        self.refresh_keys()

    def _read(self) -> None:
        """Read the file on the writer thread: it has loaded the libraries."""
        file, home, today = self._file, self.chibo.gateway.home, self.today

        def job(_store: Store) -> Preview:
            from models.roster.preview import compare
            from models.roster.reading import read_roster

            connection = open_reader(home)
            try:
                return compare(read_roster(file, today), existing_members(connection, today))
            finally:
                connection.close()

        self._stage = Stage.READING
        self.set_focus(None)
        doing = _("Reading {name} …").format(name=one_line(file.name))
        self._job = LongJob(self, doing, _("{key:import.back} gives it up"))
        told = self._job
        self.chibo.gateway.enqueue(job).add_done_callback(lambda done: self.post_message(self.Read(told, done)))

    def _take_over(self, *, leave_errors: bool) -> None:
        self.do("roster.import", file=self._file, allow_errors=leave_errors)
