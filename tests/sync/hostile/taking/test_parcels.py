"""What a machine of the cell seals that is no entry: kept aside, passed on as it came; what follows is taken."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest
import zstandard
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from models.queries.conflicts import set_aside
from models.store import exchange
from models.store.entry import GENESIS, Entry, RowChange, canonical, entry_hash
from models.store.store import Store
from models.store.verify import verify
from sync.keys import sealing
from sync.keys.padding import pad
from sync.keys.ring import KeyRing
from sync.keys.sealing import Sealer
from sync.protocol.parcels import Parcel
from tests.sync.hostile.taking.conftest import everything

SETTING = {"deleted": 0, "key": "k", "value": "v"}
FIRST = Entry("hostile", 1, 1, "", "a", None, {}, (RowChange("setting", "a", None, SETTING),))
LINES = {
    "no JSON": b"no entry",
    "another key": b'{"act":"b","previous":"%s"}',
    "a fraction": canonical(replace(FIRST, seq=2, previous_hash=entry_hash(FIRST))).replace(b'"time":1', b'"time":1.0'),
    "no UTF-8": b"\xff\xfe",
    "deep": b"[" * 5000,
}


def sealed(sealer: Sealer, lines: list[bytes], hashes: list[str]) -> Parcel:
    """A parcel as a machine that has the keys can make it."""
    head = Parcel(*("hostile", 1, len(lines), sealer.tag(GENESIS), sealer.tag(hashes[-1]), sealer.ring.newest.id), b"")
    content = zstandard.ZstdCompressor().compress(b"\n".join(lines))
    box = AESSIV(sealer.ring.newest.aead).encrypt(pad(content), [sealing._head(sealer.cell, head)])
    return replace(head, box=box)


@pytest.mark.parametrize("name", LINES)
def test_a_line_that_is_no_entry_costs_itself_alone(name: str, laptop: Callable[[str], Store]) -> None:
    sealer = Sealer("cell", KeyRing.new(bytes(32)))
    before = entry_hash(FIRST)
    line = LINES[name].replace(before.encode(), b"") if name == "a fraction" else LINES[name]
    whole = LINES[name]
    digest = hashlib.sha256(whole).hexdigest()
    last = Entry("hostile", 3, 3, "", "a", None, {}, (RowChange("setting", "b", None, SETTING),))
    chained = entry_hash(replace(last, previous_hash=digest))
    parcel = sealed(sealer, [canonical(FIRST), line, canonical(last)], [before, digest, chained])
    run = sealer.open(parcel)
    assert [entry.seq for entry, _ in run] == [1, 2, 3]
    here, there = laptop("here"), laptop("there")
    found = exchange.apply(here, run, hashed=True)
    assert (found.new, found.set_aside) == (3, 1)
    with here.reading() as connection:
        assert "cannot take it in" in set_aside(connection)[0].reason
        assert connection.execute("SELECT count(*) FROM setting").fetchone() == (2,)
        assert verify(connection).finding is None
    passed_on = sealer.open(sealer.seal(everything(here, "hostile")))
    assert passed_on == run
    assert exchange.apply(there, passed_on, hashed=True).set_aside == 1
