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
from sqlalchemy.engine import Connection

from models.domain.clock import Clock, system_clock
from models.store.ids import new_id
from sync.server import codes, tree
from sync.server.app import create_app
from sync.server.database import DATABASE, Database
from sync.server.migrations import migrate
from sync.server.settings import Settings
from sync.vocabulary import OrganisationKind
from tests.nursery import Child, nursery

SECONDS = 60
"""How long a test waits for a server before it gives up."""


@dataclass
class Administration:
    """The server's database as an administrator changes it; the server may be running beside."""

    settings: Settings
    clock: Clock

    def do(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do something in a transaction; ``work`` gets the connection and the time."""
        is_new = not (self.settings.database or (self.settings.home / DATABASE).exists())
        with closing(Database(self.settings)) as database:
            if is_new:  # the fixtures' databases have the schema
                database.write(migrate)
            return database.write(work, self._now(), *args, **kwargs)

    def see(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Read something in a transaction; ``work`` gets the connection."""
        with closing(Database(self.settings)) as database:
            return database.read(work, *args, **kwargs)

    def new_cell(self, name: str = "Chi bộ Một") -> str:
        """Add a cell, below a province and a committee of its own, and return its id."""

        def add(connection: Connection, now: datetime) -> str:
            province = tree.add(connection, now, OrganisationKind.PROVINCE, f"Tỉnh {new_id()}", "")
            committee = tree.add(connection, now, OrganisationKind.COMMITTEE, f"Đảng bộ của {name}", province.id)
            return tree.add(connection, now, OrganisationKind.CELL, name, committee.id).id

        return str(self.do(add))

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
    """A server as its own process, ``chibo serve``: it can be killed. ``is_born`` makes it in the nursery."""

    def __init__(self, settings: Settings, *options: str, is_born: bool = False) -> None:
        super().__init__(settings, system_clock())
        self.options = options
        self.port = 0
        self.process: subprocess.Popen[str] | Child | None = None
        self._is_born = is_born
        self.log = settings.home / "server.log"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> ServerProcess:
        self.settings.home.mkdir(parents=True, exist_ok=True)
        words = ["--home", str(self.settings.home), "--lang", "en", "serve", "--port", str(self.port)]
        words += ["--workers", str(self.settings.workers), *self.options]
        said = self._begin(words, {"CHIBO_DATABASE": self.settings.database}).partition("\n")[0]
        assert "http" in said, self.log.read_text()
        self.port = int(said.rsplit(":", 1)[1])
        return self

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        process, self.process = self.process, None
        if process is None:
            return 0
        process.send_signal(number)
        code = process.wait(SECONDS + 30)
        if isinstance(process, subprocess.Popen) and process.stdout:
            process.stdout.close()
        return code

    def _begin(self, words: list[str], environment: dict[str, str]) -> str:
        """Start the process and return the first line that it says."""
        if self._is_born:
            out = self.settings.home / "server.out"
            out.write_text("")
            child = self.process = nursery().bear(words, out, self.log, environment)
            wait_until(lambda: "\n" in out.read_text() or child.has_ended())
            return out.read_text()
        with self.log.open("a") as log:
            whole = [sys.executable, "-m", "tui.main", *words]
            started = subprocess.Popen(
                whole, stdout=subprocess.PIPE, stderr=log, text=True, env=os.environ | environment
            )
        self.process = started
        assert started.stdout is not None
        return started.stdout.readline()

    def kill(self) -> None:
        self.stop(signal.SIGKILL)


def wait_until(true: Callable[[], object], seconds: float = SECONDS) -> None:
    """Wait until something is so; fail when it is not in time."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)
