"""Parts of a cell's journals that were removed for good, and removing what a revoked machine put."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from sync.protocol.messages.entries import RemovalList, RemovalRequest, RemovedList
from sync.server import description, removals
from sync.server.auth import Caller, Shared, proven
from sync.server.problems import MALFORMED, STILL_ENROLLED, UNAUTHORISED
from sync.server.request_body import read_body
from sync.server.responses import ok, parse_body

REQUEST_BODY = 4 * 1024

router = APIRouter(prefix="/v1/removals", tags=["entries"])


@router.get(
    "",
    summary="Tell what was removed of the cell's journals for good",
    **description.call(UNAUTHORISED, gives=RemovalList),
)
async def list_removals(caller: Caller, service: Shared) -> Response:
    """Answer with the devices, and from which entry on nothing of each is taken again."""
    return ok(RemovalList(removals=await service.read(removals.listing, caller.cell)).write())


@router.post(
    "",
    summary="Remove for good what a machine of the cell put that is shut out",
    **description.call(MALFORMED, UNAUTHORISED, STILL_ENROLLED, takes=RemovalRequest, gives=RemovedList),
)
async def remove(request: Request, caller: Caller, service: Shared) -> Response:
    """Answer with what was removed, by device; 409 for a machine that is enrolled, or none of the cell."""
    body = await read_body(request, REQUEST_BODY, service.limits.body_seconds)
    await proven(request, service, caller, body)
    asked = parse_body(RemovalRequest.read, body)
    here = service.now(), caller.cell
    found = await service.write(removals.remove_of_account, *here, asked.account, asked.since, by=caller.id)
    service.watch.wake(caller.cell)
    return ok(RemovedList(removed=found).write())
