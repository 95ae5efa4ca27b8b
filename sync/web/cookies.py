"""The cookies: all HttpOnly, SameSite=Strict, and Secure unless a browser on this very machine speaks plain HTTP."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import ipaddress
from enum import StrEnum

from starlette.requests import Request
from starlette.responses import Response

from sync.web.settings import TRUST

LONGEST = 100
_YEAR = 365 * 24 * 3600


class Cookie(StrEnum):
    """What each cookie is for; none tells anything but at random, and the language."""

    SESSION = "chibo-session"
    DEVICE = "chibo-device"
    FORM = "chibo-form"
    LANGUAGE = "chibo-language"


_AGES = {Cookie.SESSION: None, Cookie.FORM: None, Cookie.DEVICE: int(TRUST.total_seconds()), Cookie.LANGUAGE: _YEAR}


def value(request: Request, cookie: Cookie) -> str:
    """Return what the browser sent of a cookie; nothing when it has none, or something far too long."""
    found = request.cookies.get(_name(request, cookie), "")
    return found if len(found) <= LONGEST else ""


def give(request: Request, response: Response, cookie: Cookie, content: str) -> None:
    """Let the browser keep a cookie."""
    response.set_cookie(
        _name(request, cookie),
        content,
        max_age=_AGES[cookie],
        path="/",
        secure=not is_local(request),
        httponly=True,
        samesite="strict",
    )


def take_back(request: Request, response: Response, cookie: Cookie) -> None:
    """Let the browser forget a cookie."""
    response.delete_cookie(
        _name(request, cookie), path="/", secure=not is_local(request), httponly=True, samesite="strict"
    )


def form_token(cookie: str) -> str:
    """Return what a form must bring that belongs to a cookie: another site knows neither."""
    return hmac.new(cookie.encode(), b"form", hashlib.sha256).hexdigest()


def is_form_token(cookie: str, token: str) -> bool:
    """Tell whether a form's token belongs to a cookie; nothing belongs to none."""
    return bool(cookie) and hmac.compare_digest(form_token(cookie).encode(), token.encode("utf-8", "replace"))


def is_local(request: Request) -> bool:
    """Tell whether the browser speaks plain HTTP to its own machine, where a Secure cookie might be refused."""
    host = request.url.hostname or ""
    with contextlib.suppress(ValueError):
        return request.url.scheme == "http" and (host == "localhost" or ipaddress.ip_address(host).is_loopback)
    return False


def _name(request: Request, cookie: Cookie) -> str:
    return cookie.value if is_local(request) else f"__Host-{cookie.value}"
