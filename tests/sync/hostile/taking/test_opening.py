"""Whatever a machine of the cell seals into a parcel: it is refused at most, at once, and told; nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest
import zstandard
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from models.domain import limits
from models.store.entry import GENESIS, Entry, RowChange, canonical, entry_hash, is_whole
from models.store.exchange import Applied
from sync.exchange import receiving
from sync.exchange.core import exchange
from sync.exchange.sending import size_of
from sync.keys import sealing
from sync.keys.padding import pad
from sync.keys.ring import KeyRing
from sync.keys.sealing import Pair, Sealer, Unreadable
from sync.protocol.parcels import NO_TAG, Parcel
from tests.sync.hostile.taking.entries import spoil
from tests.sync.simulator.carrier import Carrier
from tests.sync.simulator.pure import PureReplica

SEALER = Sealer("cell", KeyRing.new(bytes(32)))
SETTING = {"deleted": 0, "key": "k", "value": "v"}
HONEST = Entry("0-evil", 1, 1, "a", "b", "c", {"d": [1]}, (RowChange("setting", "a", None, SETTING),), ("x", 1))
PREVIOUS: tuple[Any, ...] = ("zz", "é", "0", [1], {"a": 1}, 7, None, True, 0.5, "0" * 63, "\0" * 64)


def sealed(lines: Sequence[bytes], *, head_tag: bytes = b"x" * 16, first: int = 1, last: int = 0) -> Parcel:
    """A parcel as a machine can make it that has the keys and keeps to no rule."""
    previous = NO_TAG if first == 1 else b"p" * 16
    head = Parcel("0-evil", first, last or first + len(lines) - 1, previous, head_tag, SEALER.ring.newest.id, b"")
    content = zstandard.ZstdCompressor(level=1).compress(b"\n".join(lines))
    box = AESSIV(SEALER.ring.newest.aead).encrypt(pad(content), [sealing._head(SEALER.cell, head)])
    return replace(head, box=box)


def as_json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def opened(parcel: Parcel) -> None:
    """Open a parcel; it may be refused, and what is not is typed through and through."""
    try:
        run = SEALER.open(parcel)
    except Unreadable:
        return
    assert all(entry.raw or is_whole(entry) for entry, _ in run)


@pytest.mark.parametrize("previous", PREVIOUS)
@pytest.mark.parametrize("first", [1, 4])
def test_no_word_about_what_stands_before_ends_the_opening(previous: Any, first: int) -> None:
    for line in (as_json({"previous": previous}), as_json(json.loads(canonical(HONEST)) | {"previous": previous})):
        opened(sealed([line], first=first))
        opened(sealed([line], first=first, head_tag=SEALER.tag(hashlib.sha256(line).hexdigest())))
        opened(sealed([canonical(HONEST), line], first=first))


def test_no_contents_end_the_opening() -> None:
    random = Random(7)
    for _ in range(400):
        found = json.loads(canonical(HONEST))
        for _ in range(random.choice((1, 1, 2, 4))):
            spoil(found, random)
        line = as_json(found)
        if random.random() < 0.2:
            line = line[: random.randrange(len(line))]
        tag = SEALER.tag(hashlib.sha256(line).hexdigest())
        opened(sealed([line], first=random.choice((1, 3)), head_tag=tag))
        opened(sealed([canonical(HONEST), line], head_tag=tag))


@pytest.mark.parametrize("fault", [RuntimeError, MemoryError, KeyError, RecursionError, OverflowError])
def test_no_exception_of_the_codec_is_another_than_refusing(
    fault: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_line: bytes) -> Entry:
        raise fault

    monkeypatch.setattr(sealing, "from_canonical", fails)
    with pytest.raises(Unreadable):
        SEALER.open(sealed([canonical(HONEST)]))


@pytest.mark.parametrize("line", [b'{"previous":"zz"}', b'{"previous":[1]}', b"", b"\n"])
def test_such_a_parcel_costs_itself_and_the_others_come(line: bytes) -> None:
    class Complaining(Carrier):
        def reject(self, parcel: Parcel) -> None:
            rejected.append(parcel.device)

    rejected: list[str] = []
    carrier, writer, reader = Complaining(), PureReplica("writer"), PureReplica("reader")
    writer.act({("setting", "a"): {"value": "1"}}, 5)
    exchange(writer, carrier, SEALER, {})
    carrier.chains["0-evil"] = [sealed([line])]
    moved = exchange(reader, carrier, SEALER, {})
    assert [one.device for one in moved.refused] == rejected == ["0-evil"]
    assert moved.received == 1
    assert reader.hash_of("writer", 1) == writer.hash_of("writer", 1)
    assert exchange(writer, carrier, SEALER, {}).refused


@pytest.mark.parametrize("count", [300_000, 3])
def test_lines_are_counted_before_anything_is_made_of_them(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[bytes]()
    monkeypatch.setattr(sealing, "_read", read.append)
    parcel = sealed([b""] * count, last=1)
    assert len(parcel.box) < 1_000
    with pytest.raises(Unreadable):
        SEALER.open(parcel)
    with pytest.raises(Unreadable):
        SEALER.open(sealed([b""], last=limits.RUN + 1))
    assert not read


def test_what_a_box_opens_to_has_a_bound_and_so_has_what_is_read_of_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = list[bytes]()
    monkeypatch.setattr(limits, "OPENED", 1 << 20)
    monkeypatch.setattr(limits, "NODES", 1_000)
    monkeypatch.setattr(sealing, "from_canonical", parsed.append)
    with pytest.raises(Unreadable):
        SEALER.open(sealed([bytes(1 << 20) + b"x"]))
    many = b"[" + b"[]," * 1_000 + b"[]]"
    ((entry, _),) = SEALER.open(sealed([many], head_tag=SEALER.tag(hashlib.sha256(many).hexdigest())))
    assert entry.raw == many
    assert not parsed


def box_of(text: bytes, *, declared: bool = True) -> Parcel:
    """A parcel whose one line is a text, as its head tells."""
    content = zstandard.ZstdCompressor(level=9, write_content_size=declared).compress(text)
    head = replace(sealed([b""], head_tag=SEALER.tag(hashlib.sha256(text).hexdigest())), box=b"")
    return replace(head, box=AESSIV(SEALER.ring.newest.aead).encrypt(pad(content), [sealing._head("cell", head)]))


@pytest.mark.parametrize("more", [0, 1])
def test_a_small_box_opens_to_no_more_than_its_size_allows(more: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OPENED_LEAST", 10_000)
    small = box_of(bytes(10_000 + more))
    assert len(small.box) * limits.EXPANSION <= 10_000
    if more:
        with pytest.raises(Unreadable):
            SEALER.open(small)
    else:
        assert SEALER.open(small)[0][0].raw == bytes(10_000)


def test_nothing_is_decompressed_of_a_box_that_declares_too_much_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def decompressing(**_options: object) -> object:
        raise AssertionError("something is decompressed")

    parcels = box_of(bytes(limits.OPENED_LEAST + 1)), box_of(b"x", declared=False)
    assert len(parcels[0].box) < 1_000
    monkeypatch.setattr(zstandard, "ZstdDecompressor", decompressing)
    for parcel in parcels:
        with pytest.raises(Unreadable, match="damaged"):
            SEALER.open(parcel)


@pytest.mark.parametrize("letter", ["x", "\n", "ệ"])
def test_what_expands_most_is_sealed_so_that_it_opens(letter: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OPENED_LEAST", 10_000)
    values = SETTING | {"value": letter * 200_000}
    entry = replace(HONEST, changes=(RowChange("setting", "a", None, values),))
    parcel = SEALER.seal([(entry, entry_hash(entry))])
    assert SEALER.open(parcel) == [(entry, entry_hash(entry))]
    assert len(parcel.box) < 4_000
    with monkeypatch.context() as patch:  # without the additional length it would not open
        patch.setattr(limits, "EXPANSION", limits.EXPANSION // 2)
        with pytest.raises(Unreadable):
            SEALER.open(parcel)


def test_runs_of_many_entries_are_cut_by_all_that_they_contain() -> None:
    """Names of replaced entries, fields and numbers count, not only texts: a box opens on every machine."""
    links = {"value": "x" * 1_000}
    changes = tuple(RowChange("setting", f"{number}", {}, {"a": 1}, links) for number in range(100))
    entry = replace(HONEST, changes=changes)
    assert size_of((entry, "")) > 0.8 * len(canonical(entry))


def test_a_first_line_that_is_no_entry_is_opened_by_what_is_known_to_stand_before_it() -> None:
    before = entry_hash(HONEST)
    line = b"no entry"
    tag = SEALER.tag(hashlib.sha256(line).hexdigest())
    ((entry, _),) = SEALER.open(sealed([line], head_tag=tag))
    assert (entry.previous_hash, entry.raw) == (GENESIS, line)
    parcel = SEALER.seal([(replace(entry, seq=2, previous_hash=before), hashlib.sha256(line).hexdigest())])
    assert SEALER.open(parcel, before)[0][0].previous_hash == before
    with pytest.raises(Unreadable):
        SEALER.open(parcel)


def test_what_small_boxes_open_to_is_taken_in_by_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting(PureReplica):
        def apply(self, entries: Sequence[Pair]) -> Applied:
            together.append(len(entries))
            return super().apply(entries)

    together: list[int] = []
    carrier, writer, reader = Carrier(), PureReplica("writer"), Counting("reader")
    for number in range(6):
        writer.act({("setting", "a"): {"value": f"{number}" * 1_000}}, number)
        exchange(writer, carrier, SEALER, {})
    assert len(carrier.chains["writer"]) == 6
    monkeypatch.setattr(receiving, "HELD", 2_500)
    assert exchange(reader, carrier, SEALER, {}).received == 6
    assert max(together) < 4
    assert reader.hash_of("writer", 6) == writer.hash_of("writer", 6)
