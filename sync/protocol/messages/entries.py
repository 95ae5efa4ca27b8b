"""Which entries the server has, which are asked for, and which parcels it wants again."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from models.domain import limits
from sync.protocol.message import Identifier, Message, Moment, Number, Seq, State
from sync.protocol.parcels import Heads, ParcelPlace

BY_ADMINISTRATOR = "admin"
"""Who removed entries on the server's own command line."""


class HeadsAfter(Message):
    """The answer to ``POST /v1/parcels``: the heads after it."""

    heads: Heads


class HeadsAnswer(Message):
    """``GET /v1/heads``: the heads, and the state's name, to wait for another by."""

    heads: Heads
    state: State


class ParcelQuery(Message):
    """``POST /v1/parcels/query``: up to which entry one has each device's journal, and how many parcels one takes."""

    have: Annotated[dict[Identifier, Seq], Field(max_length=limits.DEVICES)]
    limit: Annotated[int, Field(ge=1, le=limits.PARCELS)]


class Complaint(ParcelPlace):
    """``POST /v1/parcels/complaints``: a parcel as it came that cannot be opened, named by its place and tags."""


class WantedParcel(ParcelPlace):
    """A parcel that the server wants again; ``mine`` where the machine that asks may put it in its place."""

    mine: bool


class WantedList(Message):
    """``GET /v1/parcels/complaints``: what rotted at the server, or could not be opened by who fetched it."""

    parcels: Annotated[tuple[WantedParcel, ...], Field(max_length=limits.WANTED)]


class RemovedRun(Message):
    """What was removed of a device's journal at the server: from an entry on, in so many parcels."""

    device: Identifier
    first: Number
    parcels: Number


class RemovedList(Message):
    """``DELETE /v1/parcels/complaints``: what was removed."""

    removed: Annotated[tuple[RemovedRun, ...], Field(max_length=limits.DEVICES)]


class Removal(Message):
    """What the server takes no more of a device's journal: its entries from ``first`` on.

    ``by`` is the account that had them removed, or :data:`BY_ADMINISTRATOR`.
    """

    device: Identifier
    first: Number
    at: Moment
    by: Identifier


class RemovalList(Message):
    """``GET /v1/removals``: what was removed for good, the newest first."""

    removals: Annotated[tuple[Removal, ...], Field(max_length=limits.DEVICES)]


class RemovalRequest(Message):
    """``POST /v1/removals``: remove for good what a machine put that is shut out, since a time or at all."""

    account: Identifier
    since: Moment | None


class MachineHolding(Message):
    """A machine that is enrolled: when it was seen, how many entries of the server's it ``lacks``, as far as it said.

    It had all of them at the time ``all_until``; ``None`` where it never said so.
    """

    account: Identifier
    last_seen: Moment | None
    all_until: Moment | None
    lacks: Seq | None


class HoldingList(Message):
    """``GET /v1/holdings``: who has what."""

    machines: Annotated[tuple[MachineHolding, ...], Field(max_length=limits.MACHINES)]
