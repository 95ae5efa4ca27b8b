"""From a request to a page: authentication, access, the page's own query, and the audit event."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from models.domain.errors import Refused
from models.domain.language import N_, Language
from sync.protocol.fields import Malformed, identifier
from sync.server.audit import record
from sync.server.faults import DatabaseUnavailable
from sync.server.problems import NOT_FOUND, Problem, preferred
from sync.server.request_log import request_log
from sync.server.service import Service
from sync.web import cookies
from sync.web.accounts import access, sessions
from sync.web.accounts.sessions import Visitor
from sync.web.cookies import Cookie
from sync.web.forms import Form, read_form
from sync.web.localizer import localizer
from sync.web.navigation import NOTICES, tabs
from sync.web.problems import NOT_YOURS_TO_DECIDE
from sync.web.rendering import render
from sync.web.request_context import Download, FormAction, PageResponse, Redirect, RequestContext, View
from sync.web.settings import PREFIX


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A request's data for a page, for use in a thread."""

    token: str
    parts: Mapping[str, str]
    parameters: Mapping[str, str]
    path: str
    notice: str = ""
    problem: Refused | None = None
    typed: Mapping[str, str] | None = None


class NobodySignedIn(Exception):
    """Nobody is signed in: the answer is a redirect to the sign-in page."""


@dataclass(frozen=True, slots=True)
class _PageResult:
    visitor: Visitor
    answer: str | Download
    noted: tuple[Any, str] | None
    cell: str | None


class PageRoutes:
    """Builds the routes of pages and their actions over one service."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def page(self, path: str, view: View) -> Route:
        """Return the route of a page; its path contains its place as ``{place}``."""

        async def show(request: Request) -> Response:
            _name_route(request, path)
            return await self._show(request, view, _page_request(request))

        return Route(path, show, methods=["GET"])

    def action(self, path: str, action: FormAction, view: View, page: str) -> Route:
        """Return the route of an action; when it is refused, ``view`` is shown with the reason.

        ``page`` is the path of that view, for the link back.
        """

        async def do(request: Request) -> Response:
            _name_route(request, path)
            form = await read_form(request, Cookie.SESSION)
            page_request = replace(_page_request(request), path=PREFIX + page.format(**request.path_params))
            try:
                done = await self._service.write(self._do, page_request, action, form)
            except NobodySignedIn:
                return _kept(request, form, page_request.path)
            except Refused as refusal:
                return await self._show(request, view, replace(page_request, problem=refusal, typed=form), status=422)
            told = urlencode({"done": done.notice})
            return RedirectResponse(f"{done.path}{'&' if '?' in done.path else '?'}{told}", status_code=303)

        return Route(path, do, methods=["POST"])

    async def _show(self, request: Request, view: View, page_request: PageRequest, status: int = 200) -> Response:
        try:
            looked = await self._service.read(self._look, page_request, view)
        except NobodySignedIn:
            return to_sign_in(page_request.path)
        request_log(request).facts["supervisor"] = looked.visitor.supervisor
        await self._note(looked)
        if isinstance(looked.answer, Download):
            return _download(looked.answer)
        return HTMLResponse(looked.answer, status, {"Content-Language": looked.visitor.language})

    def _look(self, connection: Connection, page_request: PageRequest, view: View) -> _PageResult:
        context = self._context(connection, page_request)
        shown = view(context)
        answer = shown if isinstance(shown, Download) else _rendered(context, page_request, shown)
        return _PageResult(context.visitor, answer, shown.noted, context.place.id if context.place.is_cell else None)

    def _do(self, connection: Connection, page_request: PageRequest, action: FormAction, form: Form) -> Redirect:
        context = self._context(connection, page_request)
        if not context.reach.may_decide:
            raise Problem(NOT_YOURS_TO_DECIDE)
        sessions.mark_seen(connection, context.now, context.visitor.session)
        return action(context, form)

    def _context(self, connection: Connection, page_request: PageRequest) -> RequestContext:
        now = self._service.now()
        visitor = sessions.find(connection, now, page_request.token)
        if visitor is None:
            raise NobodySignedIn
        reach = access.reach(connection, visitor.supervisor, page_request.parts.get("place", ""))
        speaking = localizer(visitor.language)
        return RequestContext(connection, now, visitor, speaking, reach, page_request.parts, page_request.parameters)

    async def _note(self, looked: _PageResult) -> None:
        """Record that a page was read where that is audited, and that the session is active."""
        if looked.noted:
            await self._service.write(self._written, looked)
        elif not looked.visitor.is_fresh:
            with contextlib.suppress(DatabaseUnavailable):  # reading works while nothing can be written
                await self._service.write(sessions.mark_seen, self._service.now(), looked.visitor.session)

    def _written(self, connection: Connection, looked: _PageResult) -> None:
        now = self._service.now()
        if looked.noted:
            event, subject = looked.noted
            record(connection, now, looked.visitor.supervisor, event, cell=looked.cell, subject=subject)
        sessions.mark_seen(connection, now, looked.visitor.session)


def language_of(request: Request) -> Language:
    """Return the language of a visitor who is not signed in: the one chosen before, else the browser's."""
    chosen = cookies.value(request, Cookie.LANGUAGE)
    return preferred(chosen or request.headers.get("accept-language", ""))


