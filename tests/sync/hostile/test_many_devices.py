"""Sticks with hundreds of devices: what is a laptop's own goes out, what others did comes, whatever else stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.store.entry import Entry, entry_hash
from sync.client import http
from sync.client.exchanging import exchange_with_folder, exchange_with_server
from sync.client.folder import Folder
from sync.client.http import ServerClient
from sync.exchange.interfaces import NotArriving
from sync.exchange.sending import PUT_PARCELS
from sync.keys.sealing import Sealer
from sync.protocol.parcels import MEDIA_TYPE, to_frames
from sync.protocol.version import HEADER
from sync.server import ledger
from sync.server.ledger import SHIPPED, Quota
from sync.server.problems import NO_ROOM, Problem
from sync.server.settings import Limits
from tests.sync.central import CentralServer
from tests.sync.hostile.test_names_taken import begin, device_of
from tests.sync.laptop import Laptop
from tests.sync.server.machine import machine_of, talking
from tests.sync.server.parcels import parcel


def stick_of(laptop: Laptop, path: Path, count: int, prefix: str = "0-x") -> Path:
    """Write a stick with devices of one entry each, which anybody with the keys can make."""
    path.mkdir()
    folder, sealer = Folder(path, laptop.account.cell), Sealer(laptop.account.cell, laptop.account.ring)
    for number in range(count):
        entry = Entry(f"{prefix}{number:05}", 1, 1 << 40, "a", "x", None, {}, ())
        folder._write(sealer.seal([(entry, entry_hash(entry))]))
    return path


def take(laptop: Laptop, stick: Path) -> None:
    exchange_with_folder(laptop.store, laptop.account, stick)


def test_more_parcels_than_a_put_may_have_go_in_several(
    server: CentralServer, secretary: Laptop, deputy: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.exchange.sending.PUT_PARCELS", 5)
    assert Limits().parcels > PUT_PARCELS
    begin(secretary, deputy)
    take(secretary, stick_of(deputy, tmp_path / "stick", 12))
    deputy.do("theme.add", title="Của máy khác")
    deputy.exchange()
    result = secretary.exchange()
    assert (result.unsent, result.not_taken) == (0, None)
    deputy.exchange()
    assert deputy.export() == secretary.export()


def test_a_laptop_whose_devices_are_used_up_sends_its_own_acts(
    server: CentralServer, secretary: Laptop, deputy: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Quota, "of", lambda _limits: Quota(**{**vars_of(SHIPPED), "devices_of_account": 10}))
    begin(secretary, deputy)
    take(secretary, stick_of(deputy, tmp_path / "stick", 30))
    secretary.do("theme.add", title="Việc của chi bộ")
    with ServerClient.of(secretary.account) as line:
        results = [exchange_with_server(secretary.store, secretary.account, line)[0] for _ in range(2)]
    for result in results:
        assert result.not_taken is not None
        assert result.puts_blocked_by is None
        assert result.unsent > 0
    deputy.exchange()
    assert "Việc của chi bộ" in deputy.export()
    there = server.see(ledger.heads, secretary.account.cell)
    assert 0 < len([one for one in there if one.startswith("0-x")]) <= 8
    assert device_of(secretary) in there
    with secretary.store.exchanging() as connection:
        connection.execute("UPDATE local_state SET value = 'may-moi' WHERE key = 'device'")
    secretary.do("theme.add", title="Dưới tên mới")
    secretary.exchange()
    deputy.exchange()
    assert "Dưới tên mới" in deputy.export()


def vars_of(quota: Quota) -> dict[str, int]:
    return {name: getattr(quota, name) for name in Quota.__dataclass_fields__}


def test_what_a_refusal_names_fits_the_room(server: CentralServer) -> None:
    cell = server.new_cell()
    ten = Quota(**{**vars_of(SHIPPED), "devices_of_account": 10})
    many = [parcel(f"x{number}", 1, 1) for number in range(12)]
    with pytest.raises(Problem) as refused:
        server.do(ledger.append, cell, "a", [*many, parcel("own", 1, 1)], 100, ten, "own")
    assert refused.value.members["devices"] == [f"x{number}" for number in range(7, 12)]
    server.do(ledger.append, cell, "a", [*many[:7], parcel("own", 1, 1)], 100, ten, "own")
    for own in ("own-2", "own-3"):
        server.do(ledger.append, cell, "a", [parcel(own, 1, 1)], 100, ten, own)
    with pytest.raises(Problem) as refused:
        server.do(ledger.append, cell, "a", [parcel("own-4", 1, 1), parcel("own", 2, 2)], 100, ten, "own-4")
    assert (refused.value.kind, refused.value.members["devices"]) == (NO_ROOM, ["own-4"])


@pytest.mark.parametrize("version", ["1", "2"])
def test_of_a_machine_of_version_1_the_rest_is_stored_before_it_is_refused(server: CentralServer, version: str) -> None:
    cell = server.new_cell()
    with talking(server.url) as http:
        first, second = machine_of(http, server, cell), machine_of(http, server, cell)
        for one, parcels, status in (
            (first, [parcel("x", 1, 1)], 200),
            (second, [parcel("mine", 1, 1), parcel("x", 2, 2)], 403),
        ):
            said = {"Content-Type": MEDIA_TYPE, HEADER: version}
            answer = one.http.post("/v1/parcels", content=to_frames(parcels), headers={**one.headers, **said})
            assert answer.status_code == status
    heads = server.see(ledger.heads, cell)
    assert ("mine" in heads, heads["x"].seq) == (version == "1", 1)


def test_what_does_not_arrive_lets_the_rest_come(
    server: CentralServer, secretary: Laptop, deputy: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is put arrives changed, however little it is."""
    begin(secretary, deputy)
    deputy.do("theme.add", title="Của máy khác")
    deputy.exchange()
    secretary.do("theme.add", title="Không tới được")
    frames = http.to_frames
    monkeypatch.setattr(http, "to_frames", lambda parcels, **more: frames(parcels, **more)[:-1] + b"~")
    result = secretary.exchange()
    assert isinstance(result.not_taken, NotArriving)
    assert (result.unsent, result.received) == (1, 1)
    assert "Của máy khác" in secretary.export()
    monkeypatch.undo()
    assert secretary.exchange().unsent == 0
