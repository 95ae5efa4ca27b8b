"""Sealing runs of journal entries into parcels, and opening them: nothing in a parcel is believed before it is checked.

A box is AES-256-SIV (RFC 5297) over the padded zstd frame of the run's lines; the parcel's head is associated data, so
a box under another head does not open. SIV is deterministic: a restored backup cannot use a nonce twice, there is none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import zstandard
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
_PREVIOUS = b',"previous":"'
_DAMAGED = N_("damaged, or not sealed by this cell")
_OTHERS = N_("other entries than its head tells")


class Unreadable(Exception):
    """A parcel that is not what it says; nothing of it was believed. The text tells why, never what stood in it."""


class UnknownKey(Unreadable):
    """A parcel under a key that this machine does not have (yet)."""


class Sealer:
    """Seals and opens the parcels of one cell with its key ring."""

    def __init__(self, cell: str, ring: KeyRing) -> None:
        self.cell = cell
        self.ring = ring

    def tag(self, digest: str) -> bytes:
        """Return the tag of an entry by its hash; of what stands before a device's first entry, 16 zero bytes."""
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
        content = zstandard.ZstdCompressor(level=LEVEL).compress(b"\n".join(_lines(run)))
        box = AESSIV(self.ring.newest.aead).encrypt(pad(content), [_head(self.cell, head)])
        return Parcel(head.device, head.first, head.last, head.previous_tag, head.head_tag, head.key_id, box)

    def has_to_begin(self, pair: Pair) -> bool:
        """Tell whether a line comes out of a parcel as it went in only where it is the first: of those that are none
        some do, that look as if something were left out.
        """
        entry, _ = pair
        return bool(entry.raw) and _whole(_short(entry), entry.previous_hash) != entry.raw

    def open(self, parcel: Parcel, before: str = "") -> list[Pair]:
        """Return the entries of a parcel with their hashes, checked: form, device, numbers, chain, tags.

        Here foreign bytes become entries, and nowhere else. Raises :class:`UnknownKey`, or :class:`Unreadable` for
        anything that is not what it says, whatever its contents do while they are looked at. ``before`` is the hash of
        the entry before the first, where it is known: a first line that is no entry does not tell it.
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
        text = _decompressed(unpad(AESSIV(key).decrypt(parcel.box, [_head(self.cell, parcel)])))
        if text.count(b"\n") + 1 != count:  # before anything is made of the lines
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
    """Yield each entry's canonical line; what it says of the entry before is left out but for the first."""
    is_first = True
    for entry, _digest in run:
        yield canonical(entry) if is_first else _short(entry)
        is_first = False


def _short(entry: Entry) -> bytes:
    line = canonical(entry)
    try:
        return _with_previous(line, entry.previous_hash, GENESIS)
    except ValueError:  # what came as no entry goes as it came
        return line


def _entries(lines: Iterable[bytes], parcel: Parcel, before: str | None) -> Iterator[Pair]:
    """Yield the entries of lines with their hashes, each chained to the one before; before the first is ``before``.

    A line that is no entry was sealed by a machine of the cell all the same: it is handed on as it is, to be set aside,
    and those behind it are taken.
    """
    digest = ""
    for seq, line in enumerate(lines, parcel.first):
        previous = digest or (_previous_of(line) if before is None else before)
        whole = _whole(line, digest)
        digest = hashlib.sha256(whole).hexdigest()
        yield _read(whole) or unreadable_entry(parcel.device, seq, previous, whole), digest


def _whole(line: bytes, digest: str) -> bytes:
    """Return a line with what it leaves out; one that is no entry as it is. Raises ``ValueError``."""
    if not digest:
        return line
    try:
        return _with_previous(line, GENESIS, digest)
    except ValueError:
        if _read(line):  # an entry that says itself what stands before it
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
    """Return what a line that need not be an entry says of the one before."""
    return line.rpartition(_PREVIOUS)[2].partition(b'"')[0].decode("ascii", "replace")


def _with_previous(line: bytes, before: str, after: str) -> bytes:
    """Return a canonical line with another previous hash: its last such key, for no object stands behind it."""
    head, found, rest = line.rpartition(_PREVIOUS)
    old = before.encode() + b'"'
    if not found or not rest.startswith(old):
        raise ValueError("no entry")
    return head + found + after.encode() + b'"' + rest[len(old) :]


def _decompressed(content: bytes) -> bytes:
    with zstandard.ZstdDecompressor(max_window_size=limits.OPENED).stream_reader(content) as reader:
        opened = reader.read(limits.OPENED + 1)
    if len(opened) > limits.OPENED:
        raise Unreadable(_DAMAGED)
    return opened
