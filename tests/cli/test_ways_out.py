"""How the program ends when something outside it fails: one sentence, a code of its own, the store whole."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from models.store.limits import DATABASE
from tests.cli.conftest import Program, Shell
from tui.cli import journal

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="limits, signals and /dev are POSIX")
ADDING = ("do", "member.add", "name=Trần Văn Mới")
READING = (["meeting", "list"], ["journal", "log"], ["journal", "verify"], ["export", "--json"])


def test_a_store_from_a_newer_version_is_told_by_every_command(furnished: Shell) -> None:
    with closing(sqlite3.connect(furnished.home / DATABASE, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = (furnished.home / DATABASE).read_bytes()
    for words in (*READING, ["do", "undo"]):
        code, out, err = furnished(*words)
        assert (code, out, err.count("\n"), "newer" in err) == (1, "", 1, True)
    assert (furnished.home / DATABASE).read_bytes() == before


def test_a_file_that_is_no_database_is_told_and_left_alone(shell: Shell) -> None:
    shell.home.mkdir()
    (shell.home / DATABASE).write_bytes(b"minutes of the meeting\n" * 1000)
    for words in (*READING, ["do", "undo"], ["init", "--name", "X"]):
        code, out, err = shell(*words)
        assert (code, out, err.count("\n")) == (1, "", 1), err
    assert (shell.home / DATABASE).read_bytes() == b"minutes of the meeting\n" * 1000


def test_a_damaged_store_is_told_by_whatever_reads_it(furnished: Shell) -> None:
    path = furnished.home / DATABASE
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))  # the first page still says whose file it is
    for words in (*READING, ["do", "undo"]):
        code, _out, err = furnished(*words)
        assert (code, err.count("\n"), "damaged" in err) == (1, 1, True), err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere; see test_faults")
def test_a_folder_that_cannot_be_written_is_told(furnished: Shell) -> None:
    paths = (furnished.home, *furnished.home.iterdir())
    for path in paths:
        path.chmod(stat.S_IRUSR | (stat.S_IXUSR if path.is_dir() else 0))
    try:
        code, _out, err = furnished("do", "agenda.agree")
    finally:
        for path in paths:
            path.chmod(stat.S_IRWXU)
    assert (code, err.count("\n")) == (1, 1)


@POSIX
def test_a_full_disk_is_one_sentence_and_the_store_stays_whole(furnished: Shell, program: Program) -> None:
    import resource

    size = 50_000  # bytes; the write-ahead log must not grow beyond

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    before = furnished.done("export", "--json")
    done = program(f"--home={furnished.home}", *ADDING, f"remark={'x' * 100_000}", preexec_fn=limit)
    assert (done.returncode, done.stderr.count(b"\n"), b"nothing was saved" in done.stderr) == (1, 1, True)
    assert furnished.done("export", "--json") == before
    furnished.done("journal", "verify")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_output_that_cannot_be_written_is_one_sentence(furnished: Shell, program: Program) -> None:
    with Path("/dev/full").open("wb") as full:
        done = program(f"--home={furnished.home}", "export", "--json", stdout=full)
    assert (done.returncode, done.stderr.count(b"\n"), done.stderr[:7]) == (1, 1, b"chibo: ")


@POSIX
def test_a_pipe_that_nobody_reads_is_left_without_a_word(furnished: Shell, program: Program) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = program(f"--home={furnished.home}", *ADDING, stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
    assert furnished.json("journal", "log", "--limit", "1")[0]["act"] == "member.add"


@POSIX
def test_without_any_output_the_act_is_done(furnished: Shell, program: Program) -> None:
    done = program(f"--home={furnished.home}", *ADDING, preexec_fn=lambda: os.close(1), stdout=None)
    assert (done.returncode, done.stderr) == (0, b"")
    assert furnished.json("journal", "log", "--limit", "1")[0]["act"] == "member.add"


@POSIX
def test_an_interrupt_ends_it_with_the_code_of_one(voting: Shell) -> None:
    asking = subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-c", _TELLING, f"--home={voting.home}", "ballot", "cast", "Mậu"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert asking.stdout is not None
    assert asking.stdout.readline() == b"asking\n"
    asking.send_signal(signal.SIGINT)
    _out, err = asking.communicate(timeout=60)
    assert (asking.returncode, err) == (130, b"")


_TELLING = """
import signal
import sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # it is ignored where the tests run in the background
import tui.cli.ballots as ballots
from tui.main import main
ask = ballots._ask
ballots._ask = lambda prompt: (print("asking", flush=True), ask(prompt))[1]
main()
"""


@pytest.mark.parametrize("words", [(), ("wall",)])
def test_without_a_terminal_the_screens_say_so_and_make_nothing(
    tmp_path: Path, program: Program, words: tuple[str, ...]
) -> None:
    home = tmp_path / "home"
    done = program(f"--home={home}", *words, stdin=subprocess.DEVNULL)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("The screens need a terminal")
    assert not home.exists()


def test_a_mistake_of_the_programs_own_is_one_sentence_and_a_file_without_what_people_wrote(
    furnished: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        secret = "điều không ai được biết"
        raise LookupError(secret)

    monkeypatch.setattr(journal, "journal", fail)
    code, out, err = furnished("journal", "log")
    assert (code, out, err.count("\n")) == (70, "", 1)
    (crash,) = (furnished.home / "log").iterdir()
    assert str(crash) in err
    assert "LookupError" in crash.read_text(encoding="utf-8")
    assert "không ai" not in crash.read_text(encoding="utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(crash.stat().st_mode) == 0o600


def test_equal_states_are_exported_in_equal_bytes_by_the_real_program(furnished: Shell, program: Program) -> None:
    printed = program(f"--home={furnished.home}", "export", "--json").stdout
    assert printed == program("export", f"--home={furnished.home}").stdout
    assert b"\r" not in printed
    assert json.loads(printed.decode("utf-8"))["format"] == "chibo-export-1"
