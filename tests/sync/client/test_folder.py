"""A folder as a carrier: sticks that are pulled out, files that are damaged, copies of other people's folders."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.domain.errors import StoreUnusable
from sync.client.exchanging import exchange_with_folder
from sync.client.folder import Folder
from sync.exchange.interfaces import ExchangeResult, HeadMoved, NotWritable
from sync.protocol.parcels import NO_TAG, Parcel, TaggedHead
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop, laptops


@pytest.fixture
def pair(tmp_path: Path, server: CentralServer) -> Iterator[list[Laptop]]:
    with laptops(tmp_path, server, server.url) as opened:
        server.stop()
        yield opened


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def plugged_in(laptop: Laptop, stick: Path) -> ExchangeResult:
    return exchange_with_folder(laptop.store, laptop.account, stick)


def quiet(stick: Path, *machines: Laptop) -> None:
    for _ in range(10):
        moved = [plugged_in(one, stick) for one in machines]
        if all(one.is_idle for one in moved):
            assert len({one.export() for one in machines}) == 1
            return
    raise AssertionError("the exchange does not come to rest")


def files(stick: Path) -> list[Path]:
    return sorted(stick.rglob("*.parcel"))


def test_two_machines_that_never_meet_agree_by_a_stick(pair: list[Laptop], stick: Path) -> None:
    first, second = pair
    assert plugged_in(first, stick).sent == 2
    assert plugged_in(second, stick).received == 2
    second.do("cell.change", name="Chi bộ Hai")
    quiet(stick, second, first)
    assert "Chi bộ Hai" in first.export()


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "gone", "foreign"])
def test_a_damaged_stick_heals_by_whoever_has_the_entries(pair: list[Laptop], stick: Path, damage: str) -> None:
    first, second = pair
    plugged_in(first, stick)
    first.do("cell.change", name="Chi bộ Hai")
    plugged_in(first, stick)
    broken = files(stick)[0]
    content = broken.read_bytes()
    if damage == "gone":
        broken.unlink()
    elif damage == "foreign":
        (stick / "note.txt").write_text("not ours", encoding="utf-8")
        (broken.parent / "Thumbs.db").write_bytes(b"x")
    else:
        broken.write_bytes({"empty": b"", "cut": content[:-5], "changed": content[:-9] + b"x" + content[-8:]}[damage])
    quiet(stick, second, first)
    assert "Chi bộ Hai" in second.export()


def test_the_union_of_two_sticks_is_a_stick(pair: list[Laptop], stick: Path, tmp_path: Path) -> None:
    first, second = pair
    other = tmp_path / "other"
    quiet(stick, first, second)
    shutil.copytree(stick, other)
    first.do("cell.change", name="Chi bộ Hai")
    plugged_in(first, stick)
    first.do("cell.change", place="Hà Giang")
    plugged_in(first, other)
    shutil.copytree(stick, other, dirs_exist_ok=True)
    quiet(other, second, first)


def test_a_folder_that_is_not_there_is_told_in_one_sentence(pair: list[Laptop], stick: Path) -> None:
    with pytest.raises(StoreUnusable, match="There is no folder"):
        plugged_in(pair[0], stick / "elsewhere")


def test_a_parcel_that_does_not_continue_is_not_kept(pair: list[Laptop], stick: Path) -> None:
    first, _ = pair
    plugged_in(first, stick)
    folder = Folder(stick, first.account.cell)
    (parcel,), _more = folder.get({}, 10)
    with pytest.raises(HeadMoved):
        folder.put([parcel])
    assert folder.heads() == {parcel.device: TaggedHead(parcel.last, parcel.head_tag)}


def test_nothing_on_the_stick_can_be_read_without_the_key(pair: list[Laptop], stick: Path) -> None:
    plugged_in(pair[0], stick)
    held = b"".join(path.read_bytes() for path in files(stick))
    assert "Chi bộ".encode() not in held
    assert "Nguyễn".encode() not in held


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("place", ["root", "device", "file"])
def test_no_link_on_a_stick_leads_away_from_it(pair: list[Laptop], stick: Path, tmp_path: Path, place: str) -> None:
    first, second = pair
    plugged_in(first, stick)
    (path,) = files(stick)
    away = tmp_path / "away"
    away.mkdir()
    link = {"root": path.parents[1], "device": path.parent, "file": path}[place]
    kept = tmp_path / "kept"
    shutil.move(link, kept)
    if place == "file":
        (away / path.name).write_bytes(b"somebody's own")
        link.symlink_to(away / path.name)
    else:
        link.symlink_to(away, target_is_directory=True)
    before = sorted(away.rglob("*"))
    first.do("cell.change", place="Hà Giang 2")
    for one in (first, second, first):
        plugged_in(one, stick)
    assert sorted(away.rglob("*")) == before
    quiet(stick, first, second)


def test_any_number_of_files_in_the_place_of_the_first_are_passed_in_one_go(pair: list[Laptop], stick: Path) -> None:
    first, second = pair
    plugged_in(first, stick)
    (path,) = files(stick)
    for number in range(40):
        last = 3 + number if number % 2 else 900_000_000_000 + number
        name = f"000000000001-{last:012}-{'0' * 32}-{number:032x}.parcel"
        (path.parent / name).write_bytes(b"garbage")
    moved = plugged_in(second, stick)
    assert (moved.received, moved.unreceived) == (2, 0)
    assert second.export() == first.export()


def test_a_file_in_the_place_of_a_devices_folder_stops_nobody(pair: list[Laptop], stick: Path) -> None:
    first, second = pair
    plugged_in(first, stick)
    (path,) = files(stick)
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"no folder")
    moved = plugged_in(first, stick)
    assert (moved.sent, moved.not_taken) == (2, None)
    assert plugged_in(second, stick).received == 2


def parcel_of(device: str, box: bytes = b"box") -> Parcel:
    return Parcel(device, 1, 1, NO_TAG, b"h" * 16, "key", box)


NAMES = ("ABC", "abc", "con", "AUX.x", "a.", "0-zz", "x" * 36, "01a22e02-e4df-7a67-8ebb-31d05b1db8d3")


def test_the_folders_of_devices_are_distinct_and_taken_by_every_file_system(stick: Path) -> None:
    parcels = [parcel_of(name) for name in NAMES]
    assert set(Folder(stick, "cell").put(parcels)) == set(NAMES)
    names = [path.parent.name for path in files(stick)]
    assert len({name.casefold() for name in names}) == len(NAMES)
    assert all(name == name.lower() and "." not in name and name not in {"con", "aux"} for name in names)
    found, _ = Folder(stick, "cell").get({}, 100)
    assert {one.device for one in found} == set(NAMES)
    assert Folder(stick, "cell").reject(found[0])
    assert len(Folder(stick, "cell").heads()) == len(NAMES) - 1


def test_a_stick_of_an_older_edition_is_read_though_two_devices_shared_a_folder(stick: Path) -> None:
    ours, theirs = parcel_of("ABC"), replace(parcel_of("abc"), head_tag=b"i" * 16)
    Folder(stick, "cell").put([ours, theirs])
    shared = stick / "chibo-cell" / "ABC"
    shared.mkdir()
    for path in files(stick):
        path.rename(shared / path.name)
    assert Folder(stick, "cell").get({}, 100) == ([ours], False)
    assert len(files(stick)) == 2


def test_what_cannot_be_written_of_one_device_does_not_keep_the_others_away(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Folder._write

    def failing(folder: Folder, parcel: Parcel) -> None:
        if parcel.device == "b":
            raise OSError(22, "no such name")
        write(folder, parcel)

    monkeypatch.setattr(Folder, "_write", failing)
    with pytest.raises(NotWritable, match="Not everything"):
        Folder(stick, "cell").put([parcel_of("a"), parcel_of("b"), parcel_of("c")])
    assert set(Folder(stick, "cell").heads()) == {"a", "c"}
