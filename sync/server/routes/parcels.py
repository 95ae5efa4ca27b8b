"""Parcels in and out: the server's hot paths."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from sync.protocol import fields
from sync.protocol.messages import Query
from sync.protocol.parcels import MEDIA_TYPE, from_frames, heads_json, to_frames
from sync.server import description, ledger
from sync.server.answers import ok, reading
from sync.server.auth import Caller, Shared
from sync.server.bodies import read_body
from sync.server.ledger import NotContinued
from sync.server.notes import notes
from sync.server.problems import MALFORMED, NOT_CONTINUED, TOO_LARGE, UNAUTHORISED, WRONG_MEDIA, Problem

router = APIRouter(prefix="/v1/parcels", tags=["entries"])


@router.post(
    "",
    summary="Put parcels that continue what the server has, all or none",
    **description.call(
        MALFORMED, UNAUTHORISED, NOT_CONTINUED, TOO_LARGE, WRONG_MEDIA,
        takes=description.PARCELS, takes_media=MEDIA_TYPE, gives=description.PUT_ANSWER,
    ),
)  # fmt: skip
async def put(request: Request, caller: Caller, service: Shared) -> Response:
    """Answer with the heads after them, or with 409 and the heads as they are."""
    limits = service.limits
    async with service.large_bodies:
        body = await read_body(request, limits.parcels_body, limits.body_seconds, MEDIA_TYPE)
        parcels, _more = reading(partial(from_frames, most=limits.parcels, box=limits.box), body)
        notes(request).facts["parcels"] = len(parcels)
        now, cell = service.now(), caller.cell
        try:
            heads = await service.write(ledger.append, now, cell, caller.id, parcels, limits.devices)
        except NotContinued as refusal:
            raise Problem(NOT_CONTINUED, members={"heads": heads_json(refusal.heads)}) from None
    service.watch.wake(caller.cell, by=caller.id)
    return ok(fields.to_json({"heads": heads_json(heads)}))


@router.post(
    "/query",
    summary="Fetch parcels with entries that one does not have",
    **description.call(
        MALFORMED, UNAUTHORISED, takes=description.QUERY, gives=description.PARCELS, gives_media=MEDIA_TYPE
    ),
)
async def query(request: Request, caller: Caller, service: Shared) -> Response:
    """Answer with as many parcels as asked for and allowed, and whether there are more."""
    limits = service.limits
    asked = reading(Query.read, await read_body(request, limits.json_body, limits.body_seconds))
    limit = min(asked.limit, limits.parcels)
    delivery = await service.read(ledger.deliver, caller.cell, asked.have, limit, limits.answer)
    notes(request).facts["parcels"] = len(delivery.parcels)
    return ok(to_frames(delivery.parcels, more=delivery.more), MEDIA_TYPE)
