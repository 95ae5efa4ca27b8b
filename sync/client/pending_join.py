"""The state of an unfinished join: a code works once, and an answer may get lost in transit.

It is kept in ``HOME/joining.json`` (0600) until the machine has joined; the same code then continues it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.client.account import MachineAccount, write_secret
from sync.keys.boxes import public_key
from sync.keys.ring import SEED_BYTES, KeyRing
from sync.protocol import fields
from sync.protocol.fields import Malformed, from_octets, to_json
from sync.protocol.messages.accounts import EnrolRequest

FILE = "joining.json"


@dataclass(frozen=True, slots=True)
class PendingJoin:
    """The private keys of a machine that joins by a code, its key ring, and the account once there is one."""

    code: str = field(repr=False)
    seal_seed: bytes = field(repr=False)
    sign_seed: bytes = field(repr=False)
    ring: KeyRing = field(repr=False)
    account: MachineAccount | None = None

    @classmethod
    def new(cls, code: str, ring: KeyRing) -> PendingJoin:
        """Return a new state with random private keys."""
        return cls(code, secrets.token_bytes(SEED_BYTES), secrets.token_bytes(SEED_BYTES), ring)

    def request(self) -> EnrolRequest:
        """Return the enrolment request, bound to the cell by its ring."""
        sign_key = Ed25519PrivateKey.from_private_bytes(self.sign_seed).public_key().public_bytes_raw()
        seal_key = public_key(self.seal_seed)
        mac = self.ring.mac(seal_key, sign_key)
        return EnrolRequest(code=self.code, seal_key=seal_key, sign_key=sign_key, mac=mac)


def load_pending_join(home: Path, code: str) -> PendingJoin | None:
    """Return the unfinished join with a code; ``None`` if there is none, or one with another code."""
    octets = fields.octets()
    try:
        found = fields.read_object(
            (home / FILE).read_bytes(),
            code=fields.free_text(64),
            seal_seed=fields.octets(SEED_BYTES),
            sign_seed=fields.octets(SEED_BYTES),
            ring=octets,
            account=fields.optional(octets),
        )
        account = MachineAccount.read(found["account"]) if found["account"] else None
        begun = PendingJoin(**found | {"ring": KeyRing.read(found["ring"]), "account": account})
    except (OSError, Malformed):
        return None
    return begun if begun.code == code else None


def save_pending_join(home: Path, begun: PendingJoin) -> None:
    """Store the state before the next step. Raises :class:`StoreUnusable`."""
    content = {
        "code": begun.code,
        "seal_seed": from_octets(begun.seal_seed),
        "sign_seed": from_octets(begun.sign_seed),
        "ring": from_octets(begun.ring.to_bytes()),
        "account": from_octets(begun.account.to_bytes()) if begun.account else None,
    }
    write_secret(home / FILE, to_json(content))


def drop_pending_join(home: Path) -> None:
    """Delete the state: the machine has joined."""
    (home / FILE).unlink(missing_ok=True)
