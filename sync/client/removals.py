"""Parts of the cell's journals that the server no longer accepts, and removing what a revoked machine put."""

from __future__ import annotations

from datetime import datetime

from sync.client.faults import CallRefused
from sync.client.http import ServerClient
from sync.protocol.messages.entries import Removal, RemovalList, RemovalRequest, RemovedList, RemovedRun


def removals(server: ServerClient) -> tuple[Removal, ...]:
    """Return what was removed for good; empty for a server without this call."""
    if server.protocol < 2:
        return ()
    try:
        return server.ask("GET", "/v1/removals", RemovalList.read).removals
    except CallRefused as declined:
        if declined.slug != "not-found":
            raise
        return ()


def remove_for_good(server: ServerClient, account: str, since: datetime | None = None) -> tuple[RemovedRun, ...]:
    """Remove what a revoked machine put, since a time or at all; return what was removed."""
    body = RemovalRequest(account=account, since=since).write()
    return server.ask("POST", "/v1/removals", RemovedList.read, body).removed
