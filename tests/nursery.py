"""Processes of the program without a Python to be started for each: one that has all loaded makes more of itself.

Python and its libraries take two seconds of a processor to come up, and a daemon is killed a hundred times. What is
made here is a process like any other: it has its own id and files, runs the command from its arguments on, can be
killed at any moment, and tells an exit code. POSIX only; where there is no ``fork`` nothing is killed either.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

LOADED = ("tui.app", "tui.live.screen", "tui.minutes.screen", "sync.daemon.running", "sync.client.joining",
          "sync.reports.delivery", "models.acts.words", "models.store.migrations", "sync.server.running", "zstandard",
          "psycopg", "alembic.command")  # fmt: skip
CHUNK = 65536
LONGEST_RUN = 120.0  # seconds until a test gives up on a command


class Child:
    """A process that the nursery made, with what the tests need of ``subprocess.Popen``."""

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self._nursery = nursery
        self.pid = pid

    def has_ended(self) -> bool:
        return self._nursery.has_ended(self.pid)

    def send_signal(self, number: int) -> None:
        if not self.has_ended():
            os.kill(self.pid, number)

    def wait(self, seconds: float) -> int:
        """Return the exit code, that of a signal as ``Popen`` has it."""
        return self._nursery.wait(self.pid, seconds)


class Nursery:
    """The process that makes the others; it ends with this one, and all that it made with it."""

    def __init__(self) -> None:
        words = [sys.executable, "-m", "tests.nursery"]
        root = Path(__file__).parents[1]
        self._process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root)
        self._codes: dict[int, int] = {}
        self._born: list[int] = []
        self._heard = b""

    def bear(
        self, words: list[str], out: Path, errors: Path, environment: Mapping[str, str], typed: Path = Path(os.devnull)
    ) -> Child:
        """Start ``chibo`` with arguments; it reads from a file, and what it says is added to files."""
        files = [str(typed), str(out), str(errors)]
        return self._bear({"words": words, "files": files, "environment": environment})

    def run(self, words: list[str], typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``chibo`` with arguments to its end, with something typed; return its exit code and what it said."""
        with tempfile.TemporaryDirectory() as folder:
            said, told, given = (Path(folder) / name for name in ("out", "errors", "typed"))
            given.write_text(typed, encoding="utf-8")
            code = self.bear(words, said, told, environment, given).wait(LONGEST_RUN)
            out, errors = (path.read_text(encoding="utf-8") for path in (said, told))
        return subprocess.CompletedProcess(words, code, out, errors)

    def bear_in(self, terminal: str, words: list[str], environment: Mapping[str, str]) -> Child:
        """Start ``chibo`` with arguments in a terminal (its path), as the leader of a session of its own."""
        return self._bear({"words": words, "terminal": terminal, "environment": environment})

    def _bear(self, asked: dict[str, Any]) -> Child:
        asked["environment"] = os.environ | asked["environment"]
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asked).encode() + b"\n")
        self._process.stdin.flush()
        while not self._born:
            self._listen(60)
        return Child(self, self._born.pop())

    def has_ended(self, pid: int) -> bool:
        self._listen(0)
        return pid in self._codes

    def wait(self, pid: int, seconds: float) -> int:
        deadline = time.monotonic() + seconds
        while pid not in self._codes:
            assert time.monotonic() < deadline, "the process does not end"
            self._listen(deadline - time.monotonic())
        return self._codes[pid]

    def close(self) -> None:
        self._process.communicate()

    def _listen(self, seconds: float) -> None:
        """Take in what the nursery tells, if it does within some time."""
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._process.stdout, selectors.EVENT_READ)
            if not waiting.select(max(0.0, seconds)):
                return
        part = os.read(self._process.stdout.fileno(), CHUNK)
        assert part, "the nursery has ended"
        self._heard += part
        *lines, self._heard = self._heard.split(b"\n")
        for told in map(json.loads, lines):
            if "born" in told:
                self._born.append(told["born"])
            else:
                self._codes[told["ended"]] = told["code"]


@cache
def nursery() -> Nursery:
    """Return the nursery of this test process."""
    begun = Nursery()
    atexit.register(begun.close)
    return begun


def _serve() -> None:
    """Make processes as they are asked for on the standard input, until it ends; tell of births and ends."""
    from tui.cli.app import COMMANDS
    from tui.main import run

    for name in (*LOADED, *(f"tui.cli.{module}" for module in COMMANDS)):
        import_module(name)
    gc.freeze()
    awake, wake = os.pipe()
    for end in (awake, wake):
        os.set_blocking(end, False)
    signal.signal(signal.SIGCHLD, lambda _number, _frame: None)
    signal.set_wakeup_fd(wake)
    words = _mind(awake)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for end in (awake, wake):
        os.close(end)
    if words is not None:
        sys.argv = ["chibo", *words]
        sys.exit(run(words))


def _mind(awake: int) -> list[str] | None:
    """Watch over the children; return the arguments in a child that was just made, ``None`` once there is no more."""
    alive: set[int] = set()
    asked = b""
    with selectors.DefaultSelector() as waiting:
        for source in (0, awake):
            waiting.register(source, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                part = os.read(key.fd, CHUNK)
                if key.fd == awake:
                    _bury(alive)
                    continue
                if not part:
                    for pid in alive:
                        os.kill(pid, signal.SIGKILL)
                    return None
                *lines, asked = (asked + part).split(b"\n")
                for line in lines:
                    wanted = json.loads(line)
                    if not (pid := os.fork()):
                        _settle(wanted)
                        return list(wanted["words"])
                    alive.add(pid)
                    _tell(born=pid)


def _settle(wanted: Mapping[str, Any]) -> None:
    """Give a child its files, or its terminal, and its environment."""
    os.environ.clear()
    os.environ.update(wanted["environment"])
    if terminal := wanted.get("terminal"):
        os.setsid()
        files, reads, writes = [terminal] * 3, os.O_RDWR | os.O_NOCTTY, os.O_RDWR | os.O_NOCTTY
    else:
        files, reads, writes = wanted["files"], os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_APPEND
    for number, (name, path) in enumerate(zip(("stdin", "stdout", "stderr"), files, strict=True)):
        opened = os.open(path, writes if number else reads, 0o600)
        os.dup2(opened, number)
        os.close(opened)
        stream = open(number, "w" if number else "r", encoding="utf-8", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def _bury(alive: set[int]) -> None:
    while alive:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        alive.discard(pid)
        _tell(ended=pid, code=os.waitstatus_to_exitcode(status))


def _tell(**said: int) -> None:
    os.write(1, json.dumps(said).encode() + b"\n")


if __name__ == "__main__":
    _serve()
