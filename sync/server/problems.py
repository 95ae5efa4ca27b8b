"""Refusals: RFC 9457 ``application/problem+json`` with one sentence in English or Vietnamese.

The sentence depends on the kind only: it reveals neither what exists nor what was sent.
"""

from __future__ import annotations

import gettext
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from models.domain.language import CATALOGUES, LANGUAGES, N_, Language

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of refusal: the last part of the type's URN, its status, its sentence."""

    slug: str
    status: HTTPStatus
    sentence: str


MALFORMED = ProblemKind("malformed", HTTPStatus.BAD_REQUEST, N_("The request is not what this call expects."))
UNAUTHORISED = ProblemKind(
    "unauthorised",
    HTTPStatus.UNAUTHORIZED,
    N_(
        "This machine is not, or no longer, enrolled here. Ask the secretary for an invitation. Where no machine of the"
        " cell is left, whoever runs the server lets one in again (chibo admin account restore)."
    ),
)
NOT_A_MEMBER = ProblemKind(
    "not-a-member",
    HTTPStatus.FORBIDDEN,
    N_(
        "This machine did not prove that it has the cell's keys. Update chibo on it; where it is up to date, join again"
        " with an invitation of another machine of the cell."
    ),
)
NOT_YET = ProblemKind(
    "not-yet",
    HTTPStatus.CONFLICT,
    N_("The key is registered by the cell's oldest machine, once chibo is up to date on all of them."),
)
TOO_FAR = ProblemKind(
    "too-far",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    N_("A parcel says that it holds more entries than any can. Nothing was kept."),
)
CELL_FULL = ProblemKind(
    "cell-full",
    HTTPStatus.FORBIDDEN,
    N_(
        "The cell's space at the server is full. Whoever runs the server can give it more (chibo serve --cell-space) or"
        " remove what nobody can read (chibo admin device list); everything is kept on this machine."
    ),
)
DAY_FULL = ProblemKind(
    "day-full",
    HTTPStatus.TOO_MANY_REQUESTS,
    N_(
        "This machine has sent as much today as the server takes from one machine in a day. The rest goes out by itself"
        " tomorrow; everything is kept here."
    ),
)
TOO_OFTEN = ProblemKind(
    "too-often",
    HTTPStatus.TOO_MANY_REQUESTS,
    N_(
        "The cell's machines and keys were changed as often today as the server takes in a day. Do it again tomorrow,"
        " or ask whoever runs the server (chibo admin)."
    ),
)
CODE_REFUSED = ProblemKind(
    "code-refused",
    HTTPStatus.FORBIDDEN,
    N_("This code cannot be used: it is unknown, used, expired or revoked. Ask for a new one."),
)
NOT_FOUND = ProblemKind("not-found", HTTPStatus.NOT_FOUND, N_("There is nothing here."))
NOT_ALLOWED = ProblemKind("not-allowed", HTTPStatus.METHOD_NOT_ALLOWED, N_("This cannot be done here."))
TOO_SLOW = ProblemKind("too-slow", HTTPStatus.REQUEST_TIMEOUT, N_("The request did not arrive in time. Send it again."))
NOT_CONTINUED = ProblemKind(
    "not-continued",
    HTTPStatus.CONFLICT,
    N_("A parcel does not continue what the server holds. Ask for its heads, then send what it lacks."),
)
NOT_YOURS = ProblemKind(
    "not-yours",
    HTTPStatus.FORBIDDEN,
    N_(
        "These are entries of another machine, which sends them itself. It is asked for them as long as it is not shut"
        " out and was here within a day; then any machine of the cell may send them. What was removed from the server"
        " for good is taken from nobody."
    ),
)
STILL_ENROLLED = ProblemKind(
    "still-enrolled",
    HTTPStatus.CONFLICT,
    N_(
        "Only what a machine put that is shut out can be removed for good. Shut it out first (chibo device revoke), or"
        " ask whoever runs the server (chibo admin device remove)."
    ),
)
DAMAGED = ProblemKind(
    "damaged",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    N_("A parcel was changed on its way to the server. Nothing was kept; send it again."),
)
NOT_WANTED = ProblemKind(
    "not-wanted",
    HTTPStatus.CONFLICT,
    N_("The server does not want this parcel again, or not from this machine. Ask which it wants."),
)
RECIPIENT_GONE = ProblemKind(
    "recipient-gone",
    HTTPStatus.CONFLICT,
    N_("A machine that the keys are for is not, or no longer, enrolled. Ask for the list, then seal them again."),
)
CONDITION_MISSING = ProblemKind(
    "condition-missing",
    HTTPStatus.PRECONDITION_REQUIRED,
    N_("Say which version of the keys these take the place of. Fetch them, then do it again."),
)
KEYS_MOVED = ProblemKind(
    "keys-moved",
    HTTPStatus.PRECONDITION_FAILED,
    N_("Another machine changed the cell's keys meanwhile. Fetch them, then do it again."),
)
REPORT_STANDS = ProblemKind(
    "report-stands",
    HTTPStatus.CONFLICT,
    N_("This report was sent already, and says something else. It can be sent again once the superior returns it."),
)
OTHER_MEETING = ProblemKind(
    "other-meeting",
    HTTPStatus.CONFLICT,
    N_("A report has the id of its meeting, and this is another's. Update chibo, then send the report again."),
)
FOREIGN_REPORT = ProblemKind(
    "foreign-report",
    HTTPStatus.FORBIDDEN,
    N_(
        "This report is another cell's, or signed with a key that is not known for this cell. Where the cell's records"
        " or keys were made anew, whoever runs the server lets it begin anew (chibo admin report unbind)."
    ),
)
TOO_LARGE = ProblemKind(
    "too-large",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    N_("The request is larger than the server takes. Send less at once."),
)
WRONG_MEDIA = ProblemKind(
    "wrong-media", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, N_("The server does not take content of this type here.")
)
TOO_OLD = ProblemKind("too-old", HTTPStatus.UPGRADE_REQUIRED, N_("This chibo is too old for the server. Update chibo."))
TOO_MANY = ProblemKind(
    "too-many", HTTPStatus.TOO_MANY_REQUESTS, N_("Too many requests came at once. Wait a little, then go on.")
)
NO_ROOM = ProblemKind(
    "no-room",
    HTTPStatus.FORBIDDEN,
    N_(
        "The cell has as many of these as the server keeps for it. Shut out machines that are no longer needed (chibo"
        " device revoke), or have devices removed that nobody knows (chibo admin device list)."
    ),
)
FAILED = ProblemKind("failed", HTTPStatus.INTERNAL_SERVER_ERROR, N_("The server made a mistake. Nothing was changed."))
BUSY = ProblemKind("busy", HTTPStatus.SERVICE_UNAVAILABLE, N_("The server is busy. Nothing was changed; try again."))
FULL = ProblemKind(
    "full", HTTPStatus.SERVICE_UNAVAILABLE, N_("The server's disk is full. Nothing was changed; tell who runs it.")
)
SPOILT = ProblemKind(
    "database-damaged",
    HTTPStatus.SERVICE_UNAVAILABLE,
    N_("The server's database is damaged. Tell who runs the server: it has to be restored from a backup."),
)


