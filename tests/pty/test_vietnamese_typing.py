"""Vietnamese as input methods send it, in the real program in a real terminal.

Unikey and ibus send backspaces and the new letters in one write; some terminals send letters and marks apart (NFD); a
slow line tears a letter in two; a quick hand types ahead of the form that a key opens.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterator

import pytest

from models.acts.registry import ActOutcome
from models.store.opening import open_reader
from models.store.store import Store

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from tests.pty.terminal import Terminal, running

pytestmark = pytest.mark.pty

DELETE, ENTER = "\x7f", "\r"
NOW = "2026-12-03T14:30+07:00"


@pytest.fixture
def terminal(cell: Store, meeting: str, do: Callable[..., ActOutcome]) -> Iterator[Terminal]:
    """The program, the meeting open, the first item running."""
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("item.start")
    cell.close()
    with running(cell.home, CHIBO_NOW=NOW) as found:
        found.until_shown("asks to speak")
        yield found


def _noted(cell: Store) -> list[str]:
    reader = open_reader(cell.home)
    try:
        return [text for (text,) in reader.execute("SELECT text FROM note ORDER BY written_at, id")]
    finally:
        reader.close()


def _acts(cell: Store) -> list[str]:
    reader = open_reader(cell.home)
    try:
        return [act for (act,) in reader.execute("SELECT act FROM journal_entry ORDER BY time")]
    finally:
        reader.close()


@pytest.mark.parametrize(
    ("writes", "expected"),
    [
        ([f"to{DELETE}ôi"], "tôi"),
        ([f"tieng{DELETE * 3}ếng"], "tiếng"),
        (["tie", f"n{DELETE}", f"{DELETE}ến"], "tiến"),
        ([unicodedata.normalize("NFD", "Nguyễn Văn Đức")], "Nguyễn Văn Đức"),
        ([unicodedata.normalize("NFD", "ễ") + DELETE + "e"], "e"),
        (["\x1b[200~một dòng\nhai dòng\x1b[201~"], "một dòng hai dòng"),
    ],
)
def test_a_note_reads_as_it_was_meant(terminal: Terminal, cell: Store, writes: list[str], expected: str) -> None:
    terminal.write(b"o")  # the form opens; what is typed next goes into the text
    for part in writes:
        terminal.write(part.encode())
    terminal.write(ENTER.encode() * 5)
    terminal.until_shown("noted (")
    assert _noted(cell) == [expected]


def test_a_letter_torn_in_two_writes_arrives_whole(terminal: Terminal, cell: Store) -> None:
    first, second = "Đức".encode()[:1], "Đức".encode()[1:]
    terminal.write(b"o" + first)
    terminal.write(second + ENTER.encode() * 5)
    terminal.until_shown("noted (")
    assert _noted(cell) == ["Đức"]


def test_what_is_typed_ahead_in_one_write_reaches_the_form_that_it_opens_and_the_screen_after_it(
    terminal: Terminal, cell: Store
) -> None:
    terminal.write(f"omột{ENTER * 5}ohai{ENTER * 5}u".encode())
    terminal.until_shown("undid")
    reader = open_reader(cell.home)
    notes = reader.execute("SELECT text, deleted FROM note ORDER BY written_at, id").fetchall()
    reader.close()
    assert notes == [("một", 0), ("hai", 1)]


def test_what_is_typed_behind_the_key_of_the_help_never_reaches_the_meeting_below(
    terminal: Terminal, cell: Store
) -> None:
    terminal.write(b"?u")
    terminal.until_shown("esc closes")
    terminal.write(f"qomột{ENTER * 5}".encode())
    terminal.until_shown("noted (")
    assert "undo" not in _acts(cell), "the key behind “?” undid the start of the item"


def test_what_is_typed_ahead_of_the_meetings_screen_reaches_it(terminal: Terminal, cell: Store) -> None:
    terminal.write(f"q{ENTER}omột{ENTER * 5}".encode())
    terminal.until_shown("noted (")
    assert _noted(cell) == ["một"]