def to_sign_in(path: str) -> Response:
    """Redirect to the sign-in page, with the address of the page to return to."""
    back = f"?to={quote(path)}" if path.startswith(f"{PREFIX}/") else ""
    return RedirectResponse(f"{PREFIX}/sign-in{back}", status_code=303)


def _kept(request: Request, form: Form, path: str) -> Response:
    """Show the text that was typed when the session ended, so that it can be copied."""
    language = language_of(request)
    speaking = localizer(language)
    typed = [text for text in form.values() if len(text.split()) > 1]  # single words are quickly typed again
    values = outside(speaking.text(N_("You were signed out")), path=path, kept=typed)
    return HTMLResponse(render("signed_out.html", speaking, values), 403, {"Content-Language": language})


def outside(title: str, **values: Any) -> dict[str, Any]:
    """Return the values of a page without a place: sign-in, problems."""
    return {"title": title, "visitor": None, "form": "", "place": None, "trail": (), "tabs": (), "path": PREFIX,
            "notice": "", "problem": "", "typed": {}, "now": None, **values}  # fmt: skip


def _rendered(context: RequestContext, page_request: PageRequest, shown: PageResponse) -> str:
    speaking = context.localizer
    own = {
        "title": shown.title,
        "visitor": context.visitor,
        "form": cookies.form_token(page_request.token),
        "place": context.place,
        "trail": context.reach.trail,
        "may_decide": context.reach.may_decide,
        "tabs": tabs(context.place, shown.tab),
        "path": page_request.path,
        "now": context.now,
        "notice": speaking.text(NOTICES.get(page_request.notice, "")),
        "problem": speaking.error(page_request.problem) if page_request.problem else "",
        "typed": page_request.typed or {},
    }
    return render(shown.template, speaking, {**own, **shown.values})


def _page_request(request: Request) -> PageRequest:
    query = dict(request.query_params)
    notice = query.pop("done", "")
    for part in request.path_params.values():
        _check_id(part)
    token = cookies.value(request, Cookie.SESSION)
    path = request.url.path + (f"?{urlencode(query)}" if query else "")
    return PageRequest(token, dict(request.path_params), query, path, notice)


def _check_id(part: str) -> None:
    """Refuse an invalid id in an address before any query."""
    try:
        identifier(part)
    except Malformed:
        raise Problem(NOT_FOUND) from None


def _download(found: Download) -> Response:
    name = f'attachment; filename="{found.name}"'
    return Response(found.body, media_type=found.media_type, headers={"Content-Disposition": name})


def _name_route(request: Request, path: str) -> None:
    """Set the page's route pattern for the log, as for the calls."""
    request.scope["route"] = SimpleNamespace(path=PREFIX + path)
