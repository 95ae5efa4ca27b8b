"""Whatever somebody puts on a stick, with keys or without: the entries of those who use it reach the others by it."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sync.client import folder, folder_files
from sync.client.folder import Folder
from sync.client.folder_files import device_folder, file_name
from sync.exchange.core import exchange
from sync.exchange.interfaces import ExchangeResult
from sync.keys.ring import KeyRing
from sync.keys.sealing import Sealer
from sync.protocol.parcels import NO_TAG, Parcel, from_frames, to_frames
from tests.sync.simulator.pure import PureReplica

OLD = Sealer("cell", KeyRing.new(bytes(32)))
NEW = Sealer("cell", OLD.ring.with_new_key())
HEX = "0" * 32


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    path = tmp_path / "stick"
    path.mkdir()
    return path


def plug(replica: PureReplica, stick: Path, sealer: Sealer = OLD) -> ExchangeResult:
    carrier = Folder(stick, "cell")
    carrier.look_from(replica, sealer)
    moved = exchange(replica, carrier, sealer, {})
    return replace(moved, skipped=carrier.skipped)


def writer(*values: str, name: str = "writer") -> PureReplica:
    replica = PureReplica(name)
    for number, value in enumerate(values):
        act(replica, value, number)
    return replica


def act(replica: PureReplica, value: str, number: int = 9) -> None:
    replica.act({("setting", f"s-{number}"): {"value": value}}, number + 1)


def files(stick: Path) -> list[Path]:
    return sorted(stick.rglob("*.parcel"))


def parcel_in(path: Path) -> Parcel:
    ((parcel,), _more) = from_frames(path.read_bytes(), most=1, box=1 << 24)
    return parcel


def squat(stick: Path, key: Callable[[Parcel], str] = lambda _: "khoa-la") -> None:
    """Let somebody without keys write over each file: the name stays the same, and nothing in it can be opened."""
    for path in files(stick):
        parcel = parcel_in(path)
        path.write_bytes(to_frames([replace(parcel, key_id=key(parcel), box=b"x" * 200)]))


@pytest.mark.parametrize("count", [1, 3])
def test_what_stands_there_under_no_key_of_the_cell_is_put_again_beside_it(stick: Path, count: int) -> None:
    one, other = writer(), PureReplica("other")
    for number in range(count):
        act(one, f"{number}", number)
        plug(one, stick)
    squat(stick)
    before = {path: path.read_bytes() for path in files(stick)}
    assert plug(one, stick).sent == count
    assert plug(one, stick).is_idle
    moved = plug(other, stick)
    assert (moved.received, moved.unreceived, moved.refused) == (count, 0, ())
    assert other.tokens() == one.tokens()
    assert {path: path.read_bytes() for path in before} == before  # somebody may have that key


def test_what_stands_in_the_middle_under_no_key_hides_nothing_behind_it(stick: Path) -> None:
    one, other = writer(), PureReplica("other")
    for number in range(4):
        act(one, f"{number}", number)
        plug(one, stick)
    middle = files(stick)[1]
    middle.write_bytes(to_frames([replace(parcel_in(middle), key_id="khoa-la")]))
    plug(other, stick)
    assert other.tokens() == {"0"}
    assert plug(one, stick).unsent == 0
    assert plug(other, stick).refused == ()
    assert other.tokens() == one.tokens()


@pytest.mark.parametrize("damage", ["cut", "longer", "no head", "another device", "empty", "known key"])
def test_what_is_damaged_under_the_right_name_is_put_again(stick: Path, damage: str) -> None:
    one, other = writer("a"), PureReplica("other")
    plug(one, stick)
    (path,) = files(stick)
    content = path.read_bytes()
    spoilt = {
        "cut": content[:-6],
        "longer": content + b"x",
        "no head": b"\xff" * 2_000,
        "another device": to_frames([replace(parcel_in(path), device="writes")]),
        "empty": b"",
    }
    path.write_bytes(spoilt.get(damage, content))
    if damage == "known key":  # only who opens it sees that
        squat(stick, lambda parcel: parcel.key_id)
        assert [refusal.device for refusal in plug(other, stick).refused] == ["writer"]
    assert plug(one, stick).sent == 1
    assert plug(other, stick).received == 1


def test_a_newer_key_is_told_and_what_it_seals_stays(stick: Path) -> None:
    """The machine without the key asks for it, puts what it has itself, and gets the rest once it has the key."""
    one, other = writer("a"), PureReplica("other")
    plug(one, stick)
    plug(other, stick)
    act(one, "b")
    plug(one, stick, NEW)
    sealed = {path: path.read_bytes() for path in files(stick)}
    for _ in range(2):
        moved = plug(other, stick)
        assert (moved.waiting, moved.sent, [one.device for one in moved.refused]) == (1, 0, ["writer"])
    assert {path: path.read_bytes() for path in files(stick)} == sealed
    assert plug(other, stick, NEW).received == 1
    assert other.tokens() == one.tokens()


def test_what_a_newer_key_seals_in_the_place_of_known_entries_is_still_told(stick: Path) -> None:
    one, other = writer("a", "b"), PureReplica("other")
    plug(one, stick)
    act(one, "c")
    whole = one.entries("writer", 1, 3)
    (path,) = files(stick)
    longer = NEW.seal(whole)
    (path.parent / file_name(longer)).write_bytes(to_frames([longer]))
    moved = plug(other, stick)
    assert (moved.received, moved.waiting) == (2, 1)
    assert plug(other, stick, NEW).received == 1
    assert other.tokens() == one.tokens()


def test_hundreds_of_unknown_keys_in_one_place_are_passed_in_one_go(stick: Path) -> None:
    one, other = writer("a", "b"), PureReplica("other")
    plug(one, stick)
    (path,) = files(stick)
    parcel = parcel_in(path)
    for number in range(300):
        beside = replace(parcel, last=3 + number, key_id=f"la-{number}", head_tag=number.to_bytes(16))
        (path.parent / file_name(beside)).write_bytes(to_frames([beside]))
    moved = plug(other, stick)
    assert (moved.received, moved.waiting) == (2, 1)
    assert plug(one, stick).unsent == 0


def test_hundreds_that_nobody_sealed_in_one_place_are_passed_in_one_go(stick: Path) -> None:
    one, other = writer("a", "b"), PureReplica("other")
    plug(one, stick)
    (path,) = files(stick)
    parcel = parcel_in(path)
    for number in range(1, 401):
        beside = replace(parcel, last=3 + number, head_tag=number.to_bytes(16), box=b"x" * number)
        (path.parent / file_name(beside)).write_bytes(to_frames([beside]))
    moved = plug(other, stick)
    assert (moved.received, moved.unreceived, moved.refused) == (2, 0, ())
    assert [said.values["count"] for said in moved.skipped] == [400]
    assert plug(one, stick).skipped == ()


def test_what_is_written_within_a_tick_of_the_clock_is_seen(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stick keeps times of two seconds: what is damaged and what takes its place look alike."""
    one = writer("a")
    plug(one, stick)
    (path,) = files(stick)
    content = path.read_bytes()
    path.write_bytes(content[:4] + b"x" + content[5:])
    replaced = Path.replace

    def coarse(old: Path, new: Path) -> Path:
        os.utime(old, (0, 0))
        return replaced(old, new)

    os.utime(path, (0, 0))
    monkeypatch.setattr(Path, "replace", coarse)
    moved = plug(one, stick)
    assert (moved.sent, moved.unsent) == (1, 0)
    assert files(stick) == [path]


