"""Fields of forms as values: missing, too long and invalid ones are refused with a sentence."""

from __future__ import annotations

import re

from models.domain.errors import Refused, WrongUsage
from models.domain.language import N_
from models.domain.points import Points
from models.domain.text import one_line
from models.domain.typed.numbers import read_points
from sync.protocol.fields import Malformed, identifier
from sync.server.problems import MALFORMED, NOT_FOUND, Problem
from sync.web.forms import Form
from sync.web.request_context import RequestContext

_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)
_TOO_LONG = N_("This is longer than {limit} letters.")


def line(form: Form, name: str, most: int, missing: str = "") -> str:
    """Return a text on one line; if it is missing, refuse it with the sentence ``missing``, if there is one."""
    return _checked(" ".join(one_line(form.get(name, "")).split()), most, missing)


def paragraphs(form: Form, name: str, most: int, missing: str = "") -> str:
    """Return a text with its lines; if it is missing, refuse it with the sentence ``missing``, if there is one."""
    return _checked(form.get(name, "").strip(), most, missing)


def month(form: Form, name: str) -> str:
    """Return a month, ``2026-12``."""
    found = month_or_none(form, name)
    if found is None:
        raise Refused(N_("Choose a month."))
    return found


def month_or_none(form: Form, name: str) -> str | None:
    """Return a month, or ``None`` if none is chosen."""
    text = form.get(name, "").strip()
    if text and not _MONTH.fullmatch(text):
        raise Refused(N_("Write a month like 2026-12."))
    return text or None


def points_or_none(form: Form, name: str, most: Points, *, halves: bool) -> Points | None:
    """Return points up to a maximum, with a half if the sheet has ``halves``, or ``None`` for an empty field."""
    text = form.get(name, "").strip()
    if not text:
        return None
    try:
        given = read_points(text)
    except WrongUsage:
        given = None
    if given is None or given > most or (given.half and not halves):
        wanted = N_("Give points from 0 to {most}, whole or with a half, such as 2.5.")
        raise Refused(wanted if halves else N_("Give whole points from 0 to {most}."), most=most)
    return given


def key(form: Form, name: str) -> str:
    """Return the id in a button of the page; an invalid one is answered like an unknown one."""
    if name not in form:
        raise Problem(MALFORMED)
    try:
        return identifier(form[name])
    except Malformed:
        raise Problem(NOT_FOUND) from None


def at_a_cell(context: RequestContext) -> None:
    """Refuse an action about a single cell at any other place."""
    if not context.place.is_cell:
        raise Problem(NOT_FOUND)


def _checked(text: str, most: int, missing: str) -> str:
    if missing and not text:
        raise Refused(missing)
    if len(text) > most:
        raise Refused(_TOO_LONG, limit=most)
    return text
