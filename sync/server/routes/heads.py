"""Which entries the server has, and waiting for more."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from sqlalchemy.engine import Connection

from sync.protocol.messages.entries import HeadsAnswer, HoldingList
from sync.protocol.parcels import state_of
from sync.protocol.version import BESIDES, HOLDS, NOTHING
from sync.server import description, holdings, ledger
from sync.server.accounts import AccountLine
from sync.server.auth import Caller, Shared
from sync.server.faults import DatabaseBusy, DatabaseFull
from sync.server.ledger import Heads
from sync.server.problems import UNAUTHORISED
from sync.server.request_log import request_log
from sync.server.responses import ok
from sync.server.service import Service

router = APIRouter(prefix="/v1", tags=["entries"])
LONGEST_WAIT = 60


@router.get(
    "/heads",
    summary="Tell up to which entry the server has each device's journal; on request, wait until that changes",
    **description.call(UNAUTHORISED, gives=HeadsAnswer),
)
async def get_heads(
    request: Request,
    caller: Caller,
    service: Shared,
    wait: Annotated[int, Query(ge=0, le=LONGEST_WAIT, description="Seconds to wait at most.")] = 0,
    seen: Annotated[
        str, Query(pattern=description.STATE_OR_NOTHING, description="The state that is known: wait for another.")
    ] = "",
    besides: Annotated[
        str, Query(max_length=36, description="The Chibo-Besides that is known: another ends the wait, too.")
    ] = "",
    holds: Annotated[
        str, Header(alias=HOLDS, max_length=36, description="The state of which this machine has everything.")
    ] = "",
) -> Response:
    """Answer at once when the state is another than ``seen``; else when it changes, or the time is over."""
    found = await service.read(_look, caller.cell)
    if holds and holds == state_of(found.heads):
        await _note_holding(service, caller, found.heads, stays=bool(wait))
    if seen and wait and state_of(found.heads) == seen and besides in {"", found.besides}:
        found = await _later(service, caller, found.revision, min(wait, service.limits.wait_seconds))
    request_log(request).facts["devices"] = len(found.heads)
    answer = ok(HeadsAnswer(heads=found.heads, state=state_of(found.heads)).write())
    answer.headers[BESIDES] = found.besides
    return answer


@router.get(
    "/holdings",
    summary="Tell of each machine of the cell what it has, as it said itself",
    **description.call(UNAUTHORISED, gives=HoldingList),
)
async def list_holdings(caller: Caller, service: Shared) -> Response:
    """Answer with the machines that are enrolled."""
    return ok(HoldingList(machines=await service.read(holdings.listing, caller.cell)).write())


async def _note_holding(service: Service, caller: AccountLine, heads: Heads, *, stays: bool) -> None:
    here = service.now(), caller.cell, caller.id, heads
    with suppress(DatabaseBusy, DatabaseFull):  # the machine states it again later
        if await service.read(holdings.is_news, *here, stays=stays):
            await service.write(holdings.note, *here)


@dataclass(frozen=True, slots=True)
class _Found:
    """The state of a cell as read once."""

    revision: int
    besides: str
    heads: Heads


async def _later(service: Service, caller: AccountLine, revision: int, seconds: float) -> _Found:
    cell, watch, limits = caller.cell, service.watch, service.limits
    if watch.waiting >= limits.waiting_requests or watch.waiting_for(cell) >= limits.waiting_of_cell:
        raise DatabaseBusy
    await watch.wait(cell, revision, seconds, caller.id)
    return await service.read(_look, cell)


def _look(connection: Connection, cell: str) -> _Found:
    """Read the state of a cell; the revision first, so that a concurrent put ends the wait early instead of being
    missed.
    """
    revision, besides = ledger.revision(connection, cell), ledger.besides(connection, cell) or NOTHING
    return _Found(revision, besides, ledger.heads(connection, cell))
