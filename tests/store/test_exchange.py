"""Taking in entries: doubled, out of order, in parts, forged, of a newer chibo, before what they refer to."""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from models.acts.registry import perform
from models.queries.conflicts import count_set_aside, set_aside
from models.store import apply, exchange
from models.store.connection import schema_version
from models.store.entry import Entry, RowChange, canonical, entry_hash, from_canonical
from models.store.export import export_text
from models.store.limits import DATABASE, RUN_PAGES
from models.store.opening import open_reader
from models.store.schema import SCHEMA_VERSION
from models.store.store import Store
from models.store.verify import verify
from tests.conftest import DATA, FakeClock

Pair = tuple[Entry, str]


@pytest.fixture
def other(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    opened = Store.create(tmp_path / "other", clock)
    yield opened
    opened.close()


def everything(store: Store) -> list[Pair]:
    with store.reading() as connection:
        heads = exchange.heads(connection)
        return [
            pair for name, head in heads.items() for pair in exchange.entries_between(connection, name, 1, head.seq)
        ]


def said(store: Store) -> str:
    with store.reading() as connection:
        assert verify(connection).finding is None
        return export_text(connection)


def forged(pairs: list[Pair], **changed: Any) -> list[Pair]:
    """The last entry of another content, and with the hash that goes with it."""
    entry = replace(pairs[-1][0], **changed)
    return [*pairs[:-1], (entry, entry_hash(entry))]


def test_what_is_given_twice_mixed_and_in_parts_is_taken_in_once(meeting: str, cell: Store, other: Store) -> None:
    pairs = everything(cell)
    Random(3).shuffle(pairs)
    assert exchange.apply(other, pairs + pairs).new == len(pairs)
    again = exchange.apply(other, pairs[::2])
    assert (again.new, again.known) == (0, len(pairs[::2]))
    assert said(other) == said(cell)


def test_no_transaction_within_a_run_takes_the_log_over_and_its_last_one_does(other: Store) -> None:
    """Beside somebody who acts the log does not begin anew, and every commit would: as many waits for the disk."""
    before = other.path.stat().st_size
    for number, last in enumerate((False, False, True)):
        assert other.path.stat().st_size == before
        with other.exchanging(durable=last) as connection:
            much = "x" * (RUN_PAGES * 4096)
            connection.execute("INSERT INTO local_state (key, value) VALUES (?, ?)", (f"much {number}", much))
    assert other.path.stat().st_size > before


@pytest.mark.parametrize(("changes", "is_taken_over"), [(10, True), (10_000, False)])
def test_a_long_run_takes_the_log_over_on_its_way(
    changes: int, is_taken_over: bool, meeting: str, cell: Store, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apply, "OVER", changes)
    before = other.path.stat().st_size
    exchange.apply(other, everything(cell))
    assert (other.path.stat().st_size > before) == is_taken_over
    assert said(other) == said(cell)


def test_a_gap_is_told_and_filled_later(meeting: str, cell: Store, other: Store) -> None:
    pairs = everything(cell)
    device = pairs[0][0].device
    assert exchange.apply(other, pairs[1:]).missing == (exchange.EntryId(device, 1),)
    assert exchange.apply(other, pairs).missing == ()
    assert said(other) == said(cell)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (RowChange("nothing", "x", None, {"a": 1}), "does not know"),
        (RowChange("member", "x", None, {"shoe_size": 42, "deleted": 0}), "does not know"),
        (RowChange("setting", "x", None, {"deleted": 0, "key": 7, "value": ""}), "cannot be"),
        (RowChange("setting", "x", None, {"deleted": 2, "key": "k", "value": ""}), "cannot be"),
        (RowChange("speech", "x", {"title": ""}, {"pause_seconds": 1}), "has not come yet"),
    ],
)
def test_an_entry_that_cannot_be_applied_is_set_aside_and_the_queue_goes_on(
    cell: Store, other: Store, change: RowChange, reason: str
) -> None:
    pairs = forged(everything(cell), changes=(change,))
    last, digest = pairs[-1]
    good = replace(last, seq=last.seq + 1, previous_hash=digest, changes=(RowChange("setting", "y", None, _SETTING),))
    found = exchange.apply(other, [*pairs, (good, entry_hash(good))])
    assert (found.new, found.set_aside) == (len(pairs) + 1, 1)
    with other.reading() as connection:
        assert reason in set_aside(connection)[0].reason
        assert verify(connection).finding is None
        assert connection.execute("SELECT value FROM setting WHERE id = 'y'").fetchone() == ("good",)
        assert exchange.heads(connection)[last.device].seq == last.seq + 1
    assert everything(other) == [*pairs, (good, entry_hash(good))]


