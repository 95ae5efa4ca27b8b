"""This machine's account at the central server: ``HOME/account.json``, of mode 0600, in no export and no log.

On Windows the folder's permissions protect it (a person's data folder is private); modes are POSIX's.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from pydantic import Field

from models.domain.errors import DataFileWrong, StoreUnusable
from models.domain.language import N_
from models.store.faults import explain
from sync.client.address import ServerAddress
from sync.keys.ring import KeyRing
from sync.protocol.fields import Malformed
from sync.protocol.json_record import JsonRecord, in_base64
from sync.protocol.message import Identifier, Key, Token

FILE = "account.json"
_HASHED = re.compile(rb"(.*)\n([0-9a-f]{64})\n", re.DOTALL)
NOT_JOINED = N_("This machine has not joined a cell yet. Get an invitation, then: chibo join INVITATION")


@dataclass(frozen=True, slots=True)
class MachineAccount(JsonRecord):
    """The account of an enrolled machine: the server's address, its id and token, and the cell's keys.

    ``seal_seed`` is the X25519 private key to which others seal a new ring, ``authority`` the path of a file with the
    server's certificate authority (PEM) where the system does not trust it.
    """

    server: ServerAddress
    cell: Identifier
    id: Identifier
    token: Token = field(repr=False)
    seal_seed: Key = field(repr=False)
    sign_seed: Key = field(repr=False)
    ring: Annotated[KeyRing, in_base64(KeyRing)] = field(repr=False)
    authority: Annotated[str, Field(max_length=4096)] = ""

    def with_ring(self, ring: KeyRing) -> MachineAccount:
        """Return the account with a ring that continues its present one."""
        return replace(self, ring=ring)


def load_account(home: Path) -> MachineAccount | None:
    """Return this machine's account, ``None`` if it has not joined. Raises :class:`DataFileWrong` for a broken file."""
    path = home / FILE
    try:
        return MachineAccount.read(read_secret(path))
    except FileNotFoundError:
        return None
    except Malformed:
        raise DataFileWrong(
            N_("{path} is damaged. Restore it from a backup, or join again with an invitation."), path=path
        ) from None
    except OSError as fault:
        raise _unusable(path, fault) from None


def the_account(home: Path) -> MachineAccount:
    """Return this machine's account. Raises :class:`StoreUnusable` if it has none."""
    account = load_account(home)
    if account is None:
        raise StoreUnusable(NOT_JOINED)
    return account


def save_account(home: Path, account: MachineAccount) -> None:
    """Store the account durably, replacing the previous one. Raises :class:`StoreUnusable`."""
    write_secret(home / FILE, account.to_bytes())


def write_secret(path: Path, content: bytes) -> None:
    """Write a file readable by its owner only, atomically, with its hash. Raises :class:`StoreUnusable`."""
    beside = path.with_name(path.name + ".new")
    try:
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content + f"\n{hashlib.sha256(content).hexdigest()}\n".encode())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as fault:
        with suppress(OSError):  # half of the keys, where the disk is full
            beside.unlink(missing_ok=True)
        raise _unusable(path, fault) from None


def read_secret(path: Path) -> bytes:
    """Return the content of a file of :func:`write_secret`; one of an older program has no hash.

    Raises :class:`Malformed` if it does not match its hash: a changed bit in a key would otherwise make another key
    under the id that all machines know. Raises :class:`OSError`.
    """
    content = path.read_bytes()
    found = _HASHED.fullmatch(content)
    if found is None:
        return content
    body, told = found.groups()
    if hashlib.sha256(body).hexdigest().encode() != told:
        raise Malformed
    return body


def _unusable(path: Path, fault: OSError) -> StoreUnusable:
    return StoreUnusable(explain(fault) or N_("{path} cannot be read or written; check its permissions."), path=path)
