"""A real central server on loopback for tests, in a thread of theirs or as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import uvicorn

from models.domain.clock import Clock, system_clock
from sync.server import codes, tree
from sync.server.app import create_app
from sync.server.database import Database
from sync.server.migrations import migrate
from sync.server.settings import Settings
from sync.vocabulary import OrganisationKind

SECONDS = 60
"""How long a test waits for a server before it gives up."""


@dataclass
class Administration:
    """The server's database as an administrator changes it; the server may be running beside."""

    settings: Settings
    clock: Clock

    def do(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do something in a transaction; ``work`` gets the connection and the time."""
        with closing(Database(self.settings)) as database:
            database.write(migrate)
            return database.write(work, self._now(), *args, **kwargs)

    def see(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Read something in a transaction; ``work`` gets the connection."""
        with closing(Database(self.settings)) as database:
            return database.read(work, *args, **kwargs)

    def new_cell(self, name: str = "Chi bộ Một") -> str:
        """Add a cell, below a province and a committee of its own, and return its id."""
        province = self.do(tree.add, OrganisationKind.PROVINCE, f"Tỉnh của {name}", "")
        committee = self.do(tree.add, OrganisationKind.COMMITTEE, f"Đảng bộ của {name}", province.id)
        return str(self.do(tree.add, OrganisationKind.CELL, name, committee.id).id)

    def new_code(self, cell: str, life: timedelta = timedelta(hours=1)) -> str:
        """Return an enrolment code for a cell, as “chibo admin code new” makes it."""
        return str(self.do(codes.make, cell, life).code)

    def _now(self) -> datetime:
        now = self.clock()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)


class CentralServer(Administration):
    """A server in a thread: ``url`` is where it listens, the same after a restart."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        super().__init__(settings, clock or system_clock())
        self.port = 0
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> CentralServer:
        self.app = create_app(self.settings, self.clock)
        config = uvicorn.Config(
            self.app, port=self.port, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=5
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, name="central server")
        self._thread.start()
        wait_until(lambda: self._server.started or not self._thread.is_alive())
        assert self._server.started
        self.port = self._server.servers[0].sockets[0].getsockname()[1]
        return self

    def stop(self) -> None:
        """Stop as SIGTERM does: requests under way end, who waits is let go."""
        if self._server is None or self._thread is None:
            return
        self._server.should_exit = True
        self.app.state.service.watch.close()
        self._thread.join(SECONDS)
        assert not self._thread.is_alive()
        self._server = self._thread = None

    def restart(self) -> None:
        self.stop()
        self.start()


class ServerProcess(Administration):
    """A server as its own process, ``chibo serve``: it can be killed."""

    def __init__(self, settings: Settings, *options: str) -> None:
        super().__init__(settings, system_clock())
        self.options = options
        self.port = 0
        self.process: subprocess.Popen[str] | None = None
        self.log = settings.home / "server.log"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> ServerProcess:
        self.settings.home.mkdir(parents=True, exist_ok=True)
        words = [sys.executable, "-m", "tui.main", "--home", str(self.settings.home), "--lang", "en", "serve"]
        words += ["--port", str(self.port), "--workers", str(self.settings.workers), *self.options]
        environment = os.environ | {"CHIBO_DATABASE": self.settings.database}
        with self.log.open("a") as log:
            self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True, env=environment)
        said = self.process.stdout.readline()
        assert "http" in said, self.log.read_text()
        self.port = int(said.rsplit(":", 1)[1])
        return self

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        process, self.process = self.process, None
        if process is None:
            return 0
        with process:
            process.send_signal(number)
            return process.wait(SECONDS + 30)

    def kill(self) -> None:
        self.stop(signal.SIGKILL)


def wait_until(true: Callable[[], object], seconds: float = SECONDS) -> None:
    """Wait until something is so; fail when it is not in time."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
