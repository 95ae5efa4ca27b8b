"""The superior's answers to the cell's petitions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response

from models.domain import limits
from sync.protocol.fields import Malformed, moment
from sync.protocol.messages.superior import PetitionAnswer, PetitionAnswers
from sync.server import description, petitions
from sync.server.auth import Caller, Shared
from sync.server.problems import MALFORMED, UNAUTHORISED, Problem
from sync.server.responses import ok

router = APIRouter(prefix="/v1/petitions", tags=["petitions"])

Since = Annotated[
    str,
    Query(
        pattern=description.MOMENT_OR_NOTHING,
        description="Only what was answered at this time or later, written as the server writes times.",
    ),
]


@router.get(
    "/answers",
    summary="Tell what the superior answered to the cell's petitions",
    **description.call(MALFORMED, UNAUTHORISED, gives=PetitionAnswers),
)
async def list_answers(caller: Caller, service: Shared, since: Since = "") -> Response:
    """Answer with the answers, oldest first, and whether there are more: ask again from the last one's time on."""
    found, more = await service.read(petitions.answered, caller.cell, time_of(since), limits.ANSWERS)
    answers = (PetitionAnswer(id=one.id, answer=one.answer, by=one.by, answered_at=one.answered_at) for one in found)
    return ok(PetitionAnswers(answers=tuple(answers), more=more).write())


def time_of(text: str) -> datetime | None:
    """Return the time in a query parameter, if there is one. Raises :class:`Problem` when it is invalid."""
    try:
        return moment(text) if text else None
    except Malformed as fault:
        raise Problem(MALFORMED, members={"detail": str(fault)}) from None
