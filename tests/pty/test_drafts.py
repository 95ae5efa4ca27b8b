"""The program is killed while a form is filled in: started again, the form has what was typed, as it was meant."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable

import pytest

from models.acts.registry import ActOutcome
from models.domain.vocabulary import NoteKind
from models.store.opening import open_reader
from models.store.store import Store

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from tests.pty.terminal import PATIENCE, running

pytestmark = pytest.mark.pty

NOW = "2026-12-03T14:30+07:00"
CRITICISM = b"\x1b[C" * list(NoteKind).index(NoteKind.CRITICISM)


def _until_kept(cell: Store, wanted: str) -> None:
    reader = open_reader(cell.home)
    end = time.monotonic() + PATIENCE
    try:
        sql = "SELECT count(*) FROM local_state WHERE key GLOB 'scratch:form:*' AND instr(value, ?) > 0"
        while not reader.execute(sql, (wanted,)).fetchone()[0]:
            assert time.monotonic() < end, "never kept"
            time.sleep(0.02)
    finally:
        reader.close()


def test_a_killed_program_has_kept_the_form_with_who_may_see_it(
    cell: Store, meeting: str, do: Callable[..., ActOutcome]
) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("item.start")
    cell.close()
    with running(cell.home, CHIBO_NOW=NOW) as terminal:
        terminal.until_shown("asks to speak")
        terminal.write(b"o" + "Đến họp muộn".encode() + b"\r" + CRITICISM)
        terminal.until_shown("Đến họp muộn")
        _until_kept(cell, "confidential")
        terminal.process.send_signal(signal.SIGKILL)
        terminal.process.wait(PATIENCE)
    with running(cell.home, CHIBO_NOW=NOW) as again:
        again.until_shown("asks to speak")
        again.write(b"o")
        again.until_shown("Your draft stands here again")
        again.write(b"\r\r\r\r\r")
        again.until_shown("noted (")
    reader = open_reader(cell.home)
    found = reader.execute("SELECT text, kind, visibility FROM note").fetchall()
    drafts = reader.execute("SELECT count(*) FROM local_state WHERE key GLOB 'scratch:form:*'").fetchone()[0]
    reader.close()
    assert [text for text, _kind, _visibility in found] == ["Đến họp muộn"]
    assert found[0][1:] == ("criticism", "confidential")
    assert drafts == 0
