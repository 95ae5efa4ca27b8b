"""Typed minutes are kept on this machine while the typing goes on, and written into the records after a pause."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from textual.timer import Timer

from models.domain.language import _
from models.domain.seal import seal_of
from models.store.scratch import keep, kept
from tui.minutes.editing import EditingSession, TypedText, stored_form
from tui.shell.screen import ChiboScreen

KEEP_SECONDS = 0.5
"""So long after a letter what was typed is kept on this machine, also while the typing goes on."""

COMPARE_SECONDS = 1.0
"""After so long a pause the comparison is drawn anew; to do so between two letters would hold up the second."""

WRITE_SECONDS = 30.0
"""After so long a pause it is written into the records, as one act; so it is when the typing ends."""


def changed_elsewhere() -> str:
    """Return what to do where another text stands by now."""
    return _(
        "The text was changed elsewhere; yours is kept here. {key:minutes.compare} compares,"
        " {key:minutes.rederive} takes both."
    )


class Autosave:
    """For the minutes of one meeting on a screen."""

    def __init__(self, screen: ChiboScreen, meeting_id: str) -> None:
        self._screen, self._meeting_id = screen, meeting_id
        self._scratch = f"minutes:{meeting_id}"
        self._pauses: list[Timer] = []
        self._keeping: Timer | None = None

    def kept(self, reader: sqlite3.Connection) -> TypedText | None:
        """Return what was typed before the program ended, and not written."""
        return TypedText.from_json(kept(reader, self._scratch))

    def typed(self, session: EditingSession, draw: Callable[[], object]) -> None:
        """Take note that something was typed: the pauses begin anew; ``draw`` draws the comparison."""
        for timer in self._pauses:
            timer.stop()
        self._pauses = [
            self._screen.set_timer(COMPARE_SECONDS, draw),
            self._screen.set_timer(WRITE_SECONDS, lambda: self.write(session)),
        ]
        self._keeping = self._keeping or self._screen.set_timer(KEEP_SECONDS, lambda: self.keep(session))

    def stop(self) -> None:
        """Await no pause any more."""
        for timer in (*self._pauses, self._keeping):
            if timer:
                timer.stop()
        self._keeping = None

    def keep(self, session: EditingSession) -> None:
        """Keep what was typed, on this machine."""
        self._keeping = None
        self._put(session.typed.to_json())

    def forget(self, reader: sqlite3.Connection) -> None:
        """Keep nothing any more: it was written."""
        if load_scratch(reader, self._scratch):
            self._put("")

    def write(self, session: EditingSession, *, also_unchanged: bool = False) -> None:
        """Write the text as one act; where another text stands by now, keep it and say so."""
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
