"""The program as tests call it: in this process, and as one of its own."""

from __future__ import annotations

import json
import os
import shutil
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
    """The program, or a group of its commands, in this process: its exit code, what it printed, what it told beside."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str], *group: str) -> None:
        self.home = home
        self._capsys, self._group = capsys, group

    def __call__(self, *words: str, lang: str = "en") -> tuple[int, str, str]:
        code = run([f"--home={self.home}", f"--lang={lang}", *self._group, *words])
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


@pytest.fixture(scope="session")
def furnished_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A named cell with its roster and a meeting; made once."""
    home = tmp_path_factory.mktemp("furnished") / "home"
    _done(home, "init", "--name", "Chi bộ Một", "--superior", "Đảng bộ")
    _done(home, "roster", "import", str(DATA / "roster.csv"))
    _done(home, "meeting", "new", "regular", "--at", "14:00 03/12/2026")
    return home


@pytest.fixture(scope="session")
def voting_home(tmp_path_factory: pytest.TempPathFactory, furnished_home: Path) -> Path:
    """An open meeting with three voters in the room and a secret ballot on this laptop; made once."""
    home = tmp_path_factory.mktemp("voting") / "home"
    shutil.copytree(furnished_home, home)
    _done(home, "do", "agenda.agree")
    _done(home, "do", "meeting.open")
    for name in ("Dung", "Mậu", "Yến"):
        _done(home, "do", "attendance.mark", f"member={name}", "state=present")
    _done(home, "do", "motion.put", "title=Ngày họp")
    _done(home, "do", "round.open", "motion=1", "method=laptop_ballot")
    return home


def _done(home: Path, *words: str) -> None:
    assert run([f"--home={home}", "--lang=en", *words]) == 0


@pytest.fixture
def furnished(shell: Shell, furnished_home: Path) -> Shell:
    """A copy of one's own of the furnished cell."""
    shutil.copytree(furnished_home, shell.home)
    return shell


@pytest.fixture
def voting(shell: Shell, voting_home: Path) -> Shell:
    """A copy of one's own of the meeting that votes."""
    shutil.copytree(voting_home, shell.home)
    return shell


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
