"""Sealing runs of journal entries into parcels, and opening them with all checks.

A box is AES-256-SIV (RFC 5297) over the padded zstd frame of the run's lines; the parcel's head is associated data, so
a box under another head does not open. SIV is deterministic: there is no nonce that a restored backup could use twice.
"""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Iterable, Iterator, Sequence

import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from models.domain import limits
from models.domain.language import N_
from models.store.entry import GENESIS, Entry, canonical, unreadable_entry
from models.store.fast_json import from_canonical
from sync.keys.padding import pad, unpad
from sync.keys.ring import KeyRing
from sync.protocol.parcels import NO_TAG, Parcel

Pair = tuple[Entry, str]
"""An entry with its hash."""

LEVEL = 9
_SKIPPABLE, _SKIPPED = 0x184D2A50, struct.Struct("<II")
"""The magic number of a skippable frame (RFC 8878, 3.1.2), and its head: the number, and its size."""
_PREVIOUS = b',"previous":"'
_DAMAGED = N_("damaged, or not sealed by this cell")
_OTHERS = N_("other entries than its head tells")


class Unreadable(Exception):
    """A parcel is invalid; nothing of it was used. The text tells why, never its content."""


class UnknownKey(Unreadable):
    """The parcel's key is not on this machine (yet)."""


class Sealer:
    """Seals and opens the parcels of one cell with its key ring."""

    def __init__(self, cell: str, ring: KeyRing) -> None:
        self.cell = cell
        self.ring = ring

    def tag(self, digest: str) -> bytes:
        """Return the tag of an entry by its hash; the tag before a device's first entry is 16 zero bytes."""
        return NO_TAG if digest == GENESIS else self.ring.tag(digest)

    def seal(self, run: Sequence[Pair]) -> Parcel:
        """Seal consecutive entries of one device."""
        (first, _), (last, digest) = run[0], run[-1]
        head = Parcel(
            device=first.device,
            first=first.seq,
            last=last.seq,
            previous_tag=self.tag(first.previous_hash),
            head_tag=self.tag(digest),
            key_id=self.ring.newest.id,
            box=b"",
        )
        content = _compressed(b"\n".join(_lines(run)))
        box = AESSIV(self.ring.newest.aead).encrypt(pad(content), [_head(self.cell, head)])
        return Parcel(head.device, head.first, head.last, head.previous_tag, head.head_tag, head.key_id, box)

    def has_to_begin(self, pair: Pair) -> bool:
        """Tell whether a line survives sealing only as the first of its parcel: an invalid entry that looks as if its
        previous hash were left out.
        """
        entry, _ = pair
        return bool(entry.raw) and _whole(_short(entry), entry.previous_hash) != entry.raw

    def is_authentic(self, parcel: Parcel) -> bool:
        """Tell whether a parcel was sealed with one of the ring's keys, whatever is in it."""
        key = self.ring.find(parcel.key_id)
        try:
            return key is not None and bool(AESSIV(key.aead).decrypt(parcel.box, [_head(self.cell, parcel)]))
        except (InvalidTag, ValueError):
            return False

    def open(self, parcel: Parcel, before: str = "") -> list[Pair]:
        """Return the entries of a parcel with their hashes, checked: form, device, numbers, chain, tags.

        This is the only place where foreign bytes become entries. Raises :class:`UnknownKey`, or :class:`Unreadable`
        for anything else that is wrong, whatever its content causes during the checks. ``before`` is the hash of the
        entry before the first, where it is known: a first line that is no valid entry does not contain it.
        """
        key = self.ring.find(parcel.key_id)
        if key is None:
            raise UnknownKey(N_("sealed with a key that this machine does not have"))
        try:
            return self._opened(parcel, key.aead, before)
        except Unreadable:
            raise
        except Exception:  # noqa: BLE001 - whatever is in a parcel, it costs that parcel, and no exchange
            raise Unreadable(_DAMAGED) from None

    def _opened(self, parcel: Parcel, key: bytes, before: str) -> list[Pair]:
        count = parcel.last - parcel.first + 1
        if count > limits.RUN:
            raise Unreadable(_OTHERS)
        content = unpad(AESSIV(key).decrypt(parcel.box, [_head(self.cell, parcel)]))
        text = _decompressed(content, _opened_by(len(parcel.box)))
        if text.count(b"\n") + 1 != count:  # before the lines are parsed
            raise Unreadable(_OTHERS)
        is_known = parcel.first == 1 or (before and self.tag(before) == parcel.previous_tag)
        run = list(_entries(text.split(b"\n"), parcel, before if is_known else None))
        self._check(parcel, run)
        return run

    def _check(self, parcel: Parcel, run: Sequence[Pair]) -> None:
        numbers = [entry.seq for entry, _ in run]
        same = numbers == list(range(parcel.first, parcel.last + 1))
        same = same and all(entry.device == parcel.device for entry, _ in run)
        if (
            not same
            or self.tag(run[-1][1]) != parcel.head_tag
            or self.tag(run[0][0].previous_hash) != parcel.previous_tag
        ):
            raise Unreadable(_OTHERS)


