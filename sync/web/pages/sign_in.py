"""Signing in and out, choosing the language, and the redirect from the start page to a visitor's place."""

from __future__ import annotations

import math
import re
from typing import Any

from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from models.domain.language import LANGUAGES, N_, Language
from sync.server.audit import Event, record
from sync.server.middleware import client_address
from sync.server.problems import MALFORMED, NOT_FOUND, Problem
from sync.server.secrets import new_token
from sync.server.service import Service
from sync.web import cookies
from sync.web.accounts import access, sessions
from sync.web.accounts.access import ReachedPlace
from sync.web.accounts.authenticator import Attempt, Authenticator, NotSignedIn, SignedIn
from sync.web.accounts.sessions import Visitor
from sync.web.cookies import Cookie
from sync.web.forms import Form, read_form
from sync.web.localizer import localizer
from sync.web.navigation import path_of
from sync.web.rendering import render, static_files
from sync.web.serving import language_of, outside, to_sign_in
from sync.web.settings import PREFIX

_WRONG = N_("Name, password or code is wrong. A code can be used once: wait for the next one.")
_WAIT = N_("Too many attempts were made. Wait {minutes} min, then try again.")
_OWN_PATH = re.compile(rf"{PREFIX}/[A-Za-z0-9/_.-]{{0,200}}(\?[A-Za-z0-9=&_.%+-]{{0,400}})?")
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


class SignInPages:
    """The routes of signing in and out, over one service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._porter = Authenticator(service)

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/", self.home, methods=["GET"]),
            Route("/sign-in", self.show, methods=["GET"]),
            Route("/sign-in", self.sign_in, methods=["POST"]),
            Route("/sign-out", self.sign_out, methods=["POST"]),
            Route("/language", self.speak, methods=["POST"]),
            Route("/static/{mark}/{name}", _static, methods=["GET"]),
        ]

    async def home(self, request: Request) -> Response:
        """Redirect a visitor to the one place granted, or show the list of several."""
        found = await self._service.read(self._home, cookies.value(request, Cookie.SESSION))
        if found is None:
            return to_sign_in("")
        visitor, places = found
        if len(places) == 1:
            return RedirectResponse(path_of(places[0].id), status_code=303)
        speaking = localizer(visitor.language)
        form = cookies.form_token(cookies.value(request, Cookie.SESSION))
        own = {"visitor": visitor, "form": form, "places": places, "path": f"{PREFIX}/"}
        page = render("home.html", speaking, outside(speaking.text(N_("Your places"))) | own)
        return HTMLResponse(page, headers={"Content-Language": visitor.language})

    async def show(self, request: Request) -> Response:
        """Show the form."""
        return self._form(request, 200, "", request.query_params.get("to", ""))

    async def sign_in(self, request: Request) -> Response:
        """Sign in, or say that something is wrong: never what, nor whether the name exists."""
        form = await read_form(request, Cookie.FORM)
        language = language_of(request)
        done = await self._porter.sign_in(_attempt(request, form, language))
        to = form.get("to", "")
        if isinstance(done, NotSignedIn):
            seconds = done.wait.total_seconds()
            sentence = localizer(language).text(_WAIT if seconds else _WRONG)
            answer = self._form(
                request, 429 if seconds else 403, sentence.format(minutes=math.ceil(seconds / 60)), to, form
            )
            if seconds:
                answer.headers["Retry-After"] = str(math.ceil(seconds))
            return answer
        return _let_in(request, done, to)

    async def sign_out(self, request: Request) -> Response:
        """End the session on the server, whatever the browser keeps."""
        await read_form(request, Cookie.SESSION)
        await self._service.write(self._end, cookies.value(request, Cookie.SESSION))
        answer = RedirectResponse(f"{PREFIX}/sign-in", status_code=303)
        cookies.take_back(request, answer, Cookie.SESSION)
        return answer

    async def speak(self, request: Request) -> Response:
        """Store a language: in the session, and for the next time at the sign-in page."""
        is_signed_in = bool(cookies.value(request, Cookie.SESSION))
        form = await read_form(request, Cookie.SESSION if is_signed_in else Cookie.FORM)
        language = next((known for known in LANGUAGES if known == form.get("language")), None)
        if language is None:
            raise Problem(MALFORMED)
        if is_signed_in:
            await self._service.write(self._speak, cookies.value(request, Cookie.SESSION), language)
        answer = RedirectResponse(_own(form.get("to", "")), status_code=303)
        cookies.give(request, answer, Cookie.LANGUAGE, language)
        return answer

    def _form(self, request: Request, status: int, problem: str, to: str, typed: Form | None = None) -> Response:
        language = language_of(request)
        speaking, visit = localizer(language), cookies.value(request, Cookie.FORM) or new_token()
        own: dict[str, Any] = {"problem": problem, "to": _own(to), "form": cookies.form_token(visit)}
        own |= {"login": (typed or {}).get("login", "")[:64], "path": f"{PREFIX}/sign-in"}
        page = render("sign_in.html", speaking, outside(speaking.text(N_("Sign in"))) | own)
        answer = HTMLResponse(page, status, {"Content-Language": language})
        cookies.give(request, answer, Cookie.FORM, visit)
        return answer

    def _home(self, connection: Connection, token: str) -> tuple[Visitor, tuple[ReachedPlace, ...]] | None:
        visitor = sessions.find(connection, self._service.now(), token)
        return (visitor, access.granted(connection, visitor.supervisor)) if visitor else None

    def _end(self, connection: Connection, token: str) -> None:
        now = self._service.now()
        visitor = sessions.find(connection, now, token)
        if visitor:
            sessions.end(connection, visitor.session)
            record(connection, now, visitor.supervisor, Event.SIGNED_OUT, subject=visitor.supervisor)

    def _speak(self, connection: Connection, token: str, language: Language) -> None:
        visitor = sessions.find(connection, self._service.now(), token)
        if visitor:
            sessions.speak(connection, visitor.session, language)


def _attempt(request: Request, form: Form, language: Language) -> Attempt:
    typed = {name: form.get(name, "") for name in ("login", "password", "code")}
    device, session = (cookies.value(request, cookie) for cookie in (Cookie.DEVICE, Cookie.SESSION))
    return Attempt(**typed, address=client_address(request), device=device, session=session, language=language)


def _let_in(request: Request, done: SignedIn, to: str) -> Response:
    answer = RedirectResponse(_own(to), status_code=303)
    cookies.give(request, answer, Cookie.SESSION, done.session)
    cookies.give(request, answer, Cookie.DEVICE, done.device)
    cookies.take_back(request, answer, Cookie.FORM)
    return answer


def _own(path: str) -> str:
    """Return an address of these pages; for any other, the start page."""
    return path if _OWN_PATH.fullmatch(path) and "//" not in path and ".." not in path else f"{PREFIX}/"


async def _static(request: Request) -> Response:
    found = static_files().get(request.path_params["name"])
    if found is None:
        raise Problem(NOT_FOUND)
    body, media_type = found
    return Response(body, media_type=media_type, headers=_FOR_EVER)