def test_a_file_that_cannot_be_opened_is_set_aside_and_the_one_beside_it_stays(stick: Path) -> None:
    one, other = writer("a"), PureReplica("other")
    plug(one, stick)
    (path,) = files(stick)
    twin = path.with_name(path.name.replace(".parcel", "-0123abcd.parcel"))
    twin.write_bytes(to_frames([replace(parcel_in(path), box=b"x" * 200)]))
    assert plug(other, stick).received == 1
    assert path.exists()


def named(stick: Path, last: int = 1, first: int = 1, device: str = "writer") -> Path:
    return stick / "chibo-cell" / device_folder(device) / f"{first:012}-{last:012}-{HEX}-{HEX}.parcel"


def large(stick: Path) -> None:
    with named(stick).open("wb") as file:
        file.truncate(1 << 40)  # a sparse file


def linked(stick: Path) -> None:
    named(stick).symlink_to(stick)


def endless(stick: Path) -> None:
    os.mkfifo(named(stick))


def in_place_of_a_folder(stick: Path) -> None:
    (stick / "chibo-cell" / device_folder("somebody")).write_bytes(b"x")


def linked_folder(stick: Path) -> None:
    (stick / "chibo-cell" / device_folder("somebody")).symlink_to(stick)


ODD: dict[str, Callable[[Path], object]] = {
    "larger": large,
    "a folder": lambda stick: named(stick).mkdir(),
    "a link": linked,
    "a pipe": endless,
    "too many entries": lambda stick: named(stick, 999_999_999_999).write_bytes(b"x"),
    "file for folder": in_place_of_a_folder,
    "link for folder": linked_folder,
    "a device of Windows": lambda stick: (stick / "chibo-cell" / "CON").mkdir(),
    "a device with an ending": lambda stick: (stick / "chibo-cell" / "lpt1.parcel").mkdir(),
    "a dot at the end": lambda stick: (stick / "chibo-cell" / "writer.").mkdir(),
}


@pytest.mark.skipif(sys.platform == "win32", reason="such things cannot be made there")
@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_parcel_is_told_and_the_rest_goes_on(stick: Path, odd: str) -> None:
    one, other = writer("a"), PureReplica("other")
    plug(one, stick)
    ODD[odd](stick)
    act(one, "b")
    moved = plug(one, stick)
    assert (moved.sent, moved.not_taken, len(moved.skipped)) == (1, None, 1)
    moved = plug(other, stick)
    assert (moved.received, len(moved.skipped)) == (2, 1)


