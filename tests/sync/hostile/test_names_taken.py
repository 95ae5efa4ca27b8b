"""What cannot be opened renames nothing that may be elsewhere: it is no evidence that two histories have one name."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from sync.client.exchanging import exchange_with_folder
from sync.client.folder_files import file_name
from sync.exchange.interfaces import ExchangeResult
from sync.protocol.parcels import NO_TAG, Parcel, to_frames
from sync.server import ledger, repair
from tests.sync.central import CentralServer
from tests.sync.hostile.test_strangers import absent
from tests.sync.laptop import Laptop

UNKNOWN = "key-of-nobody"


def begin(secretary: Laptop, deputy: Laptop) -> None:
    """Let both have the same, and something of the secretary's own machine among it."""
    secretary.do("theme.add", title="Đầu tiên")
    secretary.do("theme.add", title="Thứ hai")
    for one in (secretary, deputy, secretary):
        one.exchange()


def device_of(laptop: Laptop) -> str:
    with laptop.store.reading() as connection:
        return str(connection.execute("SELECT value FROM local_state WHERE key = 'device'").fetchone()[0])


def devices(laptop: Laptop) -> dict[str, int]:
    with laptop.store.reading() as connection:
        return dict(connection.execute("SELECT device, max(seq) FROM journal_entry GROUP BY device").fetchall())


def creations(laptop: Laptop) -> Counter[tuple[str, str]]:
    """How often each row was made, by the journal: once."""
    with laptop.store.reading() as connection:
        sql = "SELECT table_name, row_id FROM journal_change WHERE old IS NULL"
        return Counter(connection.execute(sql).fetchall())


def junk(device: str, first: int, last: int, previous: bytes = NO_TAG, key: str = UNKNOWN) -> Parcel:
    return Parcel(device, first, last, previous, os.urandom(16), key, os.urandom(300))


def lay(stick: Path, cell: str, *parcels: Parcel) -> list[Path]:
    """Lay files on a stick as anybody can who has seen one."""
    paths = []
    for parcel in parcels:
        folder = stick / f"chibo-{cell}" / parcel.device
        folder.mkdir(parents=True, exist_ok=True)
        paths.append(folder / file_name(parcel))
        paths[-1].write_bytes(to_frames([parcel]))
    return paths


def plug(laptop: Laptop, stick: Path) -> ExchangeResult:
    return exchange_with_folder(laptop.store, laptop.account, stick)


@pytest.mark.parametrize("is_known", [False, True])
def test_a_stick_that_anybody_made_renames_nothing_and_carries_all_the_same(
    secretary: Laptop, deputy: Laptop, tmp_path: Path, is_known: bool
) -> None:
    begin(secretary, deputy)
    account = secretary.account
    key = account.ring.newest.id if is_known else UNKNOWN
    before, own = devices(secretary), device_of(secretary)
    for number in range(3):
        stick = tmp_path / f"stick {number}"
        stick.mkdir()
        files = lay(stick, account.cell, *(junk(one, 1, 9 + n, key=key) for one in before for n in range(14)))
        secretary.do("theme.add", title=f"Việc {number}")
        moved = plug(secretary, stick)
        assert (moved.forked, moved.unsent) == ((), 0)
        assert len({one.values["folder"] for one in moved.skipped} | {one.device for one in moved.refused}) == len(
            before
        )
        assert plug(deputy, stick).received == 1
        assert device_of(secretary) == own
        assert all(file.exists() != is_known for file in files)  # who has the key takes them from there
    secretary.exchange()
    deputy.exchange()
    assert devices(secretary) == devices(deputy) == before | {own: before[own] + 3}
    assert set(creations(deputy).values()) == set(creations(secretary).values()) == {1}


def test_a_parcel_in_the_place_of_the_own_first_entries_renames_none_of_them(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    """Somebody had them removed at the server, and put his own there."""
    begin(secretary, deputy)
    own, cell, before = device_of(secretary), secretary.account.cell, devices(secretary)
    server.do(repair.cut, cell, own)
    server.do(ledger.append, cell, "somebody", [junk(own, 1, 1)], 100)
    secretary.do("theme.add", title="Việc sau đó")
    moved = secretary.exchange()
    assert moved.forked == ()
    assert device_of(secretary) != own
    assert devices(secretary).items() >= before.items()
    deputy.exchange()
    assert "Việc sau đó" in deputy.export()
    server.do(repair.cut, cell, own)
    for one in (secretary, deputy, secretary):
        one.exchange()
    assert devices(secretary) == devices(deputy)
    assert set(creations(deputy).values()) == {1}


def test_what_was_given_to_nobody_goes_out_under_another_name(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    """A laptop comes back online, and unreadable parcels occupy its place."""
    begin(secretary, deputy)
    own, cell = device_of(secretary), secretary.account.cell
    head = server.see(ledger.heads, cell)[own]
    for number in range(3):
        secretary.do("theme.add", title=f"Việc {number}")
    absent(server, secretary.account.id)
    server.do(ledger.append, cell, "somebody", [junk(own, head.seq + 1, head.seq + 1, head.tag)], 100)
    secretary.exchange()
    deputy.exchange()
    assert all(f"Việc {number}" in deputy.export() for number in range(3))
    assert device_of(secretary) != own
    assert set(creations(deputy).values()) == set(creations(secretary).values()) == {1}


@pytest.mark.parametrize("keys", [1, 40], ids=["one key", "as many keys"])
def test_many_files_under_unknown_keys_in_one_place_are_looked_past(
    secretary: Laptop, deputy: Laptop, tmp_path: Path, keys: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is read once, and those under one key are passed over together; what the cell put there is taken."""
    begin(secretary, deputy)
    stick = tmp_path / "stick"
    stick.mkdir()
    secretary.do("theme.add", title="Trên USB")
    exchange_with_folder(secretary.store, secretary.account, stick)
    own, cell = device_of(secretary), secretary.account.cell
    lay(stick, cell, *(junk(own, 1, 40 + number, key=f"khoa-{number % keys}") for number in range(40)))
    read, whole = list[Path](), Path.read_bytes

    def counted(path: Path) -> bytes:
        read.append(path)
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", counted)
    moved = exchange_with_folder(deputy.store, deputy.account, stick)
    assert moved.received >= 1
    assert "Trên USB" in deputy.export()
    assert max(Counter(path for path in read if path.suffix == ".parcel").values()) <= 3
    if keys == 1:
        assert moved.waiting <= 1
