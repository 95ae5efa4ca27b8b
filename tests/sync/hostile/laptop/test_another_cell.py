"""Another cell's records are never mixed with the cell's: not by a recovery, a store put in place, a stick."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.store.connection import connect
from models.store.ids import new_id
from models.store.limits import DATABASE
from sync.client import pending_join
from sync.client.account import FILE, load_account
from tests.sync.central import CentralServer
from tests.sync.client.conftest import Person
from tests.sync.laptop import Laptop

Seat = Callable[[str], Person]


@pytest.fixture
def person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Seat:
    return lambda name: Person(tmp_path / name, capsys, pytest.MonkeyPatch())


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Laptop]:
    """A laptop with another cell's records, of the same name."""
    laptop = Laptop(tmp_path / "stranger")
    laptop.do("cell.create", name="Chi bộ Một", place="Nơi khác")
    yield laptop
    laptop.store.close()


def heads(laptop: Laptop) -> dict[str, int]:
    with laptop.store.reading() as connection:
        rows = connection.execute("SELECT device, max(seq) FROM journal_entry GROUP BY device")
        return dict(rows.fetchall())


def test_a_recovery_into_another_cells_folder_is_refused_before_anything_is_written(
    secretary: Laptop, stranger: Laptop, person: Seat, server: CentralServer
) -> None:
    secretary.exchange()
    code = server.new_code(secretary.account.cell)
    before = heads(stranger)
    words = ("join", code, "--server", server.url, "--recover", "--no-daemon")
    done, _out, err = person("stranger")(*words, typed=secretary.recovery)
    assert (done, "not mixed" in err, err.count("\n")) == (1, True, 1), err
    assert heads(stranger) == before
    assert load_account(stranger.home) is None
    assert not (stranger.home / pending_join.FILE).exists()
    with closing(connect(secretary.home / DATABASE)) as connection:
        assert set(heads(secretary)) == {row[0] for row in connection.execute("SELECT device FROM journal_entry")}
    listed = person("secretary").json("device", "list")
    assert [one["revoked_at"] is None for one in listed] == [True, False]
    assert secretary.exchange().received == 0


def test_a_recovery_into_the_cells_own_older_records_goes_on(
    secretary: Laptop, tmp_path: Path, person: Seat, server: CentralServer
) -> None:
    secretary.exchange()
    with closing(connect(secretary.home / DATABASE)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (tmp_path / "rescued").mkdir()
    shutil.copy(secretary.home / DATABASE, tmp_path / "rescued")
    secretary.do("cell.change", place="Sau bản sao")
    secretary.exchange()
    rescued = person("rescued")
    words = ("join", server.new_code(secretary.account.cell), "--server", server.url, "--recover", "--no-daemon")
    rescued.done(*words, typed=secretary.recovery)
    assert "Sau bản sao" in rescued.done("export", "--json")


@pytest.mark.parametrize("by_stick", [False, True])
def test_another_cells_store_put_in_place_exchanges_nothing(
    secretary: Laptop, deputy: Laptop, stranger: Laptop, tmp_path: Path, person: Seat, *, by_stick: bool
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    way = ("sync", "--folder", str(stick)) if by_stick else ("sync",)
    person("secretary").done(*way)
    shutil.copy(deputy.home / FILE, stranger.home)
    before = heads(stranger)
    code, _out, err = person("stranger")(*way)
    assert (code, "not mixed" in err) == (1, True)
    assert heads(stranger) == before
    person("secretary").done(*way)
    assert "Nơi khác" not in secretary.export()


def test_a_store_that_was_found_to_be_the_cells_is_not_compared_again(
    secretary: Laptop, deputy: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for laptop in (secretary, secretary, deputy, deputy):
        laptop.exchange()

    def asked(*_: object) -> bool:
        raise AssertionError(new_id())

    monkeypatch.setattr("sync.client.cell_check.is_another_cell", asked)
    secretary.do("cell.change", place="Tuyên Quang")
    secretary.exchange()
    assert deputy.exchange().received == 1
