"""Holdings of machines: telling the server that this machine holds a state, and reading what the others hold."""

from __future__ import annotations

from sync.client.faults import CallRefused
from sync.client.http import ServerClient
from sync.exchange.interfaces import ExchangeResult
from sync.protocol.messages.entries import HeadsAnswer, HoldingList, MachineHolding
from sync.protocol.parcels import state_of
from sync.protocol.version import HOLDS


def state_held(moved: ExchangeResult) -> str:
    """Return the name of the server's state, if an exchange ended with all of it here; otherwise empty."""
    is_whole = moved.heads is not None and not (moved.unreceived or moved.refused)
    return state_of(moved.heads or {}) if is_whole else ""


def tell_held(server: ServerClient, state: str) -> None:
    """Tell the server that this machine holds a state; the daemon does so with its next poll."""
    if state and server.protocol > 1:
        server.ask("GET", "/v1/heads", HeadsAnswer.read, extra={HOLDS: state})


def machines_at(server: ServerClient) -> tuple[MachineHolding, ...]:
    """Return the enrolled machines; from a server that does not report holdings, with the times when it saw them."""
    try:
        if server.protocol > 1:
            return server.ask("GET", "/v1/holdings", HoldingList.read).machines
    except CallRefused as declined:
        if declined.slug != "not-found":
            raise
    standing = (one for one in server.accounts().accounts if one.revoked_at is None)
    return tuple(
        MachineHolding(account=one.id, last_seen=one.last_seen, all_until=None, lacks=None) for one in standing
    )
