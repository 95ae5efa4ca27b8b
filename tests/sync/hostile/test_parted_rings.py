"""Two machines to which a third gave different keys share them again, and make a newest one of their own."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from sync.client.account import MachineAccount
from sync.client.http import ServerClient
from sync.client.joining import sealed_for, signs_for
from sync.client.machines import machines, revoke
from sync.keys.boxes import seal_ring
from sync.keys.ring import MAXIMUM_KEYS, CellKey, KeyRing
from sync.protocol.messages.keys import RECOVERY
from tests.sync.laptop import Laptop


@pytest.fixture
def evil(secretary: Laptop, tmp_path_factory: pytest.TempPathFactory) -> Iterable[Laptop]:
    """A third laptop of the cell, which has its keys."""
    laptop = Laptop(tmp_path_factory.mktemp("evil") / "home")
    laptop.join(secretary.invite())
    yield laptop
    laptop.store.close()


def ids(laptop: Laptop) -> set[str]:
    return {key.id for key in laptop.account.ring.keys}


def part(evil: MachineAccount, rings: dict[Laptop, KeyRing]) -> None:
    """Give machines different rings, in one call that the server takes."""
    with ServerClient.of(evil) as server:
        server.heads()
        keys = {one.id: one.seal_key for one in server.accounts().accounts}
        boxes = sealed_for(evil, {evil.id: keys[evil.id]})  # so that nobody lacks a box of the newest version
        for laptop, ring in rings.items():
            own = laptop.account.id
            boxes[own] = seal_ring(ring, evil.cell, own, keys[own])
        assert RECOVERY in boxes
        server.put_keys(boxes, server.keys()[1], signs_for(evil, boxes))


def even(*laptops: Laptop) -> None:
    for _ in range(4):
        for laptop in laptops:
            laptop.exchange()


def test_rings_that_parted_are_joined_and_all_is_read(secretary: Laptop, deputy: Laptop, evil: Laptop) -> None:
    even(secretary, deputy, evil)
    ring = evil.account.ring
    one, other = ring.with_new_key(), ring.with_new_key()
    part(evil.account.with_ring(one), {secretary: one, deputy: other})
    secretary.do("theme.add", title="Của bí thư")
    secretary.exchange()
    assert secretary.account.ring.newest.id == one.newest.id
    deputy.do("theme.add", title="Của phó bí thư")
    even(deputy, secretary)
    assert secretary.exchange().refused == deputy.exchange().refused == ()
    assert secretary.export() == deputy.export()
    assert "Của bí thư" in deputy.export()
    assert "Của phó bí thư" in secretary.export()
    assert ids(secretary) == ids(deputy) > {one.newest.id, other.newest.id}
    assert secretary.account.ring.newest == deputy.account.ring.newest
    assert secretary.account.ring.newest.id not in {one.newest.id, other.newest.id}


def test_who_parted_them_reads_nothing_that_is_written_once_he_is_shut_out(
    secretary: Laptop, deputy: Laptop, evil: Laptop
) -> None:
    even(secretary, deputy, evil)
    ring = evil.account.ring
    one, other = ring.with_new_key(), ring.with_new_key().with_new_key()
    part(evil.account.with_ring(one), {secretary: one, deputy: other})
    secretary.exchange()
    deputy.exchange()
    deputy.do("theme.add", title="Trước khi loại")
    with ServerClient.of(secretary.account) as line:
        gone = next(each for each in machines(secretary.account, line) if each.id == evil.account.id)
        revoke(secretary.store, secretary.account, line, gone)
    even(deputy, secretary)
    assert "Trước khi loại" in secretary.export()
    assert secretary.export() == deputy.export()
    assert secretary.account.ring.newest == deputy.account.ring.newest
    known = {key.id for key in (*one.keys, *other.keys)}
    assert secretary.account.ring.newest.id not in known


def test_what_joins_rings() -> None:
    ring = KeyRing.new(bytes(32))
    one, other = ring.with_new_key(), ring.with_new_key()
    both = one.joined_with(other)
    assert both.keys == (*one.keys, other.newest)
    assert set(both.keys) == set(other.joined_with(one).keys)
    assert both.joined_with(other) == both
    assert both.with_new_key().continues(other)
    assert not both.continues(one)  # nothing newer: the order of keys is no reason to change it
    stranger = KeyRing.new(bytes(32))
    assert one.joined_with(stranger) == one
    forged = CellKey(one.newest.id, bytes(64), bytes(32))
    assert one.joined_with(KeyRing((forged,), ring.tag_key, ring.recovery_key)) == one
    full = KeyRing(tuple(CellKey.new() for _ in range(MAXIMUM_KEYS)), ring.tag_key, ring.recovery_key)
    assert one.joined_with(full) == one