def _head(cell: str, parcel: Parcel) -> bytes:
    tags = f"{parcel.previous_tag.hex()}\n{parcel.head_tag.hex()}"
    return f"chibo parcel 1\n{cell}\n{parcel.device}\n{parcel.first}\n{parcel.last}\n{tags}\n{parcel.key_id}".encode()


def _lines(run: Iterable[Pair]) -> Iterator[bytes]:
    """Yield each entry's canonical line; the previous hash is left out after the first, as it follows from the line
    before.
    """
    is_first = True
    for entry, _digest in run:
        yield canonical(entry) if is_first else _short(entry)
        is_first = False


def _short(entry: Entry) -> bytes:
    line = canonical(entry)
    try:
        return _with_previous(line, entry.previous_hash, GENESIS)
    except ValueError:  # an invalid entry is sealed unchanged
        return line


def _entries(lines: Iterable[bytes], parcel: Parcel, before: str | None) -> Iterator[Pair]:
    """Yield the entries of lines with their hashes, each chained to the one before; ``before`` precedes the first.

    A line that is no valid entry was sealed by a machine of the cell nevertheless: it is yielded unchanged for the
    quarantine, and the lines after it are read.
    """
    digest = ""
    for seq, line in enumerate(lines, parcel.first):
        previous = digest or (_previous_of(line) if before is None else before)
        whole = _whole(line, digest)
        digest = hashlib.sha256(whole).hexdigest()
        yield _read(whole) or unreadable_entry(parcel.device, seq, previous, whole), digest


def _whole(line: bytes, digest: str) -> bytes:
    """Return a line with its left-out previous hash; an invalid entry unchanged. Raises ``ValueError``."""
    if not digest:
        return line
    try:
        return _with_previous(line, GENESIS, digest)
    except ValueError:
        if _read(line):  # an entry that contains its previous hash
            raise
        return line


def _read(line: bytes) -> Entry | None:
    if line.count(b"{") + line.count(b"[") > limits.NODES:
        return None
    try:
        return from_canonical(line)
    except ValueError:
        return None


def _previous_of(line: bytes) -> str:
    """Return the previous hash in a line that need not be an entry."""
    return line.rpartition(_PREVIOUS)[2].partition(b'"')[0].decode("ascii", "replace")


def _with_previous(line: bytes, before: str, after: str) -> bytes:
    """Return a canonical line with another previous hash: its last such key, as no object follows it."""
    head, found, rest = line.rpartition(_PREVIOUS)
    old = before.encode() + b'"'
    if not found or not rest.startswith(old):
        raise ValueError("no entry")
    return head + found + after.encode() + b'"' + rest[len(old) :]


def _compressed(text: bytes) -> bytes:
    """Return the zstd frame of a text, long enough to be opened: followed by a frame that readers skip."""
    content = zstandard.ZstdCompressor(level=LEVEL).compress(text)
    lacking = math.ceil(len(text) / limits.EXPANSION) - len(content) if len(text) > limits.OPENED_LEAST else 0
    return content + _SKIPPED.pack(_SKIPPABLE, lacking) + bytes(lacking) if lacking > 0 else content


def _opened_by(size: int) -> int:
    """Return the maximum number of bytes to which a box of a size is decompressed."""
    return min(limits.OPENED, max(limits.OPENED_LEAST, limits.EXPANSION * size))


def _decompressed(content: bytes, most: int) -> bytes:
    """Return the text of a zstd frame. Raises :class:`Unreadable` if it tells no size, before anything is allocated, or
    a larger one.
    """
    if not 0 <= zstandard.frame_content_size(content) <= most:
        raise Unreadable(_DAMAGED)
    return zstandard.ZstdDecompressor().decompress(content)
