"""The superior's official points of a cell's meetings, and praise."""

from __future__ import annotations

from fastapi import APIRouter, Response

from models.domain import limits
from sync.protocol.messages.superior import Verdicts
from sync.server import description
from sync.server.auth import Caller, Shared
from sync.server.problems import MALFORMED, UNAUTHORISED
from sync.server.responses import ok
from sync.server.routes.petitions import Since, time_of
from sync.server.verdicts import verdicts

router = APIRouter(prefix="/v1/verdicts", tags=["verdicts"])


@router.get(
    "",
    summary="Tell what official points and what praise the superior gave the cell",
    **description.call(MALFORMED, UNAUTHORISED, gives=Verdicts),
)
async def list_verdicts(caller: Caller, service: Shared, since: Since = "") -> Response:
    """Answer with both, oldest first, up to when that is all, and whether there is more: ask again from then on."""
    found = await service.read(verdicts, caller.cell, time_of(since), limits.ANSWERS)
    return ok(found.write())
