"""A browser as the tests of the pages play it: cookies kept, redirects followed, forms sent as a page has them."""

from __future__ import annotations

import html
import re
from datetime import datetime
from typing import Any

import httpx
import pyotp

from sync.web.accounts.passwords import STEP_SECONDS
from sync.web.settings import PREFIX
from tests.conftest import FakeClock
from tests.sync.web.committees import PASSWORD, SECRET

_TOKEN = re.compile(r'name="form" value="([0-9a-f]+)"')


def code_at(moment: datetime, steps: int = 0) -> str:
    """Return the code that the tests' authenticator shows, so many half minutes later."""
    return pyotp.TOTP(SECRET).at(int(moment.timestamp()) + steps * STEP_SECONDS)


class Browser:
    """One person's browser at the pages of a server."""

    def __init__(self, url: str, clock: FakeClock, language: str = "en") -> None:
        self.clock = clock
        self.http = httpx.Client(base_url=url, follow_redirects=True, timeout=60, headers={"Accept-Language": language})

    def get(self, path: str = "/", **given: Any) -> httpx.Response:
        """Open a page; ``path`` is without the pages' own prefix."""
        return self.http.get(PREFIX + path, **given)

    def post(self, path: str, fields: dict[str, str], *, at: str = "", **given: Any) -> httpx.Response:
        """Send a form with the token of the page ``at`` (of ``path`` itself by default)."""
        return self.http.post(PREFIX + path, data={"form": self.token(at or path)} | fields, **given)

    def token(self, path: str = "/sign-in") -> str:
        """Return what the forms of a page bring along."""
        return token_of(self.get(path).text)

    def attempt(self, login: str, password: str = PASSWORD, code: str | None = None, to: str = "") -> httpx.Response:
        """Try to sign in; with a right password and code if nothing else is said."""
        typed = {"login": login, "password": password, "code": code_at(self.clock()) if code is None else code}
        return self.post("/sign-in", typed | {"to": to})

    def sign_in(self, login: str) -> Browser:
        """Sign in; the clock goes on, so that the next code is another one."""
        self.clock.advance(seconds=STEP_SECONDS)
        answer = self.attempt(login)
        assert answer.status_code == 200, text_of(answer)
        return self

    def cookie(self, name: str) -> str | None:
        """Return a cookie's value."""
        return self.http.cookies.get(name)


def token_of(page: str) -> str:
    """Return the token of a page's forms."""
    found = _TOKEN.search(page)
    assert found, "the page has no form"
    return found[1]


def text_of(page: httpx.Response) -> str:
    """Return what can be read on a page, its words apart by one space."""
    body = page.text[page.text.index("<body") :] if "<body" in page.text else page.text
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())
