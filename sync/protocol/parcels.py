"""Parcels, heads, and the frames in which parcels are transferred: ``application/vnd.chibo.parcels``.

A frame: the length of its head (4 bytes, big-endian), the head (JSON), the box, whose length is in the head. The body
ends with a head length of 0, followed by one byte: 1 if there are more parcels to request. So a truncated body is never
read as a shorter one. From version 2 of the protocol on a head also has ``sha256``, the hash of the parcel
(:func:`digest`), to detect changes in transit; it is sent only to peers of version 2.
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
MAXIMUM_BEGINNING = _LENGTH.size + MAXIMUM_HEAD
"""Bytes that contain the head of a body's first parcel."""


@dataclass(frozen=True, slots=True)
class TaggedHead:
    """Sequence number and tag of the last entry of a device."""

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
    """The place of a parcel: its device, its entry numbers, and the tags before and at their end."""

    device: Identifier
    first: Number
    last: Number
    previous_tag: Tag
    head_tag: Tag

    @classmethod
    def of(cls, parcel: Any, **more: Any) -> Self:
        """Return the place of a :class:`Parcel`, or of a database row of one, with additional members."""
        return cls(**_place(parcel), **more)


def _place(parcel: Any) -> dict[str, Any]:
    return {name: getattr(parcel, name) for name in ParcelPlace.model_fields}


class FrameHead(ParcelPlace):
    """The head of a parcel's frame: the size of the box, and from version 2 on the hash."""

    key_id: Identifier
    size: Number
    sha256: Annotated[Digest, Field(exclude_if=not_)] = ""


class Damaged(Malformed):
    """A parcel does not match its hash: it was changed in transit."""


class Truncated(Malformed):
    """The bytes end before the parcels do."""


def digest(parcel: Parcel) -> bytes:
    """Return the SHA-256 of a parcel, head and box, which is sent with it and stored at the server."""
    tags = f"{parcel.previous_tag.hex()}\n{parcel.head_tag.hex()}"
    head = f"chibo frame 2\n{parcel.device}\n{parcel.first}\n{parcel.last}\n{tags}\n{parcel.key_id}\n"
    return hashlib.sha256(head.encode() + parcel.box).digest()


def to_frames(parcels: Iterable[Parcel], *, more: bool = False, hashed: bool = False) -> bytes:
    """Return the body with parcels; ``hashed`` for peers of version 2."""
    parts = [part for parcel in parcels for part in _frame(parcel, hashed=hashed)]
    return b"".join([*parts, _LENGTH.pack(0), bytes([more])])


def from_frames(body: bytes, *, most: int, box: int) -> tuple[tuple[Parcel, ...], bool]:
    """Return the parcels of a body, and whether there are more to request.

    Raises :class:`Malformed` for an invalid body, one with more than ``most`` parcels or a box of more than ``box``
    bytes, and :class:`Damaged` if a parcel does not match its hash.
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
    """Return the complete parcels of a body that broke off. Raises as :func:`from_frames` does."""
    parcels: list[Parcel] = []
    reader = _ByteReader(body)
    with suppress(Truncated):
        while len(parcels) < most and (length := reader.number()):
            if length > MAXIMUM_HEAD:
                raise Malformed("a head that is too long")
            parcels.append(_parcel(reader, reader.take(length), box))
    return tuple(parcels)


def single_head(beginning: bytes, size: int) -> FrameHead:
    """Return the head of a body of ``size`` bytes with one parcel, of which ``beginning`` (:data:`MAXIMUM_BEGINNING`
    bytes) is enough. Raises :class:`Malformed`, also if the body is shorter or longer than its head tells.
    """
    reader = _ByteReader(beginning)
    length = reader.number()
    if not 0 < length <= MAXIMUM_HEAD:
        raise Malformed("a head is expected")
    head = _head(reader.take(length))
    if size != 2 * _LENGTH.size + length + head.size + 1:
        raise Malformed("one parcel is expected")
    return head


def _frame(parcel: Parcel, *, hashed: bool) -> Iterator[bytes]:
    told = _place(parcel) | {"key_id": parcel.key_id, "size": len(parcel.box)}
    if hashed:
        told["sha256"] = digest(parcel).hex()
    head = FrameHead.model_construct(**told).write()  # not validated here; the receiver does
    yield _LENGTH.pack(len(head))
    yield head
    yield parcel.box


def _head(body: bytes) -> FrameHead:
    head = FrameHead.read(body)
    if head.first > head.last or (head.first == 1) != (head.previous_tag == NO_TAG):
        raise Malformed("a run of entries is expected")
    return head


def _parcel(reader: _ByteReader, body: bytes, most: int) -> Parcel:
    head = _head(body)
    if head.size > most:
        raise Malformed("a smaller box is expected")
    box = reader.take(head.size)
    parcel = Parcel(head.device, head.first, head.last, head.previous_tag, head.head_tag, head.key_id, box)
    if head.sha256 and digest(parcel).hex() != head.sha256:
        raise Damaged("a parcel that fits its hash is expected")
    return parcel


class _ByteReader:
    """Reads bytes from the front; raises if there are too few."""

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
    """Return heads as JSON."""
    return _HEADS.dump_json(dict(heads)).decode()


def state_of(heads: Mapping[str, TaggedHead]) -> str:
    """Return the name of a state: equal heads have the same name on every server and after every restart."""
    parts = (f"{device}\x1f{head.seq}\x1f{head.tag.hex()}\x1e" for device, head in sorted(heads.items()))
    return hashlib.sha256("".join(parts).encode()).hexdigest()[:32]
