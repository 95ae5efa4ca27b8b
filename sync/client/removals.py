"""What the server takes no more of the cell's journals, and removing for good what a machine put that is shut out."""

from __future__ import annotations

from datetime import datetime

from sync.client.faults import CallRefused
from sync.client.http import ServerClient
from sync.protocol.messages.entries import Removal, RemovalList, RemovalRequest, RemovedList, RemovedRun


def removals(server: ServerClient) -> tuple[Removal, ...]:
    """Return what was removed for good; of a server that knows no such thing, nothing."""
    if server.protocol < 2:
        return ()
    try:
        return server.ask("GET", "/v1/removals", RemovalList.read).removals
    except CallRefused as declined:
        if declined.slug != "not-found":
            raise
        return ()


def remove_for_good(server: ServerClient, account: str, since: datetime | None = None) -> tuple[RemovedRun, ...]:
    """Remove what a machine put that is shut out, since a time or at all; return what was removed."""
    body = RemovalRequest(account=account, since=since).write()
    return server.ask("POST", "/v1/removals", RemovedList.read, body).removed
