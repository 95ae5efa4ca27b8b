"""Vietnamese as input methods send it into the minutes, a text of several lines, in the real program."""

from __future__ import annotations

import signal
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator

import pytest

from models.acts.registry import ActOutcome
from models.queries.minutes import find_minutes
from models.store.opening import open_reader
from models.store.scratch import load_scratch
from models.store.store import Store

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from tests.pty.terminal import PATIENCE, Terminal, running

pytestmark = pytest.mark.pty

DELETE, ENTER, MINUTES, DONE = "\x7f", "\r", "\x1b[15~", "\x1b[21~"  # F5, F10
NOW = "2026-12-03T15:50+07:00"
BEGIN = "Biên bản:"


@pytest.fixture
def terminal(cell: Store, meeting: str, do: Callable[..., ActOutcome]) -> Iterator[Terminal]:
    """The program in the minutes of a closed meeting, the cursor behind a first line, typing begun."""
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("meeting.close")
    do("minutes.write", text=BEGIN, meeting=meeting)
    cell.close()
    with running(cell.home, CHIBO_NOW=NOW) as found:
        found.until_shown("2026-12-03")
        found.write(MINUTES.encode())
        found.until_shown(BEGIN)
        found.write(b"e\x1b[F")  # End
        found.until_shown("F10")
        yield found


def _text(cell: Store, meeting: str) -> str:
    reader = open_reader(cell.home)
    try:
        found = find_minutes(reader, meeting)
        assert found is not None
        return found.text
    finally:
        reader.close()


def _until_kept(cell: Store, meeting: str, wanted: str) -> None:
    reader = open_reader(cell.home)
    end = time.monotonic() + PATIENCE
    try:
        while wanted not in load_scratch(reader, f"minutes:{meeting}"):
            assert time.monotonic() < end, "never kept"
            time.sleep(0.02)
    finally:
        reader.close()


@pytest.mark.parametrize(
    ("writes", "expected"),
    [
        ([f" to{DELETE}ôi"], " tôi"),
        ([f" tieng{DELETE * 3}ếng"], " tiếng"),
        ([" tie", f"n{DELETE}", f"{DELETE}ến"], " tiến"),
        ([f"{ENTER}mot{DELETE * 2}ột{ENTER}hai"], "\nmột\nhai"),
        ([f"{ENTER}x{DELETE * 2} liền"], " liền"),
        ([unicodedata.normalize("NFD", " Nguyễn Văn Đức")], " Nguyễn Văn Đức"),
        ([unicodedata.normalize("NFD", " ễ") + DELETE + "e"], " e"),
        ([*unicodedata.normalize("NFD", " ệ")], " ệ"),
        (["\x1b[200~\nmột dòng\r\nhai dòng\x1b[201~"], "\nmột dòng\nhai dòng"),
        (["\x1b[200~" + unicodedata.normalize("NFD", " tệp") + "\x1b[201~!"], " tệp!"),
        ([" uda?q:jk"], " uda?q:jk"),
    ],
)
def test_the_minutes_read_as_they_were_meant(
    terminal: Terminal, cell: Store, meeting: str, writes: list[str], expected: str
) -> None:
    for part in writes:
        terminal.write(part.encode())
    terminal.write(DONE.encode())
    terminal.until_shown("wrote the minutes")
    assert _text(cell, meeting) == BEGIN + expected


def test_a_letter_torn_in_two_writes_arrives_whole(terminal: Terminal, cell: Store, meeting: str) -> None:
    letters = " Đức".encode()
    terminal.write(letters[:2])
    terminal.write(letters[2:] + DONE.encode())
    terminal.until_shown("wrote the minutes")
    assert _text(cell, meeting) == BEGIN + " Đức"


def test_keys_behind_the_end_of_the_typing_are_keys_again(terminal: Terminal, cell: Store, meeting: str) -> None:
    terminal.write(f" một{DONE}u".encode())
    terminal.until_shown("undid")
    assert _text(cell, meeting) == BEGIN


def test_a_killed_program_has_kept_what_was_typed(terminal: Terminal, cell: Store, meeting: str) -> None:
    terminal.write(" dở dang".encode())
    terminal.until_shown("dở dang")
    _until_kept(cell, meeting, "dở dang")
    terminal.process.send_signal(signal.SIGKILL)
    terminal.process.wait(PATIENCE)
    with running(cell.home, CHIBO_NOW=NOW) as again:
        again.until_shown("2026-12-03")
        again.write(MINUTES.encode())
        again.until_shown("typed before the program ended")
        again.write(f"e{DONE}".encode())
        again.until_shown("wrote the minutes")
    assert _text(cell, meeting) == BEGIN + " dở dang"
