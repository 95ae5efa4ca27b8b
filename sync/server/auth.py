"""Who asks: the account of a bearer token. Whatever is wrong with a token, the answer is one and the same."""

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
    """Return what the routes share; a plain function would get a thread of its own for each request."""
    service: Service = request.app.state.service
    return service


Shared = Annotated[Service, Depends(service_of)]


async def authenticated(
    request: Request, service: Shared, _documented: Annotated[object, Security(_bearer)] = None
) -> AccountLine:
    """Return the account whose token the request bears, and draw a request from its bucket."""
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
        with contextlib.suppress(DatabaseBusy, DatabaseFull):  # reading goes on where nothing can be written
            await service.write(mark_seen, now, account.id, version)
    return account


Caller = Annotated[AccountLine, Depends(authenticated)]


async def proven(request: Request, service: Service, caller: AccountLine, body: bytes = b"") -> None:
    """Raise :class:`Problem` unless the request is signed by the cell's ring, where the cell has registered its key."""
    key = await service.read(membership.key_of, caller.cell)
    if key is not None:
        check_signed(request, caller, key, body)


async def announced(request: Request, service: Service, caller: AccountLine) -> bool:
    """Look at the signature of a request of which no body was read yet: it is over the hash that the header tells.

    Return whether it proves membership, which it cannot where the cell has registered no key. Raises :class:`Problem`
    where it should and does not; the body is not waited for.
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
    """Hold a slot for a request's body, if it is a large one; only for who may put, which is seen before it is read."""
    if is_small(request.headers.get("content-length", "")):
        yield
        return
    is_proven = await announced(request, service, caller)
    async with service.slots.hold(caller.cell, caller.id, is_proven=is_proven):
        yield


def check_signed(request: Request, caller: AccountLine, key: bytes, body: bytes) -> None:
    """Raise :class:`Problem` unless a request is signed by a key."""
    header, digest = request.headers.get(MEMBERSHIP, ""), hashlib.sha256(body).hexdigest()
    if digest_differs(header, digest):
        raise Problem(DAMAGED)
    if not is_signed(key, signed_text(request, caller.cell, caller.id, digest), header):
        raise Problem(NOT_A_MEMBER)


def signed_text(request: Request, cell: str, account: str, digest: str) -> bytes:
    """Return what of a request has to be signed."""
    condition = request.headers.get("if-match") or request.headers.get("if-none-match") or ""
    return request_text(cell, account, request.method, request.url.path, condition, digest)


def refused(request: Request, service: Service, problem: Problem) -> Problem:
    """Return the refusal of somebody unknown: the given one, or after too many from one address, to wait.

    Only those who are refused anyway are slowed down: a neighbour behind the same address is not.
    """
    seconds = service.rates.failures.take(client_address(request))
    return too_many(seconds) if seconds else problem


def _check_query(request: Request) -> None:
    """Refuse parameters that the call does not know, or that stand twice, rather than do something else than meant."""
    known = {parameter.alias for parameter in request.scope["route"].dependant.query_params}
    given = [name for name, _ in request.query_params.multi_items()]
    if len(set(given)) < len(given) or not known.issuperset(given):
        raise Problem(MALFORMED)


def _token(header: str) -> str:
    """Return the token of an ``Authorization`` header; of a header of another form, one that opens nothing."""
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" and len(token) <= LONGEST_TOKEN else ""
