"""The state of this machine's synchronisation, for ``chibo status`` and the screens' footer.

The daemon and ``chibo sync`` write it to ``HOME/sync.json`` after every exchange. The module has few imports, because
screens read the file.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from models.domain.clock import from_text, to_text
from models.domain.language import N_, _, fill
from models.queries.journal_heads import last_entries
from sync.removed_parts import RemovedPart, removal_notes

FILE = "sync.json"
STALE = 900.0
"""Seconds after which the last exchange is shown as long ago."""
ROOM = 8 * 1024
"""Minimum size of the file in bytes, so that "disk full" can still be written into it."""
KEYS_PUT = N_(
    "The keys at the server were missing, older, or not sealed by this cell, as after a restore: this machine put them"
    " there again."
)
RECOVERY_NEW = N_(
    "The recovery code was made anew on another machine: the paper with the earlier one opens nothing that is new. If"
    " nobody of the cell did that, shut that machine out (chibo device revoke), then chibo recovery new."
)
RECOVERY_FOREIGN = N_(
    "A machine put another recovery code in place of the cell's, of which the records tell nothing: this machine put"
    " the cell's again. Find out which machine it was (chibo device list), and shut it out (chibo device revoke)."
)
_BY_FOLDER = N_("The last exchange with a folder did not go well: {why}")
_UNREADABLE = N_(
    "How sync stands cannot be read from {path}. The next exchange writes that file anew; if this stays, remove it, or"
    " the folder in its place."
)
_WRITING = 0.02
"""Seconds until a file that changed while being read is read again."""


class SyncState(StrEnum):
    """The state: up to date; entries are being transferred; no connection; something for a person to decide."""

    EVEN = "even"
    MOVING = "moving"
    OFFLINE = "offline"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class StatusReason:
    """Why an exchange failed, as a message in either language."""

    template: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return fill(_(self.template), self.values)


@dataclass(frozen=True, slots=True)
class MachineSeen:
    """A machine of the cell, by its account: when the server saw it last, and what it holds according to itself.

    It ``lacks`` so many of the server's entries, and had all of them at ``all_until``; ``None`` if unknown.
    """

    account: str
    last_seen: datetime | None
    all_until: datetime | None = None
    lacks: int | None = None


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """The last recorded status. ``held`` is the last entry of each device that the server holds, as far as known.

    - ``refused``: the number of devices with unreadable parcels; ``refusals``: these devices with the reason, a
      message; ``waiting``: how many of them only need a newer key,
    - ``unreceived``: the number of the server's entries that are not here; ``declined``: of this machine's entries that
      it never accepts,
    - ``removals``: parts of journals of which the server accepts no more, the newest first,
    - ``machines``: those of the cell; ``joined``: which of them came lately, each with the time when this was noticed,
    - ``keys_put_at``: when this machine put key boxes again that were missing or older at the server,
    - ``recovery``: a message about the recovery code, since ``recovery_at``,
    - ``folder``: the error of the last exchange with a folder, at ``folder_at``.
    """

    state: SyncState
    server: str = ""
    account: str = ""
    key: str = ""
    held: Mapping[str, int] = field(default_factory=dict)
    last_success: datetime | None = None
    why: StatusReason | None = None
    refused: int = 0
    refusals: tuple[tuple[str, str], ...] = ()
    waiting: int = 0
    unreceived: int = 0
    declined: int = 0
    removals: tuple[RemovedPart, ...] = ()
    machines: tuple[MachineSeen, ...] = ()
    joined: tuple[tuple[str, datetime], ...] = ()
    keys_put_at: datetime | None = None
    recovery: str = ""
    recovery_at: datetime | None = None
    folder: StatusReason | None = None
    folder_at: datetime | None = None
    cell: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """Further notes for a person, one sentence each, in the program's language."""
        recovery = self.recovery if self.recovery in {RECOVERY_NEW, RECOVERY_FOREIGN} else ""
        keys = tuple(_(one) for one in (KEYS_PUT if self.keys_put_at else "", recovery) if one)
        folder = (fill(_(_BY_FOLDER), {"why": str(self.folder)}),) if self.folder else ()
        return (*folder, *keys)

    def removed(self, connection: sqlite3.Connection, now: datetime) -> tuple[str, ...]:
        """Return a text for each removal at the server, whether it is on this machine, and the way out."""
        return tuple(removal_notes(self.removals, last_entries(connection), self.cell, now)) if self.removals else ()

    def open_removals(self, now: datetime) -> int:
        """Return how many devices a machine of the cell had removed that can still be brought back."""
        return sum(part.is_open(now) for part in self.removals)

    def unsent(self, connection: sqlite3.Connection) -> int:
        """Return how many entries of this store the server does not have yet."""
        ends = {part.device: part.first - 1 for part in self.removals}
        here = last_entries(connection).items()
        lacking = (min(seq, ends.get(device, seq)) - self.held.get(device, 0) for device, seq in here)
        return sum(number for number in lacking if number > 0)


