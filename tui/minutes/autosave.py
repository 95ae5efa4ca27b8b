"""Saves typed minutes: on this machine while typing, into the records after a pause."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from textual.timer import Timer

from models.domain.language import _
from models.domain.seal import seal_of
from models.store.scratch import load_scratch, save_scratch
from tui.minutes.editing import EditingSession, TypedText, stored_form
from tui.shell.screen import ChiboScreen

KEEP_SECONDS = 0.5
"""How often typed text is saved on this machine."""

COMPARE_SECONDS = 1.0
"""The pause after which the comparison is drawn again; drawing it for each letter would delay typing."""

WRITE_SECONDS = 30.0
"""The pause after which the text is written into the records; the end of typing writes it, too."""


def changed_elsewhere() -> str:
    """Return the message for a text that was changed elsewhere."""
    return _(
        "The text was changed elsewhere; yours is kept here. {key:minutes.compare} compares,"
        " {key:minutes.rederive} takes both."
    )


class Autosave:
    """Saves the minutes of one meeting."""

    def __init__(self, screen: ChiboScreen, meeting_id: str) -> None:
        self._screen, self._meeting_id = screen, meeting_id
        self._scratch = f"minutes:{meeting_id}"
        self._pauses: list[Timer] = []
        self._keeping: Timer | None = None

    def kept(self, reader: sqlite3.Connection) -> TypedText | None:
        """Return the text that was typed and not written before the program ended."""
        return TypedText.from_json(load_scratch(reader, self._scratch))

    def typed(self, session: EditingSession, draw: Callable[[], object]) -> None:
        """Restart the pauses after typing; ``draw`` draws the comparison."""
        for timer in self._pauses:
            timer.stop()
        self._pauses = [
            self._screen.set_timer(COMPARE_SECONDS, draw),
            self._screen.set_timer(WRITE_SECONDS, lambda: self.write(session)),
        ]
        self._keeping = self._keeping or self._screen.set_timer(KEEP_SECONDS, lambda: self.keep(session))

    def stop(self) -> None:
        """Stop the timers."""
        for timer in (*self._pauses, self._keeping):
            if timer:
                timer.stop()
        self._keeping = None

    def keep(self, session: EditingSession) -> None:
        """Save the text on this machine."""
        self._keeping = None
        self._put(session.typed.to_json())

    def forget(self, reader: sqlite3.Connection) -> None:
        """Delete the text saved on this machine."""
        if load_scratch(reader, self._scratch):
            self._put("")

    def write(self, session: EditingSession, *, also_unchanged: bool = False) -> None:
        """Submit the text as one act; when it was changed elsewhere, save it on this machine and show a message."""
        wanted = session.is_dirty or (also_unchanged and session.stored is None)
        if not wanted or session.is_sealed or session.sent == stored_form(session.text):
            return
        self.keep(session)
        if session.elsewhere:
            self._screen.messages.refused(changed_elsewhere())
            return
        replaces = seal_of(session.replaces) if session.replaces else ""
        session.sent = stored_form(session.text)
        self._screen.do(
            "minutes.write", text=session.text, derived=session.derived, replaces=replaces, meeting=self._meeting_id
        )

    def _put(self, text: str) -> None:
        self._screen.chibo.gateway.enqueue(lambda store: save_scratch(store, self._scratch, text))
