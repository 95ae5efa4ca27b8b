"""Machines of a cell: enrolling, listing, inviting, and the key by which they prove that they have the cell's ring."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.domain import limits
from sync.protocol.message import Code, Identifier, Key, Message, Moment, Token


class EnrolRequest(Message):
    """``POST /v1/accounts``: a code, and what the machine says of itself; ``mac`` binds the keys to the cell."""

    code: Code
    seal_key: Key
    sign_key: Key
    mac: Key


class Enrolled(Message):
    """The answer: the account, its token, which is told this once, and the cell."""

    account: Identifier
    token: Token
    cell: Identifier


class AccountInfo(Message):
    """A machine of the cell, as the others see it."""

    id: Identifier
    seal_key: Key
    sign_key: Key
    mac: Key
    created_at: Moment
    last_seen: Moment | None
    revoked_at: Moment | None


class AccountList(Message):
    """``GET /v1/accounts``: the machines of the cell, revoked ones too."""

    accounts: Annotated[tuple[AccountInfo, ...], Field(max_length=limits.MACHINES)]


class CellInvitation(Message):
    """``POST /v1/invitations``: a code for another machine of the cell."""

    code: Code
    expires_at: Moment


class Membership(Message):
    """``PUT /v1/membership``: the key by which the cell's machines prove that they have its ring."""

    key: Key
