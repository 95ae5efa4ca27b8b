"""The laptop ballot from the command line: the choice comes unseen, and nothing tells it again."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterable
from contextlib import closing

import pytest

from models.store.ballot_box import BallotBox
from models.store.limits import DATABASE
from tests.cli.conftest import Program, Shell


class Keyboard(io.StringIO):
    """A standard input that is a terminal."""

    def isatty(self) -> bool:
        return True


def _types(monkeypatch: pytest.MonkeyPatch, lines: Iterable[str]) -> list[str]:
    """Let somebody type unseen; return the prompts that were shown."""
    waiting, prompts = iter(lines), list[str]()

    def typed(prompt: str) -> str:
        prompts.append(prompt)
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("sys.stdin", Keyboard())
    monkeypatch.setattr("getpass.getpass", typed)
    return prompts


def _pipes(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def _received(shell: Shell) -> int:
    totals = BallotBox(shell.home).totals(_round(shell))
    return len(totals.received)


def _round(shell: Shell) -> str:
    with closing(sqlite3.connect(shell.home / DATABASE)) as connection:
        return str(connection.execute("SELECT id FROM round").fetchone()[0])


def test_a_vote_typed_unseen_is_received_and_not_told(voting: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    _types(monkeypatch, ["no"])
    assert voting("ballot", "cast", "Mậu") == (0, "received\n", "")
    assert _received(voting) == 1


def test_a_vote_is_taken_from_a_pipe_by_the_real_program(voting: Shell, program: Program) -> None:
    done = program(f"--home={voting.home}", "ballot", "cast", "Mậu", input=b"no\n")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"received\n", b"")


def test_one_empty_line_at_the_keyboard_is_no_ballot_yet(voting: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    prompts = _types(monkeypatch, ["", "yes"])
    assert voting("ballot", "cast", "Mậu")[0] == 0
    assert len(prompts) == 2


def test_input_that_ends_before_a_choice_casts_nothing(voting: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    _pipes(monkeypatch, "")
    assert voting("ballot", "cast", "Mậu")[0] == 1
    _types(monkeypatch, [])
    assert voting("ballot", "cast", "Mậu")[0] == 1
    assert _received(voting) == 0


@pytest.mark.parametrize("choice", ["perhaps", "yes,no,perhaps", "perhaps no", "y"])
def test_a_choice_that_is_none_is_refused_and_not_repeated(
    voting: Shell, monkeypatch: pytest.MonkeyPatch, choice: str
) -> None:
    _pipes(monkeypatch, f"{choice}\n")
    code, out, err = voting("ballot", "cast", "Mậu")
    assert (code, out, err.count("\n"), choice in err.split()) == (1, "", 1, False)
    assert _received(voting) == 0


@pytest.mark.parametrize("voter", ["Hiệp", "Nobody", "Trình"])
def test_who_has_no_vote_casts_none(voting: Shell, monkeypatch: pytest.MonkeyPatch, voter: str) -> None:
    _pipes(monkeypatch, "yes\n")
    assert voting("ballot", "cast", voter)[0] == 1
    assert _received(voting) == 0


def test_nobody_votes_twice(voting: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for expected in (0, 1):
        _pipes(monkeypatch, "yes\n")
        assert voting("ballot", "cast", "Mậu")[0] == expected
    assert _received(voting) == 1


def test_the_log_tells_of_no_cast(voting: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    before = voting.json("journal", "log")
    _pipes(monkeypatch, "yes\n")
    voting.done("ballot", "cast", "Mậu")
    assert voting.json("journal", "log") == before


@pytest.mark.parametrize(
    ("answer", "counted"), [("Tán thành", "yes"), ("khong tan thanh", "no"), ("ý kiến khác", "abstain")]
)
def test_a_choice_may_be_given_in_the_words_of_the_ballot(
    voting: Shell, monkeypatch: pytest.MonkeyPatch, answer: str, counted: str
) -> None:
    _pipes(monkeypatch, f"{answer}\n")
    assert voting("ballot", "cast", "Mậu", lang="vi")[0] == 0
    assert BallotBox(voting.home).totals(_round(voting)).sums[counted] == 1


def test_a_wrong_answer_is_told_the_words_of_the_ballot(voting: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for language, words in (("vi", "tán thành, không tán thành, ý kiến khác"), ("en", "yes, no, abstain")):
        _pipes(monkeypatch, "1\n")
        code, _out, err = voting("ballot", "cast", "Mậu", lang=language)
        assert (code, words in err) == (1, True), err


def test_who_has_left_casts_no_ballot_until_the_arrival_is_marked(
    voting: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    voting.done("do", "attendance.leave", "member=Mậu")
    _pipes(monkeypatch, "yes\n")
    code, _out, err = voting("ballot", "cast", "Mậu")
    assert (code, "not in the room" in err) == (1, True)
    voting.done("do", "attendance.mark", "member=Mậu", "state=present")
    _pipes(monkeypatch, "yes\n")
    assert voting("ballot", "cast", "Mậu")[0] == 0
