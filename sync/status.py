"""What is known of this machine's sync: for ``chibo status``, the screens' footer, and nobody else.

The daemon, and ``chibo sync``, write it to ``HOME/sync.json`` after every exchange. It is light: a screen reads it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from models.domain.clock import from_text, to_text
from models.domain.language import _, fill
from models.queries.journal_heads import last_entries

FILE = "sync.json"


class SyncState(StrEnum):
    """How it stands: all is even; entries are moving; no connection; something a person has to see to."""

    EVEN = "even"
    MOVING = "moving"
    OFFLINE = "offline"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Why:
    """Why an exchange did not come about, to be said in either language."""

    template: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return fill(_(self.template), self.values)


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """The last word on sync. ``held`` is the last entry of each device that the server has, as far as is known.

    ``refused`` is how many devices' parcels could not be read, ``refusals`` those devices with the reason, a message;
    of these ``waiting`` only for a key. ``unreceived`` is how many entries the server holds that are not here,
    ``declined`` how many of this machine it never takes.
    ``machines`` are those of the cell, by their accounts, with when the server saw each last.
    """

    state: SyncState
    server: str = ""
    account: str = ""
    key: str = ""
    held: Mapping[str, int] = field(default_factory=dict)
    last_success: datetime | None = None
    why: Why | None = None
    refused: int = 0
    refusals: tuple[tuple[str, str], ...] = ()
    waiting: int = 0
    unreceived: int = 0
    declined: int = 0
    machines: tuple[tuple[str, datetime | None], ...] = ()

    def unsent(self, connection: sqlite3.Connection) -> int:
        """Return how many entries of this store the server does not have yet."""
        lacking = (seq - self.held.get(device, 0) for device, seq in last_entries(connection).items())
        return sum(number for number in lacking if number > 0)


def write_status(home: Path, status: SyncStatus) -> None:
    """Write it, in place of the last; where it cannot be written, the last stays: it is only said, not kept."""
    content = {
        "state": status.state.value,
        "server": status.server,
        "account": status.account,
        "key": status.key,
        "held": dict(status.held),
        "last_success": to_text(status.last_success) if status.last_success else None,
        "why": [status.why.template, dict(status.why.values)] if status.why else None,
        "refused": status.refused,
        "refusals": [list(one) for one in status.refusals],
        "waiting": status.waiting,
        "unreceived": status.unreceived,
        "declined": status.declined,
        "machines": [[account, to_text(seen) if seen else None] for account, seen in status.machines],
    }
    beside = home / f"{FILE}.new"
    with suppress(OSError):
        beside.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        beside.replace(home / FILE)


def read_status(home: Path) -> SyncStatus | None:
    """Return the last word on sync; ``None`` if there is none, or none that can be read."""
    try:
        found = json.loads((home / FILE).read_text(encoding="utf-8"))
        return _status(found)
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None


def _status(found: dict[str, Any]) -> SyncStatus:
    why = found["why"]
    return SyncStatus(
        state=SyncState(found["state"]),
        server=str(found["server"]),
        account=str(found["account"]),
        key=str(found["key"]),
        held={str(device): int(seq) for device, seq in found["held"].items()},
        last_success=from_text(found["last_success"]) if found["last_success"] else None,
        why=Why(str(why[0]), {str(name): str(value) for name, value in why[1].items()}) if why else None,
        refused=int(found["refused"]),
        refusals=tuple((str(device), str(reason)) for device, reason in found.get("refusals", ())),
        waiting=int(found.get("waiting", 0)),
        unreceived=int(found.get("unreceived", 0)),
        declined=int(found.get("declined", 0)),
        machines=tuple((str(one), from_text(seen) if seen else None) for one, seen in found.get("machines", ())),
    )