@dataclass(slots=True)
class Problem(Exception):
    """Raised to refuse a request; ``members`` are added to the problem's JSON, ``headers`` to the answer."""

    kind: ProblemKind
    headers: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.kind.slug


def too_often() -> Problem:
    """Return the refusal of something done too many times within a day."""
    return Problem(TOO_OFTEN, {"Retry-After": "3600"})


def too_many(seconds: float) -> Problem:
    """Return the refusal of a request over the rate limit, with the seconds to wait."""
    return Problem(TOO_MANY, {"Retry-After": str(max(1, math.ceil(seconds))), "Connection": "close"})


def answer(problem: Problem, accept_language: str = "") -> Response:
    """Return the refusal as a response in the language that the client asks for."""
    language = preferred(accept_language)
    kind = problem.kind
    content = {
        "type": f"urn:chibo:problem:{kind.slug}",
        "title": sentence(kind, language),
        "status": int(kind.status),
        **problem.members,
    }
    body = json.dumps(content, ensure_ascii=False).encode()
    headers = {"Content-Language": language, "Cache-Control": "no-store", **problem.headers}
    return Response(body, status_code=int(kind.status), headers=headers, media_type=MEDIA_TYPE)


def sentence(kind: ProblemKind, language: Language) -> str:
    """Return a kind's sentence in a language."""
    return _catalogue(language).gettext(kind.sentence)


def preferred(accept_language: str) -> Language:
    """Return the best language of an ``Accept-Language`` header (RFC 9110, 12.5.4); Vietnamese if it names neither."""
    best: tuple[float, int, Language] = (0.0, 0, "vi")
    for place, part in enumerate(accept_language.split(",")[:20]):
        name, _, quality = part.partition(";q=")
        language = name.strip().lower().partition("-")[0]
        for known in LANGUAGES:
            if language == known:
                best = max(best, (_quality(quality), -place, known))
    return best[2]


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    return gettext.translation("chibo", CATALOGUES, [language], fallback=True)