_SETTING = {"deleted": 0, "key": "k", "value": "good"}


def test_an_entry_that_belies_its_hash_is_set_aside(cell: Store, other: Store) -> None:
    pairs = everything(cell)
    last, digest = pairs[-1]
    exchange.apply(other, [*pairs[:-1], (replace(last, actor="somebody else"), digest)])
    with other.reading() as connection:
        assert "not what it was" in set_aside(connection)[0].reason
        assert verify(connection).finding is None


def test_an_entry_of_a_newer_chibo_waits_for_the_upgrade(
    cell: Store, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = forged(everything(cell), schema_version=SCHEMA_VERSION + 1)
    exchange.apply(other, pairs)
    with other.reading() as connection:
        assert "newer chibo" in set_aside(connection)[0].reason
    for module in ("entry_checks", "quarantine"):
        monkeypatch.setattr(f"models.store.{module}.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    exchange.apply(other, [])
    with other.reading() as connection:
        assert count_set_aside(connection) == 0
    assert said(other) == said(cell)


def test_an_entry_before_what_it_refers_to_waits_for_it(
    cell: Store, meeting: str, member: Callable[[str], str], tmp_path: Path, clock: FakeClock
) -> None:
    second, third = (Store.create(tmp_path / name, clock) for name in ("second", "third"))
    exchange.apply(second, everything(cell))
    perform(second, "task.assign", title="Gửi báo cáo", owner=member("Mậu"), meeting=meeting)
    (own,) = [pair for pair in everything(second) if pair not in everything(cell)]
    assert exchange.apply(third, [own]).set_aside == 1
    exchange.apply(third, everything(cell))
    assert said(third) == said(second)
    with third.reading() as connection:
        assert count_set_aside(connection) == 0
    second.close()
    third.close()


def test_a_restored_copy_and_the_original_part_and_come_together(
    cell: Store, meeting: str, member: Callable[[str], str], tmp_path: Path, clock: FakeClock
) -> None:
    with cell.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint")
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / DATABASE).write_bytes(cell.path.read_bytes())
    with cell.reading() as connection:
        first = max(head.seq for head in exchange.heads(connection).values()) + 1
    copy = Store.open(tmp_path / "copy", clock)
    perform(cell, "task.assign", title="Một", owner=member("Mậu"), meeting=meeting)
    perform(copy, "task.assign", title="Hai", owner=member("Mậu"), meeting=meeting)
    (place,) = exchange.apply(copy, everything(cell)).forked
    assert place.seq == first
    before = said(copy)
    exchange.fork(copy, place.seq)
    assert said(copy) == before
    exchange.apply(copy, everything(cell))
    exchange.apply(cell, everything(copy))
    assert said(copy) == said(cell)
    assert "Một" in said(cell)
    assert "Hai" in said(cell)
    perform(copy, "undo")
    assert "Hai" not in said(copy)
    copy.close()


def test_an_entry_reads_back_from_its_bytes_and_nothing_else_does(cell: Store) -> None:
    entry = everything(cell)[-1][0]
    text = canonical(entry)
    assert from_canonical(text) == entry
    for wrong in (text[:-1], text + b" ", text.replace(b":", b": ", 1), b"[]", b"{}", b"\xff", b"1"):
        with pytest.raises(ValueError, match=r"."):
            from_canonical(wrong)


def test_a_reader_brings_an_older_store_up_to_date(home: Path) -> None:
    home.mkdir()
    (home / DATABASE).write_bytes(lzma.decompress((DATA / "store-v1.db.xz").read_bytes()))
    reader = open_reader(home)
    assert schema_version(reader) == SCHEMA_VERSION
    assert verify(reader).finding is None
    reader.close()
