"""Running the server: a listening socket, TLS, one process or several workers, a graceful stop."""

from __future__ import annotations

import contextlib
import ipaddress
import multiprocessing
import os
import signal
import socket
import ssl
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import Annotated

import uvicorn
from fastapi import FastAPI
from pydantic import Field
from pydantic.dataclasses import dataclass
from uvicorn.supervisors import Multiprocess

from models.domain.errors import Refused, WrongUsage
from models.domain.language import N_
from sync.server import figures
from sync.server.administration import open_database
from sync.server.app import create_app
from sync.server.connections import BoundedProtocol, raise_limit
from sync.server.log import begin_log, event
from sync.server.settings import STRICT, Settings

STOP_SECONDS = 30
"""Seconds for requests in progress after the server is asked to stop."""
WORKER_SECONDS = 60
"""Seconds for a worker to start, or to be blocked, before it is regarded as hung and replaced."""
BACKLOG = 2048


@dataclass(frozen=True, slots=True, config=STRICT)
class ListenOptions:
    """Where the server listens, and how: ``certificate`` and ``key`` are PEM files."""

    host: Annotated[str, Field(min_length=1, max_length=255)] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8440
    certificate: Path | None = None
    key: Path | None = None
    plain_http: bool = False

    @property
    def scheme(self) -> str:
        """The scheme of the server's address."""
        return "https" if self.certificate else "http"


def serve(settings: Settings, listening: ListenOptions, announce: Callable[[str], None]) -> int:
    """Serve until SIGTERM or SIGINT; return the exit code. ``announce`` is called with the address once it listens.

    Raises :class:`WrongUsage` for contradictory settings, :class:`Refused` when the address is not available,
    :class:`~models.domain.errors.StoreUnusable` when the database is not.
    """
    _check_tls(listening)
    with open_database(settings) as database:  # reported now, once, rather than by every worker
        figures.catch_up(database)
    with contextlib.closing(_listen(listening)) as sock:
        config = _config(settings, listening)
        announce(_address(listening, sock))
        begin_log()
        event("server.started", workers=settings.workers, pid=os.getpid())
        code = _run(config, sock)
        event("server.stopped", code=code)
    return code


def worker(settings: Settings) -> FastAPI:
    """Return the application in a worker process, and begin its log; :func:`serve` has checked the database."""
    begin_log()
    BoundedProtocol.most = raise_limit()  # the limit is per process
    if parent := multiprocessing.parent_process():
        Thread(target=_end_with, args=(parent,), daemon=True, name="end with parent").start()
    return create_app(settings, migrated=True)


def _end_with(parent: BaseProcess) -> None:
    """Stop this worker when its parent was killed; otherwise it would keep the port."""
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _run(config: uvicorn.Config, sock: socket.socket) -> int:
    if config.workers > 1:
        Multiprocess(config, sockets=[sock]).run()
        return 0
    server = uvicorn.Server(config)
    with _asked_to_stop():
        server.run(sockets=[sock])
    return 0 if server.started else 1


@contextlib.contextmanager
def _asked_to_stop() -> Iterator[None]:
    """Treat the signal that uvicorn raises again after its shutdown as the end that was requested."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _config(settings: Settings, listening: ListenOptions) -> uvicorn.Config:
    return uvicorn.Config(
        partial(worker, settings),
        factory=True,
        host=listening.host,
        workers=settings.workers,
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
        log_config=None,
        access_log=False,
        server_header=False,
        http=BoundedProtocol,
        ws="none",
        backlog=BACKLOG,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=STOP_SECONDS,
        timeout_worker_healthcheck=WORKER_SECONDS,
    )


def _check_tls(listening: ListenOptions) -> None:
    if bool(listening.certificate) != bool(listening.key):
        raise WrongUsage(N_("TLS needs both --tls-cert and --tls-key."))
    if not listening.certificate or not listening.key:
        if not (listening.plain_http or _is_loopback(listening.host)):
            raise WrongUsage(
                N_(
                    "Without TLS the server listens on this machine alone. Give --tls-cert and --tls-key, or, behind"
                    " a proxy that speaks TLS, --plain-http."
                )
            )
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(listening.certificate, listening.key)
    except (OSError, ssl.SSLError) as fault:
        raise Refused(
            N_("The files of --tls-cert and --tls-key cannot be read as a certificate and its key.")
        ) from fault


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return False


def _listen(listening: ListenOptions) -> socket.socket:
    """Return a listening socket: clients that connect from now on are answered once the workers run."""
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    # The protocol is named because asyncio turns Nagle's algorithm off only where it is: 40 ms an answer otherwise.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # on Windows the option would allow two programs on one port
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((listening.host, listening.port))
        sock.listen(BACKLOG)
    except OSError as fault:
        sock.close()
        raise Refused(
            N_("The address {host}, port {port}, cannot be had: it is taken, not allowed, or not this machine's."),
            host=listening.host,
            port=listening.port,
        ) from fault
    sock.set_inheritable(True)
    return sock


def _address(listening: ListenOptions, sock: socket.socket) -> str:
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    return f"{listening.scheme}://{host}:{sock.getsockname()[1]}"
