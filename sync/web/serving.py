"""From a request to a page: who asks, may they, the page's own work, and what is written down of it."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Mapping
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
from sync.server.faults import Busy, Full
from sync.server.notes import notes
from sync.server.problems import NOT_FOUND, Problem, preferred
from sync.server.service import Service
from sync.web import cookies
from sync.web.accounts import access, sessions
from sync.web.accounts.sessions import Visitor
from sync.web.cookies import Cookie
from sync.web.desk import Asked, Deed, Desk, Done, Download, Shown, View
from sync.web.forms import Form, read_form
from sync.web.navigation import NOTICES, tabs
from sync.web.problems import NOT_YOURS_TO_DECIDE
from sync.web.rendering import render
from sync.web.settings import PREFIX
from sync.web.speech import speech

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as a page needs it, within a thread."""

    token: str
    place: str
    asked: Asked
    path: str
    notice: str = ""
    problem: Refused | None = None
    typed: Mapping[str, str] | None = None


class NobodySignedIn(Exception):
    """Nobody is signed in: the way to a page leads over the entrance."""


@dataclass(frozen=True, slots=True)
class _Looked:
    visitor: Visitor
    answer: str | Download
    noted: tuple[Any, str] | None
    cell: str | None


class Server:
    """Makes routes of pages and of what is done on them, over one service."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def page(self, path: str, view: View) -> Route:
        """Return the route of a page; its path names the place that it is about as ``{place}``."""

        async def show(request: Request) -> Response:
            _name_route(request, path)
            return await self._show(request, view, _asking(request))

        return Route(path, show, methods=["GET"])

    def deed(self, path: str, deed: Deed, view: View, page: str) -> Route:
        """Return the route of something that is decided; where it is refused, ``view`` is shown with the reason.

        ``page`` is the path of that view: where the way leads back to.
        """

        async def do(request: Request) -> Response:
            _name_route(request, path)
            form = await read_form(request, Cookie.SESSION)
            asking = replace(_asking(request), path=PREFIX + page.format(**request.path_params))
            try:
                done = await self._service.write(self._do, asking, deed, form)
            except NobodySignedIn:
                return _kept(request, form, asking.path)
            except Refused as refusal:
                return await self._show(request, view, replace(asking, problem=refusal, typed=form), status=422)
            told = urlencode({"done": done.notice})
            return RedirectResponse(f"{done.path}{'&' if '?' in done.path else '?'}{told}", status_code=303)

        return Route(path, do, methods=["POST"])

    async def _show(self, request: Request, view: View, asking: Asking, status: int = 200) -> Response:
        try:
            looked = await self._service.read(self._look, asking, view)
        except NobodySignedIn:
            return to_entrance(asking.path)
        notes(request).facts["supervisor"] = looked.visitor.supervisor
        await self._note(looked)
        if isinstance(looked.answer, Download):
            return _download(looked.answer)
        return HTMLResponse(looked.answer, status, {"Content-Language": looked.visitor.language})

    def _look(self, connection: Connection, asking: Asking, view: View) -> _Looked:
        desk = self._desk(connection, asking)
        shown = view(desk)
        answer = shown if isinstance(shown, Download) else _rendered(desk, asking, shown)
        return _Looked(desk.visitor, answer, shown.noted, desk.place.id if desk.place.is_cell else None)

    def _do(self, connection: Connection, asking: Asking, deed: Deed, form: Form) -> Done:
        desk = self._desk(connection, asking)
        if not desk.reach.may_decide:
            raise Problem(NOT_YOURS_TO_DECIDE)
        sessions.mark_seen(connection, desk.now, desk.visitor.session)
        return deed(desk, form)

    def _desk(self, connection: Connection, asking: Asking) -> Desk:
        now = self._service.now()
        visitor = sessions.find(connection, now, asking.token)
        if visitor is None:
            raise NobodySignedIn
        reach = access.reach(connection, visitor.supervisor, asking.place)
        return Desk(connection, now, visitor, speech(visitor.language), reach, asking.asked)

    async def _note(self, looked: _Looked) -> None:
        """Write down that a page was read where that is to be known, and that somebody is still here."""
        if looked.noted:
            await self._service.write(self._written, looked)
        elif not looked.visitor.is_fresh:
            with contextlib.suppress(Busy, Full):  # reading goes on where nothing can be written
                await self._service.write(sessions.mark_seen, self._service.now(), looked.visitor.session)

    def _written(self, connection: Connection, looked: _Looked) -> None:
        now = self._service.now()
        if looked.noted:
            event, subject = looked.noted
            record(connection, now, looked.visitor.supervisor, event, cell=looked.cell, subject=subject)
        sessions.mark_seen(connection, now, looked.visitor.session)


def language_of(request: Request) -> Language:
    """Return the language of somebody who is not signed in: chosen before, else what the browser asks for."""
    chosen = cookies.value(request, Cookie.LANGUAGE)
    return preferred(chosen or request.headers.get("accept-language", ""))


def to_entrance(path: str) -> Response:
    """Send somebody to the entrance, to come back to a page from there."""
    back = f"?to={quote(path)}" if path.startswith(f"{PREFIX}/") else ""
    return RedirectResponse(f"{PREFIX}/sign-in{back}", status_code=303)


def _kept(request: Request, form: Form, path: str) -> Response:
    """Show somebody whose session ended while writing what was typed, so that it can be taken along."""
    language = language_of(request)
    speaking = speech(language)
    typed = [
        text for text in form.values() if len(text.split()) > 1
    ]  # whatever is one word alone is soon written again
    context = outside(speaking.text(N_("You were signed out")), path=path, kept=typed)
    return HTMLResponse(render("signed_out.html", speaking, context), 403, {"Content-Language": language})


def outside(title: str, **context: Any) -> dict[str, Any]:
    """Return what a page needs that no place stands behind: entrance, problems."""
    return {"title": title, "visitor": None, "form": "", "place": None, "trail": (), "tabs": (), "path": PREFIX,
            "notice": "", "problem": "", "typed": {}, "now": None, **context}  # fmt: skip


def _rendered(desk: Desk, asking: Asking, shown: Shown) -> str:
    speaking = desk.speech
    own = {
        "title": shown.title,
        "visitor": desk.visitor,
        "form": cookies.form_token(asking.token),
        "place": desk.place,
        "trail": desk.reach.trail,
        "may_decide": desk.reach.may_decide,
        "tabs": tabs(desk.place, shown.tab),
        "path": asking.path,
        "now": desk.now,
        "notice": speaking.text(NOTICES.get(asking.notice, "")),
        "problem": speaking.error(asking.problem) if asking.problem else "",
        "typed": asking.typed or {},
    }
    return render(shown.template, speaking, {**own, **shown.context})


def _asking(request: Request) -> Asking:
    query = dict(request.query_params)
    notice = query.pop("done", "")
    for part in request.path_params.values():
        _check_id(part)
    place = request.path_params.get("place", "")
    token = cookies.value(request, Cookie.SESSION)
    asked = Asked(dict(request.path_params), query)
    path = request.url.path + (f"?{urlencode(query)}" if query else "")
    return Asking(token, place, asked, path, notice)


def _check_id(part: str) -> None:
    """Refuse a part of an address that can be no id, before anything is asked about it."""
    try:
        identifier(part)
    except Malformed:
        raise Problem(NOT_FOUND) from None


def _download(found: Download) -> Response:
    name = f'attachment; filename="{found.name}"'
    return Response(found.body, media_type=found.media_type, headers={"Content-Disposition": name})


def _name_route(request: Request, path: str) -> None:
    """Let the log tell the page by its pattern, as it does for the calls."""
    request.scope["route"] = SimpleNamespace(path=PREFIX + path)
