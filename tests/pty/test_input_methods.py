"""The table of input methods in the real program: a line of a form, the text of the minutes, search and palette."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest

from models.acts.registry import ActOutcome
from models.queries.minutes import find_minutes
from models.store.opening import open_reader
from models.store.store import Store
from tests.input_methods import METHODS

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from tests.pty.terminal import Terminal, running

pytestmark = pytest.mark.pty

ENTER, CLEAR, SEARCH, MINUTES, DONE = b"\r", b"\x15", b"\x1b[18~", b"\x1b[15~", b"\x1b[21~"  # F7, F5, F10
WAYS = {
    "in one read": [tuple(part.encode() for part in row.in_one) for row in METHODS],
    "in reads": [tuple(part.encode() for part in row.writes) for row in METHODS],
    "byte by byte": [row.by_bytes for row in METHODS],
}


@pytest.fixture
def terminal(cell: Store, meeting: str, do: Callable[..., ActOutcome]) -> Iterator[Terminal]:
    """The program, the meeting open, the first item running."""
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("item.start")
    cell.close()
    with running(cell.home, CHIBO_NOW="2026-12-03T14:30+07:00") as found:
        found.until_shown("asks to speak")
        yield found


@pytest.fixture(params=WAYS)
def rows(request: pytest.FixtureRequest) -> list[tuple[bytes, ...]]:
    """What each input method sends, cut into writes in one of the ways."""
    return WAYS[request.param]


def _write(terminal: Terminal, *parts: bytes) -> None:
    for part in parts:
        terminal.write(part)


def test_a_form(terminal: Terminal, cell: Store, rows: list[tuple[bytes, ...]]) -> None:
    for place, writes in enumerate(rows):
        _write(terminal, b"o", *writes, f"|{place}".encode(), ENTER * 5)
        terminal.until_shown("noted (")
    terminal.write(b"oend" + ENTER * 5 + b"u")
    terminal.until_shown("undid")
    reader = open_reader(cell.home)
    found = [text for (text,) in reader.execute("SELECT text FROM note WHERE deleted = 0 ORDER BY written_at, id")]
    reader.close()
    assert found == [f"{row.meant}|{place}" for place, row in enumerate(METHODS)]


@pytest.mark.parametrize("way_in", [SEARCH, b":"], ids=["search", "palette"])
def test_a_line_that_looks_for_something(terminal: Terminal, way_in: bytes) -> None:
    terminal.write(way_in)
    terminal.until_shown("esc")
    for place, (row, writes) in enumerate(zip(METHODS, WAYS["byte by byte"], strict=True)):
        _write(terminal, CLEAR, *writes, f"|{place}".encode())
        terminal.until_shown(f"{row.meant}|{place}")


def test_the_minutes(terminal: Terminal, cell: Store, meeting: str, rows: list[tuple[bytes, ...]]) -> None:
    terminal.write(MINUTES)
    terminal.until_shown("e edit")
    terminal.write(b"e\x1b[1;5F")
    terminal.until_shown("F10")
    for place, writes in enumerate(rows):
        _write(terminal, ENTER, *writes, f"|{place}".encode())
    terminal.write(ENTER + DONE)
    terminal.until_shown("wrote the minutes")
    reader = open_reader(cell.home)
    found = find_minutes(reader, meeting)
    reader.close()
    assert found is not None
    assert [line for line in found.text.splitlines() if "|" in line] == [
        f"{row.meant}|{place}" for place, row in enumerate(METHODS)
    ]


@pytest.mark.parametrize("begun", [b"o", b"t", b"g"], ids=["note", "task", "petition"])
def test_esc_and_a_letter_in_one_read_close_the_form_and_press_the_key(terminal: Terminal, begun: bytes) -> None:
    terminal.write(begun + b"abc\x1bu")
    terminal.until_shown("undid")
