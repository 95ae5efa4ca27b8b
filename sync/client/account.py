"""This machine's account at the central server: ``HOME/account.json``, of mode 0600, in no export and no log.

On Windows the folder's permissions protect it (a person's data folder is private); modes are POSIX's.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.domain.errors import DataFileWrong, StoreUnusable
from models.domain.language import N_
from models.store.faults import explain
from sync.keys.ring import PUBLIC_BYTES, KeyRing
from sync.protocol import fields
from sync.protocol.fields import Malformed, from_octets, to_json

FILE = "account.json"
NOT_JOINED = N_("This machine has not joined a cell yet. Get an invitation, then: chibo join INVITATION")
_TOKEN = fields.text(r"[A-Za-z0-9_-]{43}")
_ADDRESS = fields.text(r"https?://[^\s?#@]{1,255}")


@dataclass(frozen=True, slots=True)
class MachineAccount:
    """The account of an enrolled machine: the server's address, its id and token, and the cell's keys.

    ``seal_seed`` is the X25519 private key to which others seal a new ring, ``authority`` the path of a file with the
    server's certificate authority (PEM) where the system does not trust it.
    """

    server: str
    cell: str
    id: str
    token: str = field(repr=False)
    seal_seed: bytes = field(repr=False)
    sign_seed: bytes = field(repr=False)
    ring: KeyRing = field(repr=False)
    authority: str = ""

    def with_ring(self, ring: KeyRing) -> MachineAccount:
        """Return the account with a ring that continues its present one."""
        return replace(self, ring=ring)

    def to_bytes(self) -> bytes:
        """Return the file's content."""
        return to_json(
            {
                "server": self.server,
                "cell": self.cell,
                "id": self.id,
                "token": self.token,
                "seal_seed": from_octets(self.seal_seed),
                "sign_seed": from_octets(self.sign_seed),
                "ring": from_octets(self.ring.to_bytes()),
                "authority": self.authority,
            }
        )

    @classmethod
    def read(cls, body: bytes) -> MachineAccount:
        """Read the file's content. Raises :class:`Malformed`."""
        found = fields.read_object(
            body,
            server=_ADDRESS,
            cell=fields.identifier,
            id=fields.identifier,
            token=_TOKEN,
            seal_seed=fields.octets(PUBLIC_BYTES),
            sign_seed=fields.octets(PUBLIC_BYTES),
            ring=fields.octets(),
            authority=fields.free_text(4096),
        )
        return cls(**found | {"ring": KeyRing.read(found["ring"])})


def load_account(home: Path) -> MachineAccount | None:
    """Return this machine's account, ``None`` if it has not joined. Raises :class:`DataFileWrong` for a broken file."""
    path = home / FILE
    try:
        return MachineAccount.read(path.read_bytes())
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
    """Write a file readable by its owner only, atomically. Raises :class:`StoreUnusable`."""
    beside = path.with_name(path.name + ".new")
    try:
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as fault:
        raise _unusable(path, fault) from None


def _unusable(path: Path, fault: OSError) -> StoreUnusable:
    return StoreUnusable(explain(fault) or N_("{path} cannot be read or written; check its permissions."), path=path)
