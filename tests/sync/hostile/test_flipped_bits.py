"""A bit that is flipped on the way or on the server's disk costs nothing: it is found, told, and put again."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from sync.client.http import ServerClient
from sync.exchange.repair import DAMAGED
from sync.protocol.parcels import MEDIA_TYPE, digest, from_frames, to_frames
from sync.server import repair, scrub
from sync.server.audit import lines
from sync.server.database import Database
from sync.server.ledger import parcel_of
from sync.server.tables import StoredParcel
from tests.sync.central import CentralServer
from tests.sync.hostile.conftest import Over
from tests.sync.hostile.line import PUT, Line
from tests.sync.laptop import Laptop
from tui.main import run

_PARCEL = StoredParcel.__table__


def act(laptop: Laptop, number: int) -> None:
    laptop.do("theme.add", title=f"Việc số {number}")


def rot(server: CentralServer, *, keep_hash: bool) -> None:
    """Flip a bit of the last box at the server; without its hash it is as a machine of version 1 has put it."""

    def change(connection: Connection, _now: object) -> None:
        row = connection.execute(select(_PARCEL).order_by(_PARCEL.c.received_at.desc())).first()
        assert row is not None
        box = bytes([row.box[0] ^ 1]) + bytes(row.box[1:])
        mine = (_PARCEL.c.device == row.device) & (_PARCEL.c.last == row.last)
        connection.execute(update(_PARCEL).where(mine).values(box=box))
        if not keep_hash:
            changed = connection.execute(select(_PARCEL).where(mine)).one()
            connection.execute(update(_PARCEL).where(mine).values(sha256=digest(parcel_of(changed))))

    server.do(change)


@pytest.mark.parametrize("at", [40, 60, 120, 200, 300, -200, -30, -2, -1], ids=str)
def test_a_bit_flipped_on_the_way_up_is_sent_again(
    server: CentralServer, secretary: Laptop, deputy: Laptop, line: Line, over: Over, at: int
) -> None:
    secretary.exchange()
    act(secretary, 1)
    over(secretary, line)
    line.flips[PUT] = at
    moved = secretary.exchange()
    assert (line.flipped, moved.unsent, moved.refused) == (1, 0, ())
    act(secretary, 2)
    secretary.exchange()
    assert deputy.exchange().refused == ()
    assert deputy.export() == secretary.export()


def test_a_bit_flipped_on_the_way_down_is_fetched_again(secretary: Laptop, deputy: Laptop) -> None:
    secretary.exchange()
    with ServerClient.of(deputy.account) as server:
        server.heads()
        (first, *_), _more = server.get({}, 16)
    body = bytearray(to_frames([first], hashed=True))
    body[-20] ^= 1
    with pytest.raises(ValueError, match="hash"):
        from_frames(bytes(body), most=1, box=2**20)


def test_what_rotted_on_the_disk_is_found_by_the_scrub_and_put_again_by_its_writer(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    secretary.exchange()
    rot(server, keep_hash=True)
    database = Database(server.settings)
    found = scrub.scrub(database, server._now())
    database.close()
    assert found.rotten == 1
    assert [one.reason for one in deputy.exchange().refused] == [DAMAGED]
    secretary.exchange()
    assert deputy.exchange().refused == ()
    assert deputy.export() == secretary.export()
    events = [line.event for line in server.see(lines)]
    assert events.count("parcel.rotten") == events.count("parcel.replaced") == 1


def test_what_rotted_is_not_handed_out(server: CentralServer, secretary: Laptop, deputy: Laptop) -> None:
    secretary.exchange()
    rot(server, keep_hash=True)
    deputy.exchange()
    assert [one.reason for one in deputy.exchange().refused] == [DAMAGED]
    secretary.exchange()
    assert deputy.exchange().refused == ()
    assert deputy.export() == secretary.export()


def test_what_a_receiver_cannot_open_its_writer_puts_again(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    secretary.exchange()
    rot(server, keep_hash=False)
    assert len(deputy.exchange().refused) == 1
    act(secretary, 1)
    secretary.exchange()
    assert deputy.exchange().refused == ()
    assert deputy.export() == secretary.export()


def test_what_was_refused_is_not_fetched_again_until_something_changed(
    server: CentralServer, secretary: Laptop, deputy: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary.exchange()
    rot(server, keep_hash=False)
    fetched: list[int] = []
    get = ServerClient.get

    def counted(self: ServerClient, have: dict[str, int], limit: int) -> object:
        parcels, more = get(self, have, limit)
        fetched.append(len(parcels))
        return parcels, more

    monkeypatch.setattr(ServerClient, "get", counted)
    deputy.exchange()
    deputy.exchange()  # its own complaint made it look once more
    before = sum(fetched)
    for _ in range(3):
        assert len(deputy.exchange().refused) == 1
    assert sum(fetched) == before
    secretary.exchange()
    assert deputy.exchange().refused == ()


def test_a_box_is_replaced_by_its_writer_alone_and_only_by_the_same_run(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    secretary.exchange()
    deputy.exchange()
    rot(server, keep_hash=False)
    row = server.see(lambda c: c.execute(select(_PARCEL).order_by(_PARCEL.c.received_at.desc())).first())
    parcel = parcel_of(row)
    with ServerClient.of(deputy.account) as theirs, ServerClient.of(secretary.account) as own:
        theirs.heads(), own.heads()
        with pytest.raises(Exception, match="want this parcel again"):
            own.put_again([parcel])  # nobody complained
        theirs.reject(parcel)
        theirs.reject(parcel)
        (wanted,) = theirs.wanted()
        assert not wanted.mine
        with pytest.raises(Exception, match="want this parcel again"):
            theirs.put_again([parcel])
        (wanted,) = own.wanted()
        assert wanted.mine
    secretary.exchange()
    assert secretary.exchange().refused == ()
    with ServerClient.of(secretary.account) as own:
        own.heads()
        assert own.wanted() == ()


def test_complaints_without_end_do_not_keep_the_writer_busy(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    secretary.exchange()
    row = server.see(lambda c: c.execute(select(_PARCEL)).first())
    for _ in range(5):
        with ServerClient.of(deputy.account) as theirs:
            theirs.heads()
            theirs.reject(parcel_of(row))
        secretary.exchange()
    events = [line.event for line in server.see(lines)]
    assert events.count("parcel.replaced") == repair.COMPLAINTS


def test_a_machine_of_version_1_puts_and_fetches_frames_without_a_hash(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    secretary.exchange()
    with ServerClient.of(deputy.account) as old:
        del old._http.headers["Chibo-Protocol"]
        answer = old.send("POST", "/v1/parcels/query", b'{"have":{},"limit":16}', {"Content-Type": "application/json"})
        assert b"sha256" not in answer.body
        assert b"sha256" not in to_frames([])
        frames = answer.body
    assert MEDIA_TYPE in answer.headers["content-type"]
    parcels, _ = from_frames(frames, most=16, box=2**22)
    rows = server.see(lambda c: c.execute(select(_PARCEL.c.sha256)).scalars().all())
    assert sorted(map(bytes, rows)) == sorted(map(digest, parcels))


def test_a_member_and_an_administrator_remove_what_is_not_theirs(
    server: CentralServer, secretary: Laptop, deputy: Laptop, capsys: pytest.CaptureFixture[str]
) -> None:
    """The deputy's laptop put something that nobody can read; the others go on without it, and it puts it again."""
    deputy.exchange()
    secretary.exchange()
    deputy.exchange()
    act(deputy, 1)
    deputy.exchange()
    rot(server, keep_hash=False)
    assert len(secretary.exchange().refused) == 1
    assert run([f"--home={secretary.home}", "--lang=en", "device", "clean"]) == 0
    assert "Removed: 1 parcels of 1 devices." in capsys.readouterr().out
    assert secretary.exchange().refused == ()
    deputy.exchange()
    secretary.exchange()
    assert deputy.export() == secretary.export()
    cell = secretary.account.cell
    (device, *_others) = server.see(repair.devices, cell)
    words = ["admin", "device", "remove", cell, device.device, "--from", "2", "--repair"]
    assert run([f"--home={server.settings.home}", "--lang=en", *words]) == 0
    assert run([f"--home={server.settings.home}", "--lang=en", "admin", "device", "list", cell]) == 0
    assert run([f"--home={server.settings.home}", "--lang=en", "admin", "scrub"]) == 0
    secretary.exchange()
    assert deputy.exchange().refused == ()
    assert deputy.export() == secretary.export()
    assert [line.event for line in server.see(lines)].count("parcels.removed") == 2
