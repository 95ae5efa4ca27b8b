"""Downloads the cell's records before a machine that has joined creates a cell."""

from __future__ import annotations

from pathlib import Path

from models.domain.clock import Clock
from models.domain.errors import Refused, StoreUnusable
from models.domain.language import N_
from sync.client.account import load_account
from sync.client.faults import ExchangeFailed
from sync.daemon.session import Session

_JOINED_FIRST = N_(
    "This machine has joined a cell, whose name and records come from the server; they cannot be had now: {reason}"
    " Try “chibo sync” when there is a connection; name the cell only if none came."
)


def check_init(home: Path, clock: Clock) -> None:
    """Download the cell's records first; otherwise two cells would exist.

    Raises :class:`Refused` when they cannot be downloaded now.
    """
    if load_account(home) is None:
        return
    session = Session(home, clock)
    try:
        session.exchange()
    except (ExchangeFailed, StoreUnusable) as fault:
        raise Refused(_JOINED_FIRST, reason=fault) from None
    finally:
        session.close()
