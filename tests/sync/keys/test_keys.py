"""The ring, its boxes, the recovery code: only their recipients can open them."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.errors import Refused
from models.domain.limits import KEY_BOX
from sync.client.account import MachineAccount
from sync.client.invitation import Invitation
from sync.client.pending_join import PendingJoin
from sync.keys import recovery
from sync.keys.boxes import open_ring, public_key, seal_ring
from sync.keys.padding import pad, padded_length, unpad
from sync.keys.recovery_box import is_recovery_box, seal_for_recovery
from sync.keys.ring import MAXIMUM_KEYS, CellKey, KeyRing
from sync.protocol.fields import Malformed
from sync.protocol.json_record import JsonRecord


@pytest.fixture
def ring() -> KeyRing:
    return KeyRing.new(public_key(os.urandom(32)))


def test_a_ring_is_read_as_it_was_written(ring: KeyRing) -> None:
    assert KeyRing.read(ring.to_bytes()) == ring
    assert KeyRing.read(ring.with_new_key().to_bytes()).keys[1:] == ring.keys


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"keys": [], "tag_key": "", "recovery_key": ""}'])
def test_what_is_no_ring_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        KeyRing.read(body)


def test_nothing_secret_stands_in_what_a_ring_prints(ring: KeyRing) -> None:
    said = repr(ring) + str(ring)
    assert not any(repr(secret)[2:20] in said for secret in (ring.tag_key, ring.newest.aead, ring.newest.seed))


def test_a_ring_continues_itself_and_older_ones_only(ring: KeyRing) -> None:
    newer = ring.with_new_key()
    assert newer.continues(ring)
    assert ring.continues(ring)
    assert not ring.continues(newer)
    assert not ring.with_new_key().continues(newer)
    assert not replace(newer, tag_key=bytes(32)).continues(ring)


def test_only_who_has_the_ring_can_vouch_for_a_machine(ring: KeyRing) -> None:
    seal, sign = os.urandom(32), os.urandom(32)
    mac = ring.mac(seal, sign)
    assert ring.with_new_key().vouches_for(seal, sign, mac)
    assert not ring.vouches_for(sign, seal, mac)
    assert not KeyRing.new(bytes(32)).vouches_for(seal, sign, mac)


def test_a_box_opens_for_its_recipient_of_its_cell_alone(ring: KeyRing) -> None:
    seed = os.urandom(32)
    box = seal_ring(ring, "cell", "account", public_key(seed))
    assert open_ring(box, "cell", "account", seed) == ring
    for cell, recipient, other in (
        ("cell", "account", os.urandom(32)),
        ("cell", "another", seed),
        ("else", "account", seed),
    ):
        with pytest.raises(Malformed):
            open_ring(box, cell, recipient, other)
    with pytest.raises(Malformed):
        open_ring(box[:-1] + bytes([box[-1] ^ 1]), "cell", "account", seed)
    assert ring.newest.aead not in box


def test_a_recovery_code_is_read_however_it_is_typed() -> None:
    code = recovery.new_code()
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert recovery.seed_of(typed) == recovery.seed_of(code)
    assert recovery.same_code(typed, code)
    assert len(recovery.seed_of(code)) == 32


@given(st.integers(0, 33), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_nearly_every_slip_in_a_recovery_code_shows(place: int, letter: str) -> None:
    letters = "7Q4XK2M9ZB3NWT5H8RJCPD6FGVYSE1A0" + recovery._check("7Q4XK2M9ZB3NWT5H8RJCPD6FGVYSE1A0")
    slipped = letters[:place] + letter + letters[place + 1 :]
    if slipped == letters:
        assert recovery.seed_of(slipped)
        return
    try:
        found = recovery.seed_of(slipped)
    except Refused:
        return
    assert found != recovery.seed_of(letters)  # one in a thousand slips passes; it opens nothing


@pytest.mark.parametrize("text", ["", "7Q4X", "chibo1:abc", "U" * 34, "7Q4X-" * 9])
def test_what_is_no_recovery_code_is_told_so(text: str) -> None:
    with pytest.raises(Refused, match="recovery code"):
        recovery.seed_of(text)


@given(st.binary(max_size=3000))
def test_padding_comes_off_again_and_costs_little(content: bytes) -> None:
    padded = pad(content)
    assert unpad(padded) == content
    assert len(padded) <= max(8, (len(content) + 4) * 1.125)


@given(st.integers(0, 2**40))
def test_a_padded_length_is_one_already(length: int) -> None:
    assert padded_length(padded_length(length)) == padded_length(length) >= length


@pytest.mark.parametrize("padded", [b"", b"\0\0\0", pad(bytes(95)) + b"\0", pad(bytes(95))[:-1] + b"x", b"\xff" * 16])
def test_what_was_not_padded_so_is_refused(padded: bytes) -> None:
    with pytest.raises(ValueError, match="padded"):
        unpad(padded)


def test_a_ring_never_grows_beyond_what_can_be_read_again() -> None:
    ring = KeyRing.new(bytes(32))
    while len(ring.keys) < MAXIMUM_KEYS:
        ring = ring.with_new_key()
    assert KeyRing.read(ring.to_bytes()) == ring
    assert len(seal_ring(ring, "cell", "recovery", public_key(bytes(32)))) <= KEY_BOX
    with pytest.raises(Refused, match="as many as are kept"):
        ring.with_new_key()


ACCOUNT = MachineAccount("https://example.org", "cell", "a-1", "t" * 43, b"s" * 32, b"g" * 32, KeyRing.new(bytes(32)))
RECORDS = {
    "ring": ACCOUNT.ring,
    "account": ACCOUNT,
    "join": PendingJoin("a" * 32, b"s" * 32, b"g" * 32, ACCOUNT.ring),
    "join with an account": PendingJoin("a" * 32, b"s" * 32, b"g" * 32, ACCOUNT.ring, ACCOUNT),
    "invitation": Invitation("https://example.org", "a" * 32, ACCOUNT.ring, "records"),
    "invitation without keys": Invitation("https://example.org", "a" * 32),
}


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_a_machines_own_file_reads_as_it_was_written_and_not_otherwise(record: JsonRecord) -> None:
    body = record.to_bytes()
    assert type(record).read(body) == record
    assert not any(secret in repr(record) for secret in ("s" * 32, "a" * 32, "t" * 43))
    content = json.loads(body)
    wrong = [content | {"more": 1}, content | {next(iter(content)): 1}, [content]]
    wrong += [{name: content[name] for name in content if name != left_out} for left_out in content]
    bodies = [json.dumps(one).encode() for one in wrong] + [body[:-1] + b',"code":"x"}' * 2, body[:-1], b"\xff"]
    for one in bodies:
        with pytest.raises(Malformed):
            type(record).read(one)


def test_a_ring_has_keys_of_different_names() -> None:
    key, other = CellKey("k", bytes(64), bytes(32)), CellKey("k", bytes(64), b"x" * 32)
    for keys in ((), (key, other), (key,) * (MAXIMUM_KEYS + 1)):
        with pytest.raises(Malformed, match=r"KeyRing\.keys"):
            KeyRing.read(KeyRing(keys, bytes(32), bytes(32)).to_bytes())


def test_equal_rings_give_equal_boxes_for_the_paper_which_opens_them() -> None:
    seed = bytes(range(32))
    ring = KeyRing.new(public_key(seed)).with_new_key().with_new_key()
    other_order = replace(ring, keys=(ring.keys[0], ring.keys[2], ring.keys[1]))
    box = seal_for_recovery(ring, "cell")
    assert box == seal_for_recovery(other_order, "cell")
    assert set(open_ring(box, "cell", "recovery", seed).keys) == set(ring.keys)
    assert open_ring(box, "cell", "recovery", seed).newest == ring.newest
    parted = replace(ring, keys=(ring.keys[1], ring.keys[0], ring.keys[2]))
    assert seal_for_recovery(parted, "cell") != box
    assert is_recovery_box(box, parted, "cell")
    for wrong in (replace(ring, keys=ring.keys[1:]), replace(ring, recovery_key=public_key(bytes([1]) * 32))):
        assert not is_recovery_box(box, wrong, "cell")
    assert not is_recovery_box(box, ring, "other")
    assert not is_recovery_box(box[:-1], ring, "cell")


def test_the_box_for_the_paper_has_the_documented_bytes() -> None:
    """Every program must make the same, also a later one: otherwise each would put its own in place of the other's."""
    key = CellKey("khoa-1", bytes(64), bytes(32))
    ring = KeyRing((key,), bytes(range(32)), public_key(bytes(range(32))))
    found = hashlib.sha256(seal_for_recovery(ring, "chi-bo-1")).hexdigest()
    assert found in (Path(__file__).parents[3] / "docs" / "sync.md").read_text(encoding="utf-8")
