"""Parcels, heads, and the frames in which parcels travel: ``application/vnd.chibo.parcels``.

A frame: the length of its head (4 bytes, big-endian), the head (JSON), the box, whose length the head tells. The body
ends with a head length of 0, followed by one byte: 1 if there is more to be asked for. A body that was cut short
therefore never reads as a shorter one. From version 2 of the protocol on a head also holds ``sha256``, the hash of the
parcel (:func:`digest`), so that a bit that was flipped on the way shows at once; it goes only to who speaks version 2.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sync.protocol import fields
from sync.protocol.fields import Malformed

MEDIA_TYPE = "application/vnd.chibo.parcels"
TAG_BYTES = 16
NO_TAG = bytes(TAG_BYTES)
"""What stands for the tag before a device's first entry."""
MAXIMUM_HEAD = 1024
_LENGTH = struct.Struct(">I")
_DIGEST = fields.text(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Head:
    """Up to which entry somebody has a device's journal, and that entry's tag."""

    seq: int
    tag: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """A run of consecutive entries of one device, from ``first`` to ``last``, sealed as one box."""

    device: str
    first: int
    last: int
    previous_tag: bytes
    head_tag: bytes
    key_id: str
    box: bytes


class Damaged(Malformed):
    """A parcel does not fit the hash that came with it: something was changed on the way."""


class Short(Malformed):
    """The bytes end before the parcels do."""


def digest(parcel: Parcel) -> bytes:
    """Return the SHA-256 of a parcel, head and box: what it travels with, and is kept with at the server."""
    tags = f"{parcel.previous_tag.hex()}\n{parcel.head_tag.hex()}"
    head = f"chibo frame 2\n{parcel.device}\n{parcel.first}\n{parcel.last}\n{tags}\n{parcel.key_id}\n"
    return hashlib.sha256(head.encode() + parcel.box).digest()


def to_frames(parcels: Iterable[Parcel], *, more: bool = False, hashed: bool = False) -> bytes:
    """Return the body that carries parcels; ``hashed`` for who speaks version 2."""
    parts = [part for parcel in parcels for part in _frame(parcel, hashed=hashed)]
    return b"".join([*parts, _LENGTH.pack(0), bytes([more])])


def from_frames(body: bytes, *, most: int, box: int) -> tuple[tuple[Parcel, ...], bool]:
    """Return the parcels of a body, and whether there is more to be asked for.

    Raises :class:`Malformed` when it is anything else, or holds more than ``most`` parcels or a box of more than
    ``box`` bytes, and :class:`Damaged` where a parcel does not fit its hash.
    """
    parcels: list[Parcel] = []
    reader = _Reader(body)
    while length := reader.number():
        if length > MAXIMUM_HEAD or len(parcels) == most:
            raise Malformed("too many parcels, or a head that is too long")
        parcels.append(_parcel(reader, reader.take(length), box))
    more = reader.take(1)
    if more not in {b"\0", b"\1"} or not reader.at_end():
        raise Malformed("the end of the parcels is expected")
    return tuple(parcels), more == b"\1"


def from_part(body: bytes, *, most: int, box: int) -> tuple[Parcel, ...]:
    """Return the parcels of which all came before a body broke off. Raises as :func:`from_frames` does."""
    parcels: list[Parcel] = []
    reader = _Reader(body)
    with suppress(Short):
        while len(parcels) < most and (length := reader.number()):
            if length > MAXIMUM_HEAD:
                raise Malformed("a head that is too long")
            parcels.append(_parcel(reader, reader.take(length), box))
    return tuple(parcels)


def _frame(parcel: Parcel, *, hashed: bool) -> Iterator[bytes]:
    told = {
        "device": parcel.device,
        "first": parcel.first,
        "last": parcel.last,
        "previous_tag": parcel.previous_tag.hex(),
        "head_tag": parcel.head_tag.hex(),
        "key_id": parcel.key_id,
        "size": len(parcel.box),
    }
    head = fields.to_json(told | ({"sha256": digest(parcel).hex()} if hashed else {}))
    yield _LENGTH.pack(len(head))
    yield head
    yield parcel.box


def tag(value: Any) -> bytes:
    """Read a tag: 32 hexadecimal digits."""
    return bytes.fromhex(fields.text(r"[0-9a-f]{32}")(value))


def _parcel(reader: _Reader, head: bytes, most: int) -> Parcel:
    told = fields.read_any_object(head)
    expected = _DIGEST(told.pop("sha256")) if "sha256" in told else None
    found = fields.members(
        told,
        device=fields.identifier,
        first=fields.whole(1),
        last=fields.whole(1),
        previous_tag=tag,
        head_tag=tag,
        key_id=fields.identifier,
        size=fields.whole(1, most),
    )
    if found["first"] > found["last"] or (found["first"] == 1) != (found["previous_tag"] == NO_TAG):
        raise Malformed("a run of entries is expected")
    parcel = Parcel(box=reader.take(found.pop("size")), **found)
    if expected is not None and digest(parcel).hex() != expected:
        raise Damaged("a parcel that fits its hash is expected")
    return parcel


class _Reader:
    """Takes bytes from the front, never more than there are."""

    def __init__(self, body: bytes) -> None:
        self._body = memoryview(body)
        self._at = 0

    def take(self, length: int) -> bytes:
        end = self._at + length
        if end > len(self._body):
            raise Short("more bytes are expected")
        taken = bytes(self._body[self._at : end])
        self._at = end
        return taken

    def number(self) -> int:
        value: int = _LENGTH.unpack(self.take(_LENGTH.size))[0]
        return value

    def at_end(self) -> bool:
        return self._at == len(self._body)


def read_heads(value: Any, most: int = 100_000) -> dict[str, Head]:
    """Read heads by device: ``{"device": {"seq": 3, "tag": "…"}}``."""

    def head(one: Any) -> Head:
        return Head(**fields.members(one, seq=fields.whole(1), tag=tag))

    return fields.mapped(head, most)(value)


def heads_json(heads: Mapping[str, Head]) -> dict[str, Any]:
    """Return heads as JSON has them."""
    return {device: {"seq": head.seq, "tag": head.tag.hex()} for device, head in heads.items()}


def state_of(heads: Mapping[str, Head]) -> str:
    """Return the name of a state: the same heads, on whatever server and after whatever restart, have the same."""
    parts = (f"{device}\x1f{head.seq}\x1f{head.tag.hex()}\x1e" for device, head in sorted(heads.items()))
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:32]
