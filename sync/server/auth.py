"""Authentication by bearer token. All invalid tokens get the same answer."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer

from sync.protocol.membership import declared_digest, digest_differs, is_signed, request_text
from sync.protocol.version import MEMBERSHIP, spoken
from sync.server import membership
from sync.server.accounts import SEEN_EVERY, AccountLine, by_token, mark_seen
from sync.server.body_slots import is_small
from sync.server.faults import DatabaseBusy, DatabaseFull
from sync.server.middleware import client_address
from sync.server.problems import DAMAGED, MALFORMED, NOT_A_MEMBER, UNAUTHORISED, Problem, too_many
from sync.server.request_log import request_log
from sync.server.service import Service

LONGEST_TOKEN = 200
_bearer = HTTPBearer(auto_error=False, description="The token that enrolling gave this machine.")


async def service_of(request: Request) -> Service:
    """Return the service that the routes share; async, because a plain function would run in a thread for
    each request.
    """
    service: Service = request.app.state.service
    return service


Shared = Annotated[Service, Depends(service_of)]


async def authenticated(
    request: Request, service: Shared, _documented: Annotated[object, Security(_bearer)] = None
) -> AccountLine:
    """Return the account of the request's token, and count the request against its rate."""
    token = _token(request.headers.get("authorization", ""))
    account = await service.read(by_token, token)
    if account is None:
        raise refused(request, service, Problem(UNAUTHORISED, {"WWW-Authenticate": "Bearer"}))
    request_log(request).facts.update(account=account.id, cell=account.cell)
    seconds = service.rates.accounts.take(account.id)
    if seconds:
        raise too_many(seconds)
    _check_query(request)
    now = service.now()
    version = spoken(request.headers)
    is_seen = account.last_seen is not None and account.last_seen <= now < account.last_seen + SEEN_EVERY
    if not is_seen or account.protocol != version:
        with contextlib.suppress(DatabaseBusy, DatabaseFull):  # reading works while nothing can be written
            await service.write(mark_seen, now, account.id, version)
    return account


Caller = Annotated[AccountLine, Depends(authenticated)]


async def proven(request: Request, service: Service, caller: AccountLine, body: bytes = b"") -> None:
    """Raise :class:`Problem` unless the request is signed with the cell's key, if the cell has registered one."""
    key = await service.read(membership.key_of, caller.cell)
    if key is not None:
        check_signed(request, caller, key, body)


async def announced(request: Request, service: Service, caller: AccountLine) -> bool:
    """Check a request's signature before its body is read: it covers the hash stated in the header.

    Returns whether the signature proves membership; false if the cell has registered no key. Raises :class:`Problem`
    for a missing or wrong signature, without reading the body.
    """
    key = await service.read(membership.key_of, caller.cell)
    if key is None:
        return False
    header = request.headers.get(MEMBERSHIP, "")
    if not is_signed(key, signed_text(request, caller.cell, caller.id, declared_digest(header)), header):
        raise Problem(NOT_A_MEMBER, {"Connection": "close"})
    return True


@contextlib.asynccontextmanager
async def body_slot(request: Request, service: Service, caller: AccountLine) -> AsyncIterator[None]:
    """Hold a slot while a large body is read; only accounts that may put get one."""
    if is_small(request.headers.get("content-length", "")):
        yield
        return
    is_proven = await announced(request, service, caller)
    async with service.slots.hold(caller.cell, caller.id, is_proven=is_proven):
        yield


def check_signed(request: Request, caller: AccountLine, key: bytes, body: bytes) -> None:
    """Raise :class:`Problem` unless a request is signed with a key."""
    header, digest = request.headers.get(MEMBERSHIP, ""), hashlib.sha256(body).hexdigest()
    if digest_differs(header, digest):
        raise Problem(DAMAGED)
    if not is_signed(key, signed_text(request, caller.cell, caller.id, digest), header):
        raise Problem(NOT_A_MEMBER)


def signed_text(request: Request, cell: str, account: str, digest: str) -> bytes:
    """Return the part of a request that is signed."""
    condition = request.headers.get("if-match") or request.headers.get("if-none-match") or ""
    return request_text(cell, account, request.method, request.url.path, condition, digest)


def refused(request: Request, service: Service, problem: Problem) -> Problem:
    """Return the refusal of an unauthenticated request: the given one, or “wait” after too many from one address.

    Only refused requests are slowed down: other users of the same address are not affected.
    """
    seconds = service.rates.failures.take(client_address(request))
    return too_many(seconds) if seconds else problem


def _check_query(request: Request) -> None:
    """Refuse unknown and repeated query parameters: ignoring them could do something other than intended."""
    known = {parameter.alias for parameter in request.scope["route"].dependant.query_params}
    given = [name for name, _ in request.query_params.multi_items()]
    if len(set(given)) < len(given) or not known.issuperset(given):
        raise Problem(MALFORMED)


def _token(header: str) -> str:
    """Return the token of an ``Authorization`` header; for any other header one that matches no account."""
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" and len(token) <= LONGEST_TOKEN else ""
