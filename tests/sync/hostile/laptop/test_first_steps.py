"""Joining, and what stands in its way: cut short, refused, after an init; a store put back, a stick that is locked."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.domain.clock import system_clock
from models.domain.errors import StoreUnusable
from models.store.connection import connect
from models.store.limits import DATABASE
from models.store.store import Store
from sync.client import joining, pending_join
from sync.client.account import MachineAccount, load_account
from sync.client.exchanging import exchange_with_folder
from sync.client.folder import Folder
from sync.daemon import session
from sync.daemon.session import Session
from sync.status import read_status
from tests.sync.central import CentralServer
from tests.sync.client.conftest import Person
from tests.sync.laptop import Laptop, laptops
from tui.shell.gateway import Gateway

Seat = Callable[[str], Person]


class Stopped(BaseException):
    """The process was killed here."""


@pytest.fixture
def person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Seat:
    return lambda name: Person(tmp_path / name, capsys, pytest.MonkeyPatch())


@pytest.fixture
def pair(tmp_path: Path, server: CentralServer) -> Iterator[list[Laptop]]:
    with laptops(tmp_path, server, server.url) as opened:
        for one in opened:
            one.exchange()
        yield opened


def test_a_join_that_was_killed_goes_on_wherever_it_was(
    pair: list[Laptop], person: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = pair[0].invite().to_text()
    third = person("third")
    third.home.mkdir()
    (third.home / DATABASE).touch()  # the store was about to be made
    for place, name in ((joining, "save_account"), (session, "exchange_with_server")):
        with monkeypatch.context() as patch:

            def killed(*_: object) -> None:
                raise Stopped

            patch.setattr(place, name, killed)
            with pytest.raises(Stopped):
                third("join", invitation, "--no-daemon")
    assert "Received" in third.done("join", invitation, "--no-daemon")
    code, _out, err = third("join", invitation, "--no-daemon")
    assert (code, "has joined a cell already" in err) == (1, True)


def test_a_first_machine_that_was_killed_gets_another_recovery_code_that_opens(
    person: Seat, server: CentralServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    cell, first = server.new_cell(), person("first")
    code = server.new_code(cell)
    with monkeypatch.context() as patch:

        def killed(_home: Path, _account: MachineAccount) -> None:
            raise Stopped

        patch.setattr(joining, "save_account", killed)
        with pytest.raises(Stopped):
            first("join", code, "--server", server.url, "--no-daemon")
    once = first.shown
    first.done("join", code, "--server", server.url, "--no-daemon")
    assert first.shown != once
    rescued = person("rescued")
    words = ("join", server.new_code(cell), "--server", server.url, "--recover", "--no-daemon")
    assert rescued(*words, typed=once)[0] == 1
    assert rescued(*words, typed=first.shown)[0] == 0


def test_no_key_of_the_cell_stays_where_a_join_was_refused(pair: list[Laptop], person: Seat) -> None:
    invitation = pair[0].invite().to_text()
    person("third").done("join", invitation, "--no-daemon")
    fourth = person("fourth")
    code, _out, err = fourth("join", invitation, "--no-daemon")
    assert (code, "cannot be used" in err) == (1, True)
    assert not (fourth.home / pending_join.FILE).exists()
    assert load_account(fourth.home) is None


def test_who_joined_names_no_second_cell(pair: list[Laptop], person: Seat, server: CentralServer) -> None:
    third = person("third")
    joining.join_by_invitation(joining.JoiningMachine(_made(third.home)), pair[0].invite())
    server.stop()
    code, _out, err = third("init", "--name", "Chi bộ Hai")
    assert (code, "cannot be had now" in err, "chibo sync" in err) == (1, True, True)
    server.start()
    code, _out, err = third("init", "--name", "Chi bộ Hai")
    assert (code, "holds Chi bộ Một already" in err) == (1, True)


def test_a_store_that_was_put_back_under_a_running_daemon_is_opened_anew(pair: list[Laptop], tmp_path: Path) -> None:
    first, second = pair
    with closing(Session(first.home, system_clock())) as running:
        running.exchange()
        first.do("cell.change", name="Trước")
        with closing(connect(first.home / DATABASE)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(first.home / DATABASE, tmp_path / "backup")
        first.store.close()
        for file in first.home.glob(f"{DATABASE}-*"):
            file.unlink()
        os.replace(tmp_path / "backup", first.home / DATABASE)  # noqa: PTH105 - as a person's tool does it
        first.store = Store.open(first.home)
        first.do("cell.change", name="Sau")
        assert running.exchange().sent == 2
    second.exchange()
    assert "Sau" in second.export()


def test_a_stick_that_cannot_be_written_gives_what_is_on_it_and_says_so(
    pair: list[Laptop], tmp_path: Path, person: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    stick = tmp_path / "stick"
    stick.mkdir()
    first.do("cell.change", name="Từ máy một")
    exchange_with_folder(first.store, first.account, stick)
    second.do("cell.change", place="Từ máy hai")

    def locked(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Folder, "_write", locked)
    code, out, err = person("B")("sync", "--folder", str(stick))
    assert (code, "received: 1" in out, "cannot be written" in err) == (3, True, True)
    assert "Từ máy một" in second.export()
    assert "cannot be written" in told(second)
    second.exchange()
    person("B").done("sync")
    assert "cannot be written" in told(second)  # the server has all; it stands a day, lest nobody sees it
    monkeypatch.undo()
    person("B").done("sync", "--folder", str(stick))
    assert told(second) == ""


@pytest.mark.parametrize("fault", [StoreUnusable("No."), ValueError("a mistake")])
def test_whatever_goes_wrong_with_a_stick_is_told_by_the_status_too(
    pair: list[Laptop], tmp_path: Path, person: Seat, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def broken(*_: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(Folder, "get", broken)
        patch.setattr(Folder, "heads", broken)
        code, _out, _err = person("A")("sync", "--folder", str(tmp_path))
    assert code != 0
    said = told(pair[0])
    assert ("No." in said) == isinstance(fault, StoreUnusable)
    assert ("ValueError" in said) != isinstance(fault, StoreUnusable)
    assert said in person("A").done("status").replace("The last exchange with a folder did not go well: ", "")


def told(laptop: Laptop) -> str:
    status = read_status(laptop.home)
    assert status is not None
    return str(status.folder or "")


def _made(home: Path) -> Path:
    Store.create(home).close()
    return home


def test_no_way_leads_to_a_second_cell(pair: list[Laptop], person: Seat, server: CentralServer) -> None:
    """By the command, by an act of any name, and by the first screen; only where the cell is not named yet it goes."""
    third = person("third")
    joining.join_by_invitation(joining.JoiningMachine(_made(third.home)), pair[0].invite())
    server.stop()
    with closing(Gateway(third.home, system_clock())) as gateway:
        gateway.start(lambda: None)
        asked = gateway.act("cell.create", name="Chi bộ Hai")
        assert "cannot be had now" in str(asked.exception(60))
        by_words = gateway.act_by_words("cell.create", {"name": "Chi bộ Hai"})
        assert "cannot be had now" in str(by_words.exception(60))
        code, _out, err = third("do", "cell.create", "name=Chi bộ Hai")
        assert (code, "cannot be had now" in err) == (1, True)
        server.start()
        assert "holds Chi bộ Một already" in str(gateway.act("cell.create", name="Chi bộ Hai").exception(60))
