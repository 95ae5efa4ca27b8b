"""Registering the key by which a cell's machines prove that they have its ring."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from sync.protocol.messages.accounts import Membership
from sync.server import description, membership
from sync.server.auth import Caller, Shared, check_signed
from sync.server.problems import MALFORMED, NOT_A_MEMBER, NOT_YET, UNAUTHORISED
from sync.server.request_body import read_body
from sync.server.responses import no_content, parse_body

router = APIRouter(prefix="/v1/membership", tags=["accounts"])
BODY = 1024


@router.put(
    "",
    summary="Register the key by which the cell's machines prove that they have its ring",
    **description.call(MALFORMED, UNAUTHORISED, NOT_A_MEMBER, NOT_YET, takes=Membership, status=204),
)
async def put_membership(request: Request, caller: Caller, service: Shared) -> Response:
    """Answer 204, also when it is registered already; the request is signed with this key."""
    body = await read_body(request, BODY, service.limits.body_seconds)
    key = parse_body(Membership.read, body).key
    check_signed(request, caller, key, body)
    await service.write(membership.register, service.now(), caller.cell, caller.id, key)
    return no_content()
