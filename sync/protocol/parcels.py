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
from operator import not_
from typing import Annotated, Any, Self

from pydantic import Field, TypeAdapter, ValidationError

from models.domain import limits
from sync.protocol.fields import TAG_BYTES, Malformed
from sync.protocol.message import STRICT, Digest, Identifier, Message, Number, Tag

MEDIA_TYPE = "application/vnd.chibo.parcels"
NO_TAG = bytes(TAG_BYTES)
"""Used as the tag before a device's first entry."""
MAXIMUM_HEAD = 1024
_LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class TaggedHead:
    """The number and tag of the last entry of a device that somebody holds."""

    seq: Number
    tag: Tag


Heads = Annotated[dict[Identifier, TaggedHead], Field(max_length=limits.DEVICES)]
"""Heads by device."""


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


class ParcelPlace(Message):
    """Where a parcel stands: which entries of which device it holds, and the tags before and at their end."""

    device: Identifier
    first: Number
    last: Number
    previous_tag: Tag
    head_tag: Tag

    @classmethod
    def of(cls, parcel: Any, **more: Any) -> Self:
        """Return the place of a :class:`Parcel`, or of a row of one, and what is told besides."""
        return cls(**_place(parcel), **more)


def _place(parcel: Any) -> dict[str, Any]:
    return {name: getattr(parcel, name) for name in ParcelPlace.model_fields}


class FrameHead(ParcelPlace):
    """The head of a parcel's frame: how large the box is, and from version 2 on the hash."""

    key_id: Identifier
    size: Number
    sha256: Annotated[Digest, Field(exclude_if=not_)] = ""


class Damaged(Malformed):
    """A parcel does not fit the hash that came with it: something was changed on the way."""


class Truncated(Malformed):
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
    reader = _ByteReader(body)
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
    reader = _ByteReader(body)
    with suppress(Truncated):
        while len(parcels) < most and (length := reader.number()):
            if length > MAXIMUM_HEAD:
                raise Malformed("a head that is too long")
            parcels.append(_parcel(reader, reader.take(length), box))
    return tuple(parcels)


def _frame(parcel: Parcel, *, hashed: bool) -> Iterator[bytes]:
    told = _place(parcel) | {"key_id": parcel.key_id, "size": len(parcel.box)}
    if hashed:
        told["sha256"] = digest(parcel).hex()
    head = FrameHead.model_construct(**told).write()  # who takes it checks it
    yield _LENGTH.pack(len(head))
    yield head
    yield parcel.box


def _parcel(reader: _ByteReader, body: bytes, most: int) -> Parcel:
    head = FrameHead.read(body)
    if head.size > most:
        raise Malformed("a smaller box is expected")
    if head.first > head.last or (head.first == 1) != (head.previous_tag == NO_TAG):
        raise Malformed("a run of entries is expected")
    box = reader.take(head.size)
    parcel = Parcel(head.device, head.first, head.last, head.previous_tag, head.head_tag, head.key_id, box)
    if head.sha256 and digest(parcel).hex() != head.sha256:
        raise Damaged("a parcel that fits its hash is expected")
    return parcel


class _ByteReader:
    """Takes bytes from the front, never more than there are."""

    def __init__(self, body: bytes) -> None:
        self._body = memoryview(body)
        self._at = 0

    def take(self, length: int) -> bytes:
        end = self._at + length
        if end > len(self._body):
            raise Truncated("more bytes are expected")
        taken = bytes(self._body[self._at : end])
        self._at = end
        return taken

    def number(self) -> int:
        value: int = _LENGTH.unpack(self.take(_LENGTH.size))[0]
        return value

    def at_end(self) -> bool:
        return self._at == len(self._body)


_HEADS: TypeAdapter[dict[str, TaggedHead]] = TypeAdapter(Heads, config=STRICT)


def read_heads(text: str) -> dict[str, TaggedHead]:
    """Read heads by device: ``{"device": {"seq": 3, "tag": "…"}}``. Raises :class:`Malformed`."""
    try:
        return _HEADS.validate_json(text)
    except ValidationError:
        raise Malformed("heads by device are expected") from None


def write_heads(heads: Mapping[str, TaggedHead]) -> str:
    """Return heads as JSON has them."""
    return _HEADS.dump_json(dict(heads)).decode()


def state_of(heads: Mapping[str, TaggedHead]) -> str:
    """Return the name of a state: the same heads, on whatever server and after whatever restart, have the same."""
    parts = (f"{device}\x1f{head.seq}\x1f{head.tag.hex()}\x1e" for device, head in sorted(heads.items()))
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:32]
