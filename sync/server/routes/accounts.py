"""Machines of a cell: enrolling by a code, inviting, listing, revoking."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import partial

from fastapi import APIRouter, Request, Response
from sqlalchemy.engine import Connection

from models.domain.errors import UnknownRecord
from sync.protocol.fields import Malformed, identifier
from sync.protocol.membership import is_signed
from sync.protocol.messages.accounts import AccountInfo, AccountList, CellInvitation, Enrolled, EnrolRequest
from sync.protocol.version import MEMBERSHIP
from sync.server import accounts, codes, description
from sync.server.audit import Event, count_of_day
from sync.server.auth import Caller, Shared, proven, refused, signed_text
from sync.server.newcomers import sharing
from sync.server.problems import CODE_REFUSED, MALFORMED, NO_ROOM, NOT_FOUND, UNAUTHORISED, Problem, too_often
from sync.server.request_body import read_body
from sync.server.request_log import request_log
from sync.server.responses import created, no_content, ok, parse_body
from sync.server.settings import Settings

router = APIRouter(prefix="/v1", tags=["accounts"])
ENROL_BODY = 4 * 1024


@router.post(
    "/accounts",
    summary="Enrol a machine by a code",
    **description.call(MALFORMED, CODE_REFUSED, takes=EnrolRequest, gives=Enrolled, status=201),
)
async def enrol(request: Request, service: Shared) -> Response:
    """Answer with account and token. A code that cannot be used is refused alike, whatever is wrong with it."""
    body = await read_body(request, ENROL_BODY, service.limits.body_seconds)
    asked = parse_body(EnrolRequest.read, body)
    keys = accounts.PublicKeys(asked.seal_key, asked.sign_key, asked.mac)
    try:
        text, header = (
            signed_text(request, "", "", hashlib.sha256(body).hexdigest()),
            request.headers.get(MEMBERSHIP, ""),
        )
        signed = partial(is_signed, text=text, header=header)
        limit = service.limits.accounts
        made = await service.write(accounts.enrol, service.now(), asked.code, keys, limit, signed)
    except Problem as problem:
        raise (refused(request, service, problem) if problem.kind is CODE_REFUSED else problem) from None
    request_log(request).facts.update(account=made.account, cell=made.cell)
    service.watch.wake(made.cell)
    return created(made.write())


@router.get(
    "/accounts",
    summary="List the machines of the cell, revoked ones too",
    **description.call(UNAUTHORISED, gives=AccountList),
)
async def list_accounts(caller: Caller, service: Shared) -> Response:
    """Answer with every machine's public keys, and whether it is revoked; of very many revoked ones, the last."""
    found = await service.read(accounts.told, caller.cell)
    return ok(AccountList(accounts=tuple(map(_info, found))).write())


@router.delete(
    "/accounts/{account}",
    summary="Revoke a machine of the cell: its token opens nothing from now on",
    **description.call(UNAUTHORISED, NOT_FOUND, status=204),
)
async def revoke(request: Request, account: str, caller: Caller, service: Shared) -> Response:
    """Answer 204, also when it was revoked before; 404 for a machine of another cell as for one that is none."""
    return await _revoked(request, account, caller, service, accounts.revoke)


@router.delete(
    "/accounts/{account}/invited",
    summary="Revoke a machine of the cell, and those that joined in the last 30 days by its invitations or by theirs",
    **description.call(UNAUTHORISED, NOT_FOUND, status=204),
)
async def revoke_with_invited(request: Request, account: str, caller: Caller, service: Shared) -> Response:
    """Answer as for one machine; all together count as one revocation."""
    return await _revoked(request, account, caller, service, accounts.revoke_with_invited)


async def _revoked(
    request: Request, account: str, caller: Caller, service: Shared, revoke: Callable[..., None]
) -> Response:
    await proven(request, service, caller)
    most = service.limits.revocations_of_day
    try:
        await service.write(_revoke, service.now(), caller, identifier(account), most, revoke)
    except (Malformed, UnknownRecord):
        raise Problem(NOT_FOUND) from None
    return no_content()


@router.post(
    "/invitations",
    summary="Make a code for another machine of the cell",
    **description.call(UNAUTHORISED, NO_ROOM, gives=CellInvitation, status=201),
)
async def invite(request: Request, caller: Caller, service: Shared) -> Response:
    """Answer with a code that works once, for an hour; who joins by it needs the cell's keys besides."""
    await proven(request, service, caller)
    made = await service.write(_invite, service.now(), caller, service.settings)
    return created(CellInvitation(code=made.code, expires_at=made.expires_at).write())


def _invite(connection: Connection, now: datetime, caller: accounts.AccountLine, settings: Settings) -> codes.NewCode:
    limits = settings.limits
    by = sharing(connection, now, caller.cell, caller.id)
    if codes.count_open(connection, now, caller.cell, by) >= limits.open_codes:
        raise Problem(NO_ROOM)
    if count_of_day(connection, now, caller.cell, Event.CODE_MADE, *by) >= limits.invitations_of_day:
        raise too_often()
    return codes.make(connection, now, caller.cell, settings.invitation_life, caller.id)


def _revoke(
    connection: Connection,
    now: datetime,
    caller: accounts.AccountLine,
    account: str,
    most: int,
    revoke: Callable[..., None],
) -> None:
    """Each machine has its own share, and newcomers one together: nobody uses up that of the others."""
    by = sharing(connection, now, caller.cell, caller.id)
    if count_of_day(connection, now, caller.cell, Event.ACCOUNT_REVOKED, *by) >= most:
        raise too_often()
    revoke(connection, now, account, by=caller.id, cell=caller.cell)


def _info(line: accounts.AccountLine) -> AccountInfo:
    return AccountInfo(
        id=line.id,
        seal_key=line.seal_key,
        sign_key=line.sign_key,
        mac=line.mac,
        created_at=line.created_at,
        last_seen=line.last_seen,
        revoked_at=line.revoked_at,
    )
