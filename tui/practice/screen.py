"""The screen of the practice: what has happened and how it was answered; once the meeting is closed, the debriefing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from models.domain.clock import local, system_clock
from models.domain.language import _
from models.practice.debriefing import Debriefing, debriefed
from models.practice.reactions import PracticeAnswer, Reaction
from models.practice.report_text import practice_title, report_sections
from models.practice.telling import answer_word, told
from models.store.opening import open_reader
from tui.practice.keys import DEBRIEFING
from tui.practice.place import PLACE
from tui.practice.practised import Practised
from tui.shell.document_screen import FOLDER, sentence_of
from tui.shell.screen import ChiboScreen
from tui.widgets.key import bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.ticking_text import TickingText

_COLOURS = {
    PracticeAnswer.WAITING: "b $accent",
    PracticeAnswer.TARDY: "$warning",
    PracticeAnswer.MISSED: "b $error",
}


class PracticeScreen(ChiboScreen):
    """Lists the events, the newest first while the meeting runs; then the debriefing stands above them."""

    DEFAULT_CSS = """
    PracticeScreen VerticalScroll { height: 1fr; padding: 0 1; }
    PracticeScreen #practice-title { height: 1; padding: 0 1; text-style: bold; }
    PracticeScreen #practice-text { height: auto; }
    """
    place = PLACE.name
    BINDINGS = bindings(DEBRIEFING)
    key_table = DEBRIEFING
    _found: Debriefing | None = None

    class Certified(Message):
        """The certificate was written, or why not."""

        def __init__(self, path: Path | None, refusal: str = "") -> None:
            super().__init__()
            self.path = path
            self.refusal = refusal

    def compose(self) -> ComposeResult:
        yield Static(id="practice-title")
        with VerticalScroll(can_focus=False):
            yield TickingText(self._text, id="practice-text")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.refresh_keys()

    def store_changed(self) -> None:
        gateway = self.chibo.gateway
        practice = self._app.practice
        found = debriefed(gateway.reader, gateway.home, self._app.script, practice, self.chibo.clock())
        self._found = found if found.is_over else None
        title = practice_title(found) if found.is_over else _("What happened at this practice meeting")
        self.query_one("#practice-title", Static).update(Content(title))
        self.query_one("#practice-text", TickingText).tick()

    def action_close(self) -> None:
        """Go back to where the trainee was."""
        self.dismiss()

    def action_certificate(self) -> None:
        """Write the certificate into the folder of the documents, in the background."""
        if self._found is None:
            self.messages.say(_("The certificate is made once the meeting is closed."))
            return
        found, home = self._found, self.chibo.gateway.home
        self.messages.say(_("Making the document …"))
        self.run_worker(lambda: self._certify(found, home), thread=True, exclusive=True)

    def _certify(self, found: Debriefing, home: Path) -> None:
        from models.documents.files import make_folder, write_beside
        from models.practice.certificate import made_certificate

        connection = open_reader(home)
        try:
            made = made_certificate(connection, found, "", system_clock()())
            make_folder(home / FOLDER)
            self.post_message(self.Certified(write_beside(home / FOLDER / f"{made.stem}.pdf", made.content)))
        except Exception as fault:  # noqa: BLE001 - told on the screen
            self.post_message(self.Certified(None, sentence_of(home, fault)))
        finally:
            connection.close()

    @on(Certified)
    def _certified(self, event: Certified) -> None:
        if event.path is None:
            self.messages.refused(event.refusal)
        else:
            self.messages.say(_("Written: {path}").format(path=event.path))

    @property
    def _app(self) -> Practised:
        return cast("Practised", self.app)

    def _text(self) -> Content:
        lines = [*self._debriefing(), *self._happened(self._app.answers())]
        return Content("\n").join(lines) if lines else Content(_("Nothing has happened yet."))

    def _debriefing(self) -> Iterator[Content]:
        for section in report_sections(self._found) if self._found else ():
            yield Content.assemble((section.title, "b $accent"))
            yield from (Content(f"  {line}") for line in section.lines)
            yield Content("")
        if self._found:
            yield Content.assemble((_("What happened"), "b $accent"))

    def _happened(self, answers: tuple[Reaction, ...]) -> Iterator[Content]:
        plan, facts = self._app.plan, self._app.seen
        if plan is None or facts is None:
            return
        for one in answers if self._found else reversed(answers):
            word = answer_word(one)
            yield Content.assemble(
                (f"{local(one.happening.at):%H:%M}  ", "$foreground-muted"),
                told(plan, facts, one.happening),
                (f"  [{word}]" if word else "", _COLOURS.get(one.answer, "$foreground-muted")),
            )
