"""The command line as a person at one of several laptops uses it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.main import run


class Person:
    """Types commands on one machine; what the program shows may be typed back."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self.shown = ""
        """The recovery code that was shown."""

    def __call__(self, *words: str, typed: str | None = None, lang: str = "en") -> tuple[int, str, str]:
        """Run a command; ``typed`` is what is typed at its questions, else the code that it shows is typed back."""
        keyboard = _Keyboard(self, typed)
        self._monkeypatch.setattr(sys, "stdin", keyboard)
        self._monkeypatch.setattr(sys, "stdout", _Screen(self, sys.stdout))
        code = run([f"--home={self.home}", f"--lang={lang}", *words])
        self._monkeypatch.undo()
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err

    def done(self, *words: str, typed: str | None = None) -> str:
        code, out, err = self(*words, typed=typed)
        assert code == 0, err
        return out

    def json(self, *words: str) -> Any:
        return json.loads(self.done(*words, "--json"))


class _Keyboard(io.StringIO):
    def __init__(self, person: Person, typed: str | None) -> None:
        super().__init__()
        self._person, self._typed = person, typed

    def readline(self, _size: int | None = -1, /) -> str:
        return (self._person.shown if self._typed is None else self._typed) + "\n"


class _Screen:
    """Passes on what is printed, and remembers the recovery code in it."""

    def __init__(self, person: Person, beneath: Any) -> None:
        self._person, self._beneath = person, beneath

    def write(self, text: str) -> int:
        if text.startswith("    ") and "-" in text:
            self._person.shown = text.strip()
        return int(self._beneath.write(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._beneath, name)


@pytest.fixture
def person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Person]:
    """Seat somebody at a machine of a name."""

    def seat(name: str) -> Person:
        return Person(tmp_path / name, capsys, pytest.MonkeyPatch())

    return seat
