"""The server's application: calls, pages, middleware and error responses over one service."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from types import FrameType

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import RedirectResponse, Response

from models.domain.clock import Clock, system_clock
from sync.server import figures, problems
from sync.server.connections import limit_loop_logging
from sync.server.description import describe
from sync.server.faults import DatabaseBusy, DatabaseDamaged, DatabaseFull, DatabaseUnavailable
from sync.server.long_poll import LongPolls
from sync.server.middleware import GateMiddleware
from sync.server.migrations import migrate
from sync.server.problems import Problem
from sync.server.request_log import request_log
from sync.server.routes import ROUTERS
from sync.server.scrub import keep_scrubbing
from sync.server.service import Service
from sync.server.settings import Settings
from sync.web.settings import PREFIX
from sync.web.site import site

API_VERSION = "1"
_BY_STATUS = {404: problems.NOT_FOUND, 405: problems.NOT_ALLOWED}


def create_app(settings: Settings, clock: Clock | None = None, *, migrated: bool = False) -> FastAPI:
    """Return the application of one worker process.

    It migrates the database when it starts, unless that is done already. A worker that need not migrate also starts
    while the database is unavailable, and answers 503 until it is back.
    """
    service = Service(settings, clock or system_clock())
    app = FastAPI(
        title="chibo",
        version=API_VERSION,
        description="Carries sealed journal entries between the machines of a cell, and reports to its superior.",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.service = service
    app.state.migrated = migrated
    for router in ROUTERS:
        app.include_router(router)
    describe(app)
    app.mount(PREFIX, site(service))
    app.add_route("/", _to_the_pages, include_in_schema=False)
    for kind in (Problem, HTTPException, RequestValidationError, DatabaseUnavailable, ClientDisconnect):
        app.add_exception_handler(kind, _error_response)
    app.add_middleware(GateMiddleware, rates=service.rates)
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    service: Service = app.state.service
    if not app.state.migrated:
        await asyncio.to_thread(service.database.write, migrate)
        await asyncio.to_thread(figures.catch_up, service.database)
    limit_loop_logging(asyncio.get_running_loop())
    looking = asyncio.create_task(service.watch.run())
    pause = service.settings.scrub_seconds * service.settings.workers
    scrubbing = asyncio.create_task(keep_scrubbing(service.database, service.now, pause))
    with _closing_on_signals(service.watch):
        yield
    service.watch.close()
    scrubbing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await scrubbing
    await looking  # cancelling would leave a thread with a database connection
    service.database.close()


@contextlib.contextmanager
def _closing_on_signals(watch: LongPolls) -> Iterator[None]:
    """Release waiting long polls as soon as the process is asked to stop; uvicorn waits for them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def stop(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(watch.close)
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number in before:
        signal.signal(number, stop)
    yield


async def _to_the_pages(_request: Request) -> Response:
    """Redirect a browser at the server's root to the superior's pages."""
    return RedirectResponse(f"{PREFIX}/", status_code=303)


async def _error_response(request: Request, fault: Exception) -> Response:
    """Answer a refused or failed request with the problem's sentence."""
    problem = _problem(fault)
    request_log(request).facts["outcome"] = problem.kind.slug
    return problems.answer(problem, request.headers.get("accept-language", ""))


def _problem(fault: Exception) -> Problem:
    if isinstance(fault, Problem):
        return fault
    if isinstance(fault, DatabaseBusy):
        return Problem(problems.BUSY, {"Retry-After": "2"})
    if isinstance(fault, DatabaseFull):
        return Problem(problems.FULL, {"Retry-After": "15"})
    if isinstance(fault, DatabaseDamaged):
        return Problem(problems.SPOILT, {"Retry-After": "60"})
    if isinstance(fault, HTTPException):
        return Problem(_BY_STATUS.get(fault.status_code, problems.MALFORMED), fault.headers or {})
    return Problem(problems.MALFORMED)