@pytest.mark.parametrize("call", ["open", "scandir"])
def test_what_cannot_be_read_is_told_and_the_rest_goes_on(
    stick: Path, call: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("bad", "good"):
        plug(writer(name, name=name), stick)
    bad = stick / "chibo-cell" / device_folder("bad")
    opened, scanned = Path.open, os.scandir

    def is_bad(path: object) -> bool:
        return str(path).startswith(str(bad))

    def broken(path: Path, *more: str, **named: str) -> object:
        if is_bad(path):
            raise OSError(5, "Input/output error")
        return opened(path, *more, **named)

    def closed(path: Path) -> object:
        if is_bad(path):
            raise PermissionError(13, "Permission denied")
        return scanned(path)

    monkeypatch.setattr(Path, "open", broken) if call == "open" else monkeypatch.setattr(os, "scandir", closed)
    moved = plug(PureReplica("other"), stick)
    assert (moved.received, len(moved.skipped)) == (1, 1)
    assert moved.skipped[0].values["folder"] == device_folder("bad")


def test_what_cannot_be_read_to_the_end_is_told(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("bad", "good"):
        plug(writer(name, name=name), stick)
    read = Path.read_bytes

    def broken(path: Path) -> bytes:
        if device_folder("bad") in str(path):
            raise OSError(5, "Input/output error")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", broken)
    moved = plug(PureReplica("other"), stick)
    assert (moved.received, moved.unreceived, len(moved.skipped)) == (1, 1, 1)


def strangers(stick: Path, count: int) -> None:
    for number in range(count):
        parcel = Parcel(f"0-x{number:04}", 1, 1, NO_TAG, b"h" * 16, "khoa-la", b"x" * 20)
        path = stick / "chibo-cell" / device_folder(parcel.device) / file_name(parcel)
        path.parent.mkdir(parents=True)
        path.write_bytes(to_frames([parcel]))


def test_of_devices_beyond_all_bounds_those_that_are_here_are_read(
    stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "NEW_DEVICES", 10)
    monkeypatch.setattr(folder, "LISTED", 20)
    monkeypatch.setattr(folder_files, "LISTED", 20)
    one, other = writer("a"), PureReplica("other")
    plug(one, stick)
    plug(other, stick)
    strangers(stick, 40)
    act(one, "b")
    for machine in (one, other):
        moved = plug(machine, stick)
        assert len(moved.refused) <= 10
        assert [said.values["most"] for said in moved.skipped] == [10]
    assert other.tokens() == one.tokens()


def test_more_devices_than_a_journal_may_have_are_not_taken_in(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder.limits, "DEVICES", 2)
    other = writer("mine", name="other")
    for name in ("a", "b", "c"):
        plug(writer(name, name=name), stick)
    for _ in range(2):
        moved = plug(other, stick)
        assert len(moved.skipped) == 1
    assert len(other.heads()) == 2


def test_a_device_with_too_many_files_is_left_out_and_told(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_files, "FILES", 5)
    one, other = writer("a"), writer("other", name="other")
    plug(one, stick)
    for number in range(10):
        parcel = Parcel("writer", 1, 2 + number, NO_TAG, b"h" * 16, "khoa-la", b"x")
        (files(stick)[0].parent / file_name(parcel)).write_bytes(to_frames([parcel]))
    act(one, "b")
    moved = plug(one, stick)
    assert moved.not_taken is not None
    assert (moved.sent, moved.unsent, moved.puts_blocked_by) == (0, 2, None)
    assert plug(other, stick).sent == 1
    assert len(files(stick)) == 12


def test_of_thousands_of_files_each_is_opened_once(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parcel = Parcel("writer", 1, 1, NO_TAG, b"h" * 16, "khoa-la", b"x")
    path = stick / "chibo-cell" / device_folder("writer")
    path.mkdir(parents=True)
    for number in range(1_000):
        one = replace(parcel, head_tag=number.to_bytes(16))
        (path / file_name(one)).write_bytes(to_frames([one]))
    opened, listings, calls = Path.open, os.scandir, Counter[str]()

    def counted(path: Path, *more: str, **named: str) -> object:
        calls["open"] += 1
        return opened(path, *more, **named)

    def seen(path: Path) -> object:
        calls["scandir"] += 1
        return listings(path)

    monkeypatch.setattr(Path, "open", counted)
    monkeypatch.setattr(os, "scandir", seen)
    carrier = Folder(stick, "cell")
    carrier.look_from(PureReplica("other"), OLD)
    carrier.heads()
    for _ in range(5):
        carrier.get({"writer": 1}, 16)
    assert (calls["open"], calls["scandir"]) == (1_000, 2)
    carrier.heads()
    assert calls["open"] == 1_000
