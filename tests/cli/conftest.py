"""The program as tests call it: in this process, and as one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import DATA
from tui.main import run

Program = Callable[..., "subprocess.CompletedProcess[bytes]"]


class Shell:
    """The program in this process: its exit code, what it printed, what it told beside."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def __call__(self, *words: str, lang: str = "en") -> tuple[int, str, str]:
        code = run([f"--home={self.home}", f"--lang={lang}", *words])
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err

    def done(self, *words: str) -> str:
        """Do what must go well; return what it printed."""
        code, out, err = self(*words)
        assert code == 0, err
        return out

    def json(self, *words: str) -> Any:
        return json.loads(self.done(*words, "--json"))


@pytest.fixture
def shell(home: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(home, capsys)


@pytest.fixture
def furnished(shell: Shell) -> Shell:
    """A named cell with its roster and a meeting."""
    shell.done("init", "--name", "Chi bộ Một", "--superior", "Đảng bộ")
    shell.done("roster", "import", str(DATA / "roster.csv"))
    shell.done("meeting", "new", "regular", "--at", "14:00 03/12/2026")
    return shell


@pytest.fixture
def voting(furnished: Shell) -> Shell:
    """An open meeting with three voters in the room and a secret ballot on this laptop."""
    furnished.done("do", "agenda.agree")
    furnished.done("do", "meeting.open")
    for name in ("Dung", "Mậu", "Yến"):
        furnished.done("do", "attendance.mark", f"member={name}", "state=present")
    furnished.done("do", "motion.put", "title=Ngày họp")
    furnished.done("do", "round.open", "motion=1", "method=laptop_ballot")
    return furnished


@pytest.fixture
def program() -> Program:
    """The program as a process of its own."""

    def started(*words: str, environment: dict[str, str] | None = None, **given: Any) -> Any:
        return subprocess.run(
            [sys.executable, "-m", "tui.main", *words],
            env={**os.environ, "CHIBO_LANG": "en", **(environment or {})},
            **({"stdout": subprocess.PIPE} | given),
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )

    return started
