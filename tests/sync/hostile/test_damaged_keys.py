"""A flipped bit in the file with the keys: it is told as damaged, and no other key is made of it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.domain.errors import DataFileWrong
from sync.client import account, pending_join
from sync.client.account import MachineAccount, load_account, save_account
from sync.client.pending_join import PendingJoin, load_pending_join, save_pending_join
from sync.client.ring_update import take_over_ring
from sync.keys.boxes import public_key, seal_ring
from sync.keys.ring import CellKey, KeyRing
from sync.protocol.messages.keys import KeyBoxes
from sync.status import FILE, STALE, SyncState, SyncStatus, is_stale, write_status

CODE = "a" * 32


@pytest.fixture
def mine() -> MachineAccount:
    ring = KeyRing.new(bytes(32)).with_new_key()
    return MachineAccount("https://may-chu", "chi-bo-1", "may-1", "t" * 43, bytes(32), bytes(32), ring)


def flipped(content: bytes) -> Iterator[bytes]:
    for place in range(len(content)):
        spoilt = bytearray(content)
        spoilt[place] ^= 1 << place % 7
        yield bytes(spoilt)


def test_an_account_with_a_flipped_bit_is_damaged_and_no_other(tmp_path: Path, mine: MachineAccount) -> None:
    save_account(tmp_path, mine)
    assert load_account(tmp_path) == mine
    path = tmp_path / account.FILE
    for content in flipped(path.read_bytes()):
        path.write_bytes(content)
        with pytest.raises(DataFileWrong, match="damaged"):
            load_account(tmp_path)


def test_a_join_that_was_begun_with_a_flipped_bit_begins_anew(tmp_path: Path, mine: MachineAccount) -> None:
    begun = PendingJoin.new(CODE, mine.ring)
    save_pending_join(tmp_path, begun)
    assert load_pending_join(tmp_path, CODE) == begun
    path = tmp_path / pending_join.FILE
    for content in flipped(path.read_bytes()):
        path.write_bytes(content)
        assert load_pending_join(tmp_path, CODE) is None


def test_an_account_of_an_older_program_is_read(tmp_path: Path, mine: MachineAccount) -> None:
    (tmp_path / account.FILE).write_bytes(mine.to_bytes())
    assert load_account(tmp_path) == mine


def test_a_ring_with_another_key_of_the_same_id_is_joined_with_none(tmp_path: Path, mine: MachineAccount) -> None:
    spoilt = replace(mine.ring.keys[1], aead=bytes(64))
    other = replace(mine.ring, keys=(CellKey.new(), mine.ring.keys[0], spoilt))
    assert mine.ring.joined_with(other) == mine.ring
    box = seal_ring(other, mine.cell, mine.id, public_key(mine.seal_seed))
    assert take_over_ring(tmp_path, mine, KeyBoxes(mine=box, recovery=None)) == mine
    assert mine.ring.joined_with(replace(other, keys=other.keys[:2])).keys == (*mine.ring.keys, other.keys[0])


@pytest.mark.parametrize("away", [STALE + 60, -365 * 86400.0])
def test_a_status_from_long_ago_or_ahead_is_stale(tmp_path: Path, away: float) -> None:
    write_status(tmp_path, SyncStatus(SyncState.EVEN))
    assert not is_stale(tmp_path)
    moment = time.time() - away
    os.utime(tmp_path / FILE, (moment, moment))
    assert is_stale(tmp_path)
