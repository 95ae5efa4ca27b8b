"""The cookies: HttpOnly, SameSite=Strict, and Secure except for plain HTTP from the same machine."""

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
    """The purposes of cookies; their values are random, except for the language."""

    SESSION = "chibo-session"
    DEVICE = "chibo-device"
    FORM = "chibo-form"
    LANGUAGE = "chibo-language"


_AGES = {Cookie.SESSION: None, Cookie.FORM: None, Cookie.DEVICE: int(TRUST.total_seconds()), Cookie.LANGUAGE: _YEAR}


def value(request: Request, cookie: Cookie) -> str:
    """Return a cookie's value; empty when the browser has none, or the value is far too long."""
    found = request.cookies.get(_name(request, cookie), "")
    return found if len(found) <= LONGEST else ""


def give(request: Request, response: Response, cookie: Cookie, content: str) -> None:
    """Set a cookie."""
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
    """Delete a cookie."""
    response.delete_cookie(
        _name(request, cookie), path="/", secure=not is_local(request), httponly=True, samesite="strict"
    )


def form_token(cookie: str) -> str:
    """Return the CSRF token for a cookie, which another site does not know."""
    return hmac.new(cookie.encode(), b"form", hashlib.sha256).hexdigest()


def is_form_token(cookie: str, token: str) -> bool:
    """Tell whether a form's token matches a cookie; no token matches an empty cookie."""
    return bool(cookie) and hmac.compare_digest(form_token(cookie).encode(), token.encode("utf-8", "replace"))


def is_local(request: Request) -> bool:
    """Tell whether the browser uses plain HTTP on the same machine, where it may refuse a Secure cookie."""
    host = request.url.hostname or ""
    with contextlib.suppress(ValueError):
        return request.url.scheme == "http" and (host == "localhost" or ipaddress.ip_address(host).is_loopback)
    return False


def _name(request: Request, cookie: Cookie) -> str:
    return cookie.value if is_local(request) else f"__Host-{cookie.value}"
