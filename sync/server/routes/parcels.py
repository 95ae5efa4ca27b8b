"""Putting and fetching parcels (the server's hot paths), and parcels to be put again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from sync.protocol.messages.entries import Complaint, HeadsAfter, ParcelQuery, RemovedList, WantedList
from sync.protocol.parcels import MEDIA_TYPE, Parcel, from_frames, to_frames
from sync.protocol.version import OWN_DEVICE, spoken
from sync.server import description, ledger, repair
from sync.server.accounts import AccountLine
from sync.server.auth import Caller, Shared, body_slot, proven
from sync.server.ledger import HistoryMismatch, Quota
from sync.server.problems import (
    MALFORMED,
    NOT_CONTINUED,
    NOT_WANTED,
    NOT_YOURS,
    TOO_LARGE,
    UNAUTHORISED,
    WRONG_MEDIA,
    Problem,
)
from sync.server.request_body import read_body
from sync.server.request_log import request_log
from sync.server.responses import no_content, ok, parse_body
from sync.server.service import Service

COMPLAINT_BODY = 4 * 1024
LONGEST = 2**30
WITHOUT_NAMED = 2
"""From this version of the protocol on a machine leaves out by itself the devices that a refusal names. Of an older one
the other parcels are stored before it is refused: it would send the same again, and nothing else.
"""

router = APIRouter(prefix="/v1/parcels", tags=["entries"])


@asynccontextmanager
async def _sent(request: Request, caller: AccountLine, service: Service) -> AsyncIterator[tuple[Parcel, ...]]:
    """Return the parcels in a request's body while its slot is held."""
    limits = service.limits
    async with body_slot(request, service, caller):
        body = await read_body(request, limits.parcels_body, limits.body_seconds, MEDIA_TYPE)
        await proven(request, service, caller, body)
        parcels, _more = parse_body(partial(from_frames, most=limits.parcels, box=limits.box), body)
        request_log(request).facts["parcels"] = len(parcels)
        yield parcels


@router.post(
    "",
    summary="Put parcels that continue what the server has, all or none",
    **description.call(
        MALFORMED, UNAUTHORISED, NOT_CONTINUED, NOT_YOURS, TOO_LARGE, WRONG_MEDIA,
        takes=description.PARCELS, takes_media=MEDIA_TYPE, gives=HeadsAfter,
    ),
)  # fmt: skip
async def put(request: Request, caller: Caller, service: Shared) -> Response:
    """Answer with the heads after them, or with 409 and the heads as they are.

    403 names devices that belong to other accounts, or for which there is no room.
    """
    limits = service.limits
    async with _sent(request, caller, service) as parcels:
        own = request.headers.get(OWN_DEVICE, "")

        async def append(some: Sequence[Parcel]) -> ledger.Heads:
            now, quota = service.now(), Quota.of(limits)
            return await service.write(ledger.append, now, caller.cell, caller.id, some, limits.devices, quota, own)

        try:
            heads = await append(parcels)
        except HistoryMismatch as refusal:
            raise Problem(NOT_CONTINUED, members=HeadsAfter(heads=refusal.heads).model_dump(mode="json")) from None
        except Problem as refusal:
            named = refusal.members.get("devices", ())
            rest = [parcel for parcel in parcels if parcel.device not in named]
            if named and rest and spoken(request.headers) < WITHOUT_NAMED:
                await append(rest)
                service.watch.wake(caller.cell, by=caller.id)
            raise
    service.watch.wake(caller.cell, by=caller.id)
    return ok(HeadsAfter(heads=heads).write())


@router.put(
    "",
    summary="Put parcels again in place of damaged ones, with the same numbers and tags, all or none",
    **description.call(
        MALFORMED, UNAUTHORISED, NOT_WANTED, TOO_LARGE, WRONG_MEDIA,
        takes=description.PARCELS, takes_media=MEDIA_TYPE, status=204,
    ),
)  # fmt: skip
async def put_again(request: Request, caller: Caller, service: Shared) -> Response:
    """Answer 204; 409 where one is not wanted, or not from this machine."""
    async with _sent(request, caller, service) as parcels:
        await service.write(repair.replace, service.now(), caller.cell, caller.id, parcels)
    service.watch.wake(caller.cell)
    return no_content()


@router.post(
    "/complaints",
    summary="Tell of a parcel that cannot be opened as it came",
    **description.call(MALFORMED, UNAUTHORISED, takes=Complaint, status=204),
)
async def complain(request: Request, caller: Caller, service: Shared) -> Response:
    """Answer 204, whatever is known of it; the cell's machines are told, and its writer puts it again."""
    body = await read_body(request, COMPLAINT_BODY, service.limits.body_seconds)
    about = parse_body(Complaint.read, body)
    await proven(request, service, caller, body)
    most = service.limits.complaints_of_day
    if await service.write(repair.complain, service.now(), caller.cell, caller.id, about, most):
        service.watch.wake(caller.cell, by=caller.id)
    return no_content()


@router.get(
    "/complaints",
    summary="Tell which parcels are damaged, and which of them this machine may put again",
    **description.call(UNAUTHORISED, gives=WantedList),
)
async def list_complaints(caller: Caller, service: Shared) -> Response:
    """Answer with the parcels' places and tags."""
    found = await service.read(repair.wanted, service.now(), caller.cell, caller.id)
    return ok(WantedList(parcels=found).write())


@router.delete(
    "/complaints",
    summary="Remove the damaged parcels that other machines put, with what stands behind them",
    **description.call(UNAUTHORISED, gives=RemovedList),
)
async def remove_complaints(request: Request, caller: Caller, service: Shared) -> Response:
    """Answer with what was removed, by device; laptops that have the entries put them again."""
    await proven(request, service, caller)
    found = await service.write(repair.remove_damaged, service.now(), caller.cell, caller.id)
    service.watch.wake(caller.cell)
    return ok(RemovedList(removed=found).write())


async def _answer_slot(caller: Caller, service: Shared) -> AsyncIterator[None]:
    """Hold a slot until an answer was sent, which takes as long as the client reads."""
    async with service.answer_slots.hold(caller.cell, caller.id, is_proven=True):
        yield


@router.post(
    "/query",
    dependencies=[Depends(_answer_slot)],
    summary="Fetch parcels with entries that one does not have",
    **description.call(MALFORMED, UNAUTHORISED, takes=ParcelQuery, gives=description.PARCELS, gives_media=MEDIA_TYPE),
)
async def query(
    request: Request,
    caller: Caller,
    service: Shared,
    after: Annotated[int, Query(ge=0, le=LONGEST, description="Bytes of this answer that came already.")] = 0,
) -> Response:
    """Answer with as many parcels as asked for and allowed, and whether there are more.

    Who got only the beginning of an answer asks for the rest: as long as nothing else was put, it is the same answer.
    """
    limits = service.limits
    asked = parse_body(ParcelQuery.read, await read_body(request, limits.json_body, limits.body_seconds))
    limit = min(asked.limit, limits.parcels)
    delivery = await service.read(ledger.deliver, caller.cell, asked.have, limit, limits.answer)
    if delivery.rotten:
        await service.write(repair.mark_rotten, service.now(), caller.cell, delivery.rotten)
    request_log(request).facts["parcels"] = len(delivery.parcels)
    hashed = spoken(request.headers) > 1
    return ok(to_frames(delivery.parcels, more=delivery.more, hashed=hashed)[after:], MEDIA_TYPE)
