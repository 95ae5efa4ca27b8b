"""The key ring of a cell: shared by its machines, never known to the server."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field, replace
from typing import Annotated

from pydantic import AfterValidator, Field

from models.domain.errors import Refused
from models.domain.language import N_
from models.store.ids import new_id
from sync.protocol.fields import TAG_BYTES
from sync.protocol.json_record import JsonRecord
from sync.protocol.message import Identifier, Key, base64_of

AEAD_BYTES = 64
"""AES-256-SIV (RFC 5297) takes two keys of 256 bits."""
SEED_BYTES = 32
MAXIMUM_KEYS = 64
RECOVERY_HASH = 32
_FULL = N_(
    "The cell has had {count} keys, as many as are kept, and gets no new one. Every machine that is shut out is refused"
    " by the server all the same."
)
_MACHINE = b"chibo machine 1\0"
_ENTRY = b"chibo entry 1\0"


@dataclass(frozen=True, slots=True)
class CellKey(JsonRecord):
    """One of the cell's keys: parcels are sealed with ``aead``, reports signed with the Ed25519 key of ``seed``."""

    id: Identifier
    aead: Annotated[bytes, base64_of(AEAD_BYTES)] = field(repr=False)
    seed: Key = field(repr=False)

    @classmethod
    def new(cls) -> CellKey:
        """Make a key at random."""
        return cls(new_id(), secrets.token_bytes(AEAD_BYTES), secrets.token_bytes(SEED_BYTES))


def _no_twins(keys: tuple[CellKey, ...]) -> tuple[CellKey, ...]:
    if len({key.id for key in keys}) != len(keys):
        raise ValueError
    return keys


@dataclass(frozen=True, slots=True)
class KeyRing(JsonRecord):
    """The cell's keys, the newest first; ``tag_key`` never changes; ``recovery_key`` is the X25519 key of the code.

    The server sees none of it, not even the public ``recovery_key``: so it cannot seal a ring of its own to it.
    """

    keys: Annotated[tuple[CellKey, ...], Field(min_length=1, max_length=MAXIMUM_KEYS), AfterValidator(_no_twins)]
    tag_key: Key = field(repr=False)
    recovery_key: Key = field(repr=False)

    @classmethod
    def new(cls, recovery_key: bytes) -> KeyRing:
        """Make the ring of a cell that has none yet."""
        return cls((CellKey.new(),), secrets.token_bytes(SEED_BYTES), recovery_key)

    @property
    def newest(self) -> CellKey:
        """The key for everything that is sealed or signed from now on."""
        return self.keys[0]

    @property
    def recovery(self) -> str:
        """The hash of the recovery code's public key: what the records say of it."""
        return hashlib.sha256(self.recovery_key).hexdigest()[:RECOVERY_HASH]

    def signer(self) -> tuple[str, bytes]:
        """Return id and seed of the Ed25519 key that signs reports."""
        return self.newest.id, self.newest.seed

    def find(self, key_id: str) -> CellKey | None:
        """Return a key by its id."""
        return next((key for key in self.keys if key.id == key_id), None)

    def with_new_key(self) -> KeyRing:
        """Return the ring with a new key, used from now on: after a machine was revoked.

        Raises :class:`Refused` when the ring is full.
        """
        if len(self.keys) >= MAXIMUM_KEYS:
            raise Refused(_FULL, count=MAXIMUM_KEYS)
        return replace(self, keys=(CellKey.new(), *self.keys))

    def continues(self, other: KeyRing) -> bool:
        """Tell whether this is ``other``, or holds all its keys and newer ones; only such a ring may replace it."""
        same = hmac.compare_digest(self.tag_key, other.tag_key) and set(self.keys) >= set(other.keys)
        return same and (self.keys == other.keys or self.newest not in other.keys)

    def contradicts(self, other: KeyRing) -> bool:
        """Tell whether a key of another ring has the id of one of this ring and is another key: one is damaged."""
        return any((mine := self.find(key.id)) is not None and mine != key for key in other.keys)

    def joined_with(self, other: KeyRing) -> KeyRing:
        """Return this ring with the missing keys of another ring of the cell appended; itself where it has all, and
        where one of the two is damaged.

        Two rings diverge where two machines got different new keys; then both machines need all of them.
        """
        known = {key.id for key in self.keys}
        more = tuple(key for key in other.keys if key.id not in known)
        is_ours = hmac.compare_digest(self.tag_key, other.tag_key) and not self.contradicts(other)
        return replace(self, keys=self.keys + more) if is_ours and len(known) + len(more) <= MAXIMUM_KEYS else self

    def tag(self, digest: str) -> bytes:
        """Return the tag of an entry by its hash (hexadecimal): it tells only whether two entries are equal."""
        return hmac.digest(self.tag_key, _ENTRY + bytes.fromhex(digest), hashlib.sha256)[:TAG_BYTES]

    def mac(self, seal_key: bytes, sign_key: bytes) -> bytes:
        """Return the MAC that binds a machine's public keys to the cell; computing it needs the ring."""
        return hmac.digest(self.tag_key, _MACHINE + seal_key + sign_key, hashlib.sha256)

    def vouches_for(self, seal_key: bytes, sign_key: bytes, mac: bytes) -> bool:
        """Tell whether a machine's MAC is valid for the cell."""
        return hmac.compare_digest(self.mac(seal_key, sign_key), mac)
