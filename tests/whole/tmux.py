"""The real program in tmux, as a person has it over SSH: keys in, the screen out."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0  # seconds until a test gives up
STILL = 3  # looks in a row at which the screen must be the same to be held for done
NAMES = {
    "enter": "Enter",
    "down": "Down",
    "up": "Up",
    "right": "Right",
    "space": "Space",
    "escape": "Escape",
    "tab": "Tab",
}


class Tmux:
    """One server of tmux with one window, 100 by 30."""

    def __init__(self, home: Path, language: str, **environment: str) -> None:
        self._name = f"chibo-{uuid.uuid4().hex}"
        self._given = {"CHIBO_HOME": str(home), "CHIBO_LANG": language, **environment}

    def start(self) -> None:
        """Start the program in the window."""
        given = [f"{name}={value}" for name, value in self._given.items()]
        command = ["env", "-u", "COLUMNS", "-u", "LINES", *given, sys.executable, "-m", "tui.main"]
        self._run("new-session", "-d", "-x", "100", "-y", "30", *command)

    @property
    def text(self) -> str:
        """The text of the screen; empty once the program has ended, which may be between two keys."""
        return self._run("capture-pane", "-p", check=False)

    @property
    def everything(self) -> str:
        """The text of the screen, including the scrollback."""
        return self._run("capture-pane", "-p", "-S", "-")

    def until_shown(self, wanted: str, *, without: str | None = None) -> None:
        """Wait until the screen shows one text and not another; fail with the screen if it never does."""
        end = time.monotonic() + PATIENCE
        while wanted not in (text := self.text) or (without is not None and without in text):
            assert time.monotonic() < end, f"never shown: {wanted}; what was:\n{text}"
            time.sleep(0.02)

    def press(self, *names: str) -> None:
        """Press keys by Textual's names, and wait after each until the screen has come to rest."""
        for name in names:
            self._run("send-keys", NAMES.get(name, name.upper() if name[0] == "f" and name[1:].isdigit() else name))
            self._rest()

    def type(self, text: str) -> None:
        """Type a text in one go."""
        self._run("send-keys", "-l", text)
        self._rest()

    def kill_program(self) -> None:
        """Kill the program, as a flat battery does."""
        os.kill(int(self._run("display-message", "-p", "#{pane_pid}")), signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while self._run("list-sessions", check=False):
            assert time.monotonic() < end
            time.sleep(0.02)

    def end(self) -> None:
        """End the server, and with it whatever runs in it."""
        self._run("kill-server", check=False)

    def _rest(self) -> None:
        seen, still, end = "", 0, time.monotonic() + PATIENCE
        while still < STILL and time.monotonic() < end:
            time.sleep(0.02)
            text = self.text
            still, seen = (still + 1, seen) if text == seen else (0, text)

    def _run(self, *arguments: str, check: bool = True) -> str:
        command = ["tmux", "-L", self._name, "-f", os.devnull, *arguments]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert not check or done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def tmux(home: Path, language: str = "vi", **environment: str) -> Iterator[Tmux]:
    """Run the program in a window of its own; everything is ended in any case."""
    window = Tmux(home, language, **environment)
    try:
        yield window
    finally:
        window.end()


def is_installed() -> bool:
    """Say whether there is a tmux to run in."""
    return shutil.which("tmux") is not None
