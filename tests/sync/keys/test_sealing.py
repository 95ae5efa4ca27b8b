"""Parcels: whatever is not exactly what a machine of the cell sealed is refused whole."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace

import pytest
import zstandard
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from hypothesis import given, settings
from hypothesis import strategies as st

from models.domain import limits
from models.store.entry import GENESIS, Entry, RowChange, canonical, entry_hash
from sync.keys import sealing
from sync.keys.padding import pad
from sync.keys.ring import KeyRing
from sync.keys.sealing import Pair, Sealer, UnknownKey, Unreadable
from sync.protocol.parcels import NO_TAG, Parcel

texts = st.text(max_size=40)
values = st.one_of(st.none(), st.integers(-(2**53), 2**53), texts)
fields = st.dictionaries(texts, values, max_size=4)
changes = st.builds(RowChange, texts, texts, st.none() | fields, fields, st.dictionaries(texts, texts, max_size=2))
contents = st.lists(st.tuples(texts, st.lists(changes, max_size=3).map(tuple), fields), min_size=1, max_size=6)


def chain(parts: list[tuple[str, tuple[RowChange, ...], dict[str, object]]], first: int = 1) -> list[Pair]:
    """Entries of one device that follow each other."""
    previous, run = GENESIS if first == 1 else "a" * 64, list[Pair]()
    for seq, (act, made, details) in enumerate(parts, first):
        entry = Entry("device-1", seq, seq, "somebody", act, None, details, made, previous_hash=previous)
        previous = entry_hash(entry)
        run.append((entry, previous))
    return run


@pytest.fixture
def sealer() -> Sealer:
    return Sealer("cell-1", KeyRing.new(bytes(32)))


@pytest.fixture
def run() -> list[Pair]:
    change = RowChange("task", "task-1", None, {"title": "Đường điện thôn Bản", "deleted": 0})
    return chain([("task.assign", (change,), {}), ("note.write", (), {"previous": "x"}), ("undo", (), {})])


@given(contents, st.integers(1, 3))
def test_what_was_sealed_comes_out_again(sealer: Sealer, parts: list[object], first: int) -> None:
    run = chain(parts, first)  # type: ignore[arg-type]
    parcel = sealer.seal(run)
    assert sealer.open(parcel) == run
    assert (parcel.first, parcel.last) == (first, first + len(run) - 1)
    assert (parcel.previous_tag == NO_TAG) == (first == 1)


def test_the_same_run_makes_the_same_box_and_shows_no_text(sealer: Sealer, run: list[Pair]) -> None:
    assert sealer.seal(run) == sealer.seal(run)
    assert "Đường".encode() not in sealer.seal(run).box


def test_an_older_key_opens_what_it_sealed_and_a_missing_one_is_told(sealer: Sealer, run: list[Pair]) -> None:
    newer = Sealer("cell-1", sealer.ring.with_new_key())
    assert newer.open(sealer.seal(run)) == run
    with pytest.raises(UnknownKey):
        sealer.open(newer.seal(run))


CHANGED: dict[str, Callable[[Parcel], Parcel]] = {
    "device": lambda one: replace(one, device="device-2"),
    "first": lambda one: replace(one, first=2, last=4),
    "last": lambda one: replace(one, last=2),
    "previous tag": lambda one: replace(one, previous_tag=b"x" * 16),
    "head tag": lambda one: replace(one, head_tag=b"x" * 16),
    "box": lambda one: replace(one, box=one.box[:-1] + bytes([one.box[-1] ^ 1])),
    "cut box": lambda one: replace(one, box=one.box[:-1]),
    "empty box": lambda one: replace(one, box=b""),
}


@pytest.mark.parametrize("what", CHANGED)
def test_a_parcel_of_which_anything_was_changed_is_refused(sealer: Sealer, run: list[Pair], what: str) -> None:
    with pytest.raises(Unreadable):
        sealer.open(CHANGED[what](sealer.seal(run)))


def test_another_cells_parcel_is_refused(sealer: Sealer, run: list[Pair]) -> None:
    with pytest.raises(Unreadable):
        Sealer("cell-2", sealer.ring).open(sealer.seal(run))


def sealed_as(sealer: Sealer, run: list[Pair], content: bytes) -> Parcel:
    """A parcel as a machine of the cell could make it that does not keep to the rules."""
    honest = sealer.seal(run)
    box = AESSIV(sealer.ring.newest.aead).encrypt(pad(content), [sealing._head(sealer.cell, honest)])
    return replace(honest, box=box)


def test_a_frame_that_grows_beyond_all_bounds_is_refused(
    sealer: Sealer, run: list[Pair], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OPENED", 1024 * 1024)
    bomb = zstandard.ZstdCompressor().compress(bytes(2 * 1024 * 1024))
    assert len(bomb) < 1024
    with pytest.raises(Unreadable):
        sealer.open(sealed_as(sealer, run, bomb))


@pytest.mark.parametrize(
    "lines",
    [
        b"",
        b"\n",
        b"no entry",
        b'{"act": 1}',
        b"[" * 100_000,
        struct.pack(">I", 7),
    ],
)
def test_lines_that_are_no_entries_are_refused(sealer: Sealer, run: list[Pair], lines: bytes) -> None:
    with pytest.raises(Unreadable):
        sealer.open(sealed_as(sealer, run, zstandard.ZstdCompressor().compress(lines)))


def test_entries_that_do_not_follow_each_other_are_refused(sealer: Sealer, run: list[Pair]) -> None:
    broken = b"\n".join(canonical(entry) for entry, _ in run)  # the second says itself what comes before it
    with pytest.raises(Unreadable):
        sealer.open(sealed_as(sealer, run, zstandard.ZstdCompressor().compress(broken)))


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_no_bytes_make_it_stumble(sealer: Sealer, run: list[Pair], noise: bytes) -> None:
    with pytest.raises(Unreadable):
        sealer.open(sealed_as(sealer, run, noise))
    with pytest.raises(Unreadable):
        sealer.open(replace(sealer.seal(run), box=noise))
