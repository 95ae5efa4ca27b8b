"""What fails for one device, sent or received, and what a carrier refuses, ends nothing for the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from random import Random

import pytest

from models.domain.clock import system_clock
from models.store import exchange as taking
from models.store.entry import GENESIS, Entry, RowChange, canonical, unreadable_entry
from models.store.exchange import Applied
from models.store.store import Store
from sync.client.faults import CallRefused, ServerBusy
from sync.client.http import ServerClient
from sync.client.replica import replica_of
from sync.daemon.session import Session
from sync.exchange import sending
from sync.exchange.core import exchange
from sync.exchange.interfaces import BatchSize, PutUnavailable
from sync.keys.boxes import can_be_sealed_to
from sync.keys.ring import KeyRing
from sync.keys.sealing import Sealer
from sync.protocol.parcels import Parcel, TaggedHead
from sync.status import SyncState, read_status
from tests.sync.hostile.taking.entries import Pair, hostile, read, taken
from tests.sync.laptop import Laptop
from tests.sync.simulator.carrier import Carrier
from tests.sync.simulator.pure import PureReplica

SEALER = Sealer("cell", KeyRing.new(bytes(32)))
ENTRY = Entry("hostile", 1, 1, "a", "b", None, {}, (RowChange("member", "x", {}, {"full_name": "y"}),))
ODD = ("text", 7, [1], True, [["a", "b"]])


def odd_lines() -> list[bytes]:
    """Lines that look like entries as the first machine of a cell might seal them."""
    lines = []
    for side in (2, 3, 4):
        for odd in ODD:
            found = json.loads(canonical(ENTRY))
            found["changes"][0][side] = odd
            lines.append(found)
    lines += [{"previous": GENESIS, "act": 1}, {"act": 1, "previous": GENESIS}, {"act": 1, "previous": "right"}]
    texts = [json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() for line in lines]
    return [*texts, b"no entry", b"\xff", b'x,"previous":""', b'x,"previous":"right"']


def chained(lines: Sequence[bytes]) -> list[Pair]:
    pairs, previous = list[Pair](), GENESIS
    for seq, line in enumerate(lines, 1):
        whole = line.replace(b'"right"', f'"{previous}"'.encode())
        if b'"device"' in whole:
            found = json.loads(whole) | {"seq": seq, "previous": previous}
            whole = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        entry = read("hostile", seq, previous, whole)
        assert entry == unreadable_entry("hostile", seq, previous, whole)
        previous = sha256(whole).hexdigest()
        pairs.append((entry, previous))
    return pairs


@pytest.mark.parametrize("run", [1, 3, 4_000])
def test_what_is_set_aside_is_passed_on_whatever_it_is(
    run: int, honest: list[Pair], laptop: Callable[[str], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "RUN_ENTRIES", run)
    here, there, carrier = laptop("here"), laptop("there"), Carrier()
    more = taken(hostile(honest, "other", Random(3)), "other", 40)
    taking.apply(here, [*chained(odd_lines()), *more], hashed=True)
    for store in (here, there):
        with replica_of(store) as replica:
            moved = exchange(replica, carrier, SEALER, {})
            assert (moved.unsent, moved.unreceived, moved.refused) == (0, 0, ())
    with here.reading() as one, there.reading() as other:
        assert taking.heads(one) == taking.heads(other)


def three(carrier: Carrier) -> PureReplica:
    """Three devices' entries at a carrier; return a machine that has one of its own besides."""
    for name in ("a", "bad", "c"):
        writer = PureReplica(name)
        writer.act({("setting", name): {"value": "1"}}, 5)
        exchange(writer, carrier, SEALER, {})
    reader = PureReplica("reader")
    reader.act({("setting", "mine"): {"value": "1"}}, 5)
    return reader


@pytest.mark.parametrize("fault", [ValueError, TypeError, KeyError, AttributeError, RecursionError])
def test_a_mistake_at_one_machines_entries_costs_its_alone(fault: type[Exception]) -> None:
    class Failing(PureReplica):
        def apply(self, entries: Sequence[Pair]) -> Applied:
            if entries[0][0].device == "bad":
                raise fault
            return super().apply(entries)

    class FailingSealer(Sealer):
        def seal(self, run: Sequence[Pair]) -> Parcel:
            if run[0][0].device == "bad":
                raise fault
            return super().seal(run)

    carrier, elsewhere = Carrier(), Carrier()
    reader = three(carrier)
    failing = Failing("reader")
    failing.chains, failing.writes = reader.chains, reader.writes
    moved = exchange(failing, carrier, SEALER, {})
    assert (moved.sent, moved.received, [one.device for one in moved.refused]) == (1, 2, ["bad"])
    exchange(reader, carrier, SEALER, {})
    moved = exchange(reader, elsewhere, FailingSealer(SEALER.cell, SEALER.ring), {})
    assert (moved.sent, moved.unsent, [one.device for one in moved.refused]) == (3, 1, ["bad"])


@pytest.mark.parametrize(
    "why", [CallRefused("{said}", slug="no-room", said="x"), ServerBusy("{said}", seconds=9.0, said="x")]
)
def test_who_may_not_send_receives_all_the_same(why: PutUnavailable) -> None:
    class Refusing(Carrier):
        is_refusing = False

        def put(self, parcels: Sequence[Parcel]) -> dict[str, TaggedHead]:
            if self.is_refusing:
                raise why
            return super().put(parcels)

    carrier, batch_size = Refusing(), BatchSize()
    reader = three(carrier)
    carrier.is_refusing = True
    moved = exchange(reader, carrier, SEALER, {}, batch_size=batch_size)
    assert (moved.received, moved.unsent, moved.not_taken) == (3, 1, why)
    assert (batch_size.size < BatchSize().size) == isinstance(why, ServerBusy)
    carrier.is_refusing = False
    moved = exchange(reader, carrier, SEALER, {}, not_taken=why)
    assert (moved.sent, moved.unsent) == (0, 1)
    assert exchange(reader, carrier, SEALER, {}).sent == 1


def test_a_server_that_takes_nothing_is_told_and_gives_what_it_has(
    secretary: Laptop, deputy: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary.exchange()
    secretary.do("theme.add", title="Của đồng chí bí thư")
    deputy.do("theme.add", title="Của đồng chí phó bí thư")
    secretary.exchange()

    def refuses(_server: ServerClient, _parcels: Sequence[Parcel]) -> Mapping[str, TaggedHead]:
        raise CallRefused("{said}", slug="no-room", said="no more room")

    session = Session(deputy.home, system_clock())
    with monkeypatch.context() as patched:
        patched.setattr(ServerClient, "put", refuses)
        moved = session.exchange()
    assert moved.received > 0
    assert "Của đồng chí bí thư" in deputy.export()
    status = read_status(deputy.home)
    assert status is not None
    assert (status.state, str(status.why)) == (SyncState.STOPPED, "no more room")
    session.block_puts(moved.not_taken or PutUnavailable(), 60)
    assert session.exchange().sent == 0
    session.block_puts(PutUnavailable(), 0)
    assert session.exchange().sent > 0
    status = read_status(deputy.home)
    assert status is not None
    assert status.state is SyncState.EVEN
    session.close()


def test_a_machines_key_to_which_nothing_can_be_sealed_is_no_recipient() -> None:
    assert not can_be_sealed_to(bytes(32))
    assert not can_be_sealed_to(b"short")
