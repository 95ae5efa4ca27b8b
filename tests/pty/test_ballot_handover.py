"""The ballot on one laptop: what the next voter can see, or scroll back to, tells nothing of the last one's choice."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from models.acts.words import perform_words
from models.store.store import Store

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from tests.conftest import FakeClock
from tests.pty.terminal import Terminal, running
from tests.whole.scenario import ROLL_CALL, step
from tests.whole.tmux import is_installed, tmux

pytestmark = pytest.mark.pty

AT = "2026-12-03T14:20+07:00"
ALTERNATE_SCREEN, NORMAL_SCREEN = b"\x1b[?1049h", b"\x1b[?1049l"
DOWN = b"\x1b[B"
BALLOT = (
    *ROLL_CALL,
    step("motion.put", title="Chọn ngày sinh hoạt chuyên đề"),
    step("round.open", motion="1", method="laptop_ballot"),
)


@pytest.fixture
def balloting(cell: Store, meeting: str, clock: FakeClock) -> Path:
    """A home whose meeting has a ballot open on this laptop."""
    perform_words(cell, "agenda.agree", {"meeting": meeting})
    for one in BALLOT:
        clock.advance(minutes=one.minutes)
        perform_words(cell, one.act, one.words)
    cell.close()
    return cell.home


def _vote(terminal: Terminal, who: str, steps: int) -> bytes:
    """Vote as somebody, so many choices down; return what the terminal was sent from the hand-over on."""
    terminal.write(who.encode() + b"\r")
    terminal.until_shown("Is this you?")
    terminal.write(b"\r")
    terminal.until_shown("mark your choice")
    terminal.write(DOWN * steps + b" ")
    terminal.until_shown("[x]")
    before = len(terminal.drawn)
    terminal.write(b"\r")
    terminal.until_shown("Your ballot is in the box.")
    terminal.write(b"\r \r")  # pressed once too often: nobody's ballot
    terminal.until_shown("Who votes next?")
    return terminal.drawn[before:]


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_the_screen_that_is_handed_over_and_all_that_was_sent_for_it_hold_no_choice(
    balloting: Path, steps: int
) -> None:
    with running(balloting, CHIBO_NOW=AT) as terminal:
        terminal.until_shown("Who votes next?")
        sent = _vote(terminal, "yen", steps)
        assert "Who votes next?" in terminal.text
        assert not [word for word in ("[x]", "[ ]", "abstain", "Yến") if word in terminal.text]
        assert not [word for word in ("[x]", "[ ]", "abstain", "Yến") if word.encode() in sent]
        assert terminal.drawn.count(ALTERNATE_SCREEN) == 1, "the ballot has no scrollback to be read in"
        assert NORMAL_SCREEN not in terminal.drawn


def test_the_screen_that_is_handed_over_is_the_same_to_the_cell_and_its_colours_whatever_was_marked(
    balloting: Path, tmp_path: Path
) -> None:
    left = []
    for steps in (0, 1, 2):
        home = tmp_path / f"marked-{steps}"
        shutil.copytree(balloting, home)
        with running(home, CHIBO_NOW=AT) as terminal:
            terminal.until_shown("Who votes next?")
            _vote(terminal, "yen", steps)
            left.append(terminal.cells)
    assert left[0] == left[1] == left[2]


@pytest.mark.skipif(not is_installed(), reason="needs tmux (Debian: apt-get install tmux)")
def test_nothing_of_a_voter_can_be_scrolled_back_to(balloting: Path) -> None:
    with tmux(balloting, "en", CHIBO_NOW=AT) as window:
        window.start()
        window.until_shown("Who votes next?")
        for who, steps in (("yen", 1), ("mau", 0)):
            window.type(who)
            window.press("enter")
            window.until_shown("Is this you?")
            window.press("enter")
            window.until_shown("mark your choice")
            window.press(*["down"] * steps, "space")
            window.until_shown("[x]")
            window.press("enter")
            window.until_shown("Who votes next?")
            assert not [word for word in ("[x]", "[ ]", "mark your choice") if word in window.everything]
