"""Reading forms: small, urlencoded, each field once, with a valid CSRF token."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from sync.server.problems import MALFORMED, Problem
from sync.server.report_content import paragraphs
from sync.server.request_body import read_body
from sync.web import cookies
from sync.web.cookies import Cookie
from sync.web.problems import NOT_OUR_FORM
from sync.web.settings import FORM_BYTES, FORM_FIELDS, FORM_SECONDS

MEDIA_TYPE = "application/x-www-form-urlencoded"
_OWN = "form"
_MOST = 16_000

Form = Mapping[str, str]


async def read_form(request: Request, cookie: Cookie) -> Form:
    """Return the fields. Raises :class:`Problem` for an invalid form, or a token that does not match the cookie."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Problem(NOT_OUR_FORM)
    fields = _fields(await read_body(request, FORM_BYTES, FORM_SECONDS, MEDIA_TYPE))
    if not cookies.is_form_token(cookies.value(request, cookie), fields.get(_OWN, "")):
        raise Problem(NOT_OUR_FORM)
    return fields


def _fields(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=FORM_FIELDS, errors="strict")
    except ValueError:
        raise Problem(MALFORMED) from None
    found = {name: paragraphs(text.replace("\r\n", "\n"), _MOST) for name, text in pairs}
    if len(found) != len(pairs):
        raise Problem(MALFORMED)
    return found