def write_status(home: Path, status: SyncStatus) -> None:
    """Write the status, replacing the last one; if it cannot be written, the last one stays, because it is not
    essential.
    """
    content = {
        "state": status.state.value,
        "server": status.server,
        "cell": status.cell,
        "account": status.account,
        "key": status.key,
        "held": dict(status.held),
        "last_success": _text(status.last_success),
        "why": _why_json(status.why),
        "refused": status.refused,
        "refusals": [list(one) for one in status.refusals],
        "waiting": status.waiting,
        "unreceived": status.unreceived,
        "declined": status.declined,
        "removals": [part.to_json() for part in status.removals],
        "machines": [[one.account, _text(one.last_seen), _text(one.all_until), one.lacks] for one in status.machines],
        "joined": [[account, to_text(at)] for account, at in status.joined],
        "keys_put_at": _text(status.keys_put_at),
        "recovery": status.recovery,
        "recovery_at": _text(status.recovery_at),
        "folder": _why_json(status.folder),
        "folder_at": _text(status.folder_at),
    }
    body = json.dumps(content, ensure_ascii=False).encode().ljust(ROOM)
    beside = home / f"{FILE}.new"
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(body)
        beside.replace(home / FILE)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        _write_over(home / FILE, body)


def is_stale(home: Path) -> bool:
    """Tell whether no exchange has been recorded for some time: a running daemon records one every minute."""
    with suppress(OSError):
        age = time.time() - (home / FILE).stat().st_mtime
        return not -STALE <= age <= STALE  # the clock may have been ahead
    return False


def _write_over(path: Path, body: bytes) -> None:
    """Write into the existing file, whose space on a full disk is already allocated."""
    with suppress(OSError), path.open("r+b") as file:
        file.write(body.ljust(path.stat().st_size))
        file.truncate(len(body))


def read_status(home: Path) -> SyncStatus | None:
    """Return the last recorded status; ``None`` if there is none, or an unreadable one."""
    try:
        found = json.loads((home / FILE).read_text(encoding="utf-8"))
        return _status(found)
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None


def status_to_show(home: Path) -> SyncStatus:
    """Return the last recorded status for a person; if it is unreadable, a status that says so."""
    if found := read_status(home):
        return found
    path = home / FILE
    if not os.path.lexists(path):
        return SyncStatus(SyncState.OFFLINE)
    if path.is_file():
        time.sleep(_WRITING)
    return read_status(home) or SyncStatus(SyncState.STOPPED, why=StatusReason(_UNREADABLE, {"path": str(path)}))


def _text(moment: datetime | None) -> str | None:
    return to_text(moment) if moment else None


def _moment(text: str | None) -> datetime | None:
    return from_text(text) if text else None


def _why_json(why: StatusReason | None) -> list[object] | None:
    return [why.template, dict(why.values)] if why else None


def _why(found: list[Any] | None) -> StatusReason | None:
    return StatusReason(str(found[0]), {str(name): str(value) for name, value in found[1].items()}) if found else None


def _machine(account: Any, seen: Any, until: Any = None, lacks: Any = None) -> MachineSeen:
    return MachineSeen(str(account), _moment(seen), _moment(until), None if lacks is None else int(lacks))


def _status(found: dict[str, Any]) -> SyncStatus:
    return SyncStatus(
        state=SyncState(found["state"]),
        server=str(found["server"]),
        cell=str(found.get("cell", "")),
        account=str(found["account"]),
        key=str(found["key"]),
        held={str(device): int(seq) for device, seq in found["held"].items()},
        last_success=_moment(found["last_success"]),
        why=_why(found["why"]),
        refused=int(found["refused"]),
        refusals=tuple((str(device), str(reason)) for device, reason in found.get("refusals", ())),
        waiting=int(found.get("waiting", 0)),
        unreceived=int(found.get("unreceived", 0)),
        declined=int(found.get("declined", 0)),
        removals=tuple(RemovedPart.of(*one) for one in found.get("removals", ())),
        machines=tuple(_machine(*one) for one in found.get("machines", ())),
        joined=tuple((str(account), from_text(at)) for account, at in found.get("joined", ())),
        keys_put_at=_moment(found.get("keys_put_at")),
        recovery=str(found.get("recovery", "")),
        recovery_at=_moment(found.get("recovery_at")),
        folder=_why(found.get("folder")),
        folder_at=_moment(found.get("folder_at")),
    )
