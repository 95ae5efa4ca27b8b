"""The pages as an ASGI application, to be mounted beside the calls: ``site(service)``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp

from models.domain.language import N_
from sync.server import problems
from sync.server.faults import DatabaseBusy, DatabaseDamaged, DatabaseFull, DatabaseUnavailable
from sync.server.problems import Problem
from sync.server.request_log import request_log
from sync.server.service import Service
from sync.web.headers import SafeHeaders
from sync.web.localizer import localizer
from sync.web.pages import ACTIONS, PAGES
from sync.web.pages.sign_in import SignInPages
from sync.web.rendering import render
from sync.web.serving import PageRoutes, language_of, outside

_BY_STATUS = {404: problems.NOT_FOUND, 405: problems.NOT_ALLOWED}
_WAITS: Mapping[type[Exception], tuple[problems.ProblemKind, str]] = {
    DatabaseBusy: (problems.BUSY, "2"),
    DatabaseFull: (problems.FULL, "15"),
    DatabaseDamaged: (problems.SPOILT, "60"),
}


def site(service: Service) -> ASGIApp:
    """Return the pages over a service."""
    server, paths = PageRoutes(service), {view: path for path, view in PAGES}
    routes = [
        *SignInPages(service).routes(),
        *(server.page(path, view) for path, view in PAGES),
        *(server.action(path, action, view, paths[view]) for path, action, view in ACTIONS),
    ]
    handlers: Any = dict.fromkeys((Problem, HTTPException, ClientDisconnect, DatabaseUnavailable, Exception), _told)
    return SafeHeaders(Starlette(routes=routes, exception_handlers=handlers))  # outermost: error pages included


async def _told(request: Request, fault: Exception) -> Response:
    """Show a refusal or failure as a page with a link back; unexpected exceptions are raised again for the log."""
    kind, headers = _problem(fault)
    request_log(request).facts["outcome"] = kind.slug
    language = language_of(request)
    speaking = localizer(language)
    title = speaking.text(N_("This cannot be shown") if request.method == "GET" else N_("This was not done"))
    page = render("problem.html", speaking, outside(title, sentence=speaking.text(kind.sentence)))
    return HTMLResponse(page, int(kind.status), {"Content-Language": language, **headers})


def _problem(fault: Exception) -> tuple[problems.ProblemKind, Mapping[str, str]]:
    if isinstance(fault, Problem):
        return fault.kind, fault.headers
    if isinstance(fault, HTTPException):
        return _BY_STATUS.get(fault.status_code, problems.MALFORMED), fault.headers or {}
    if type(fault) in _WAITS:
        kind, seconds = _WAITS[type(fault)]
        return kind, {"Retry-After": seconds}
    return problems.MALFORMED if isinstance(fault, ClientDisconnect) else problems.FAILED, {}
