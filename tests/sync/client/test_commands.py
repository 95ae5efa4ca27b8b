"""``join``, ``invite``, ``device``, ``recovery``, ``sync``, ``status``, ``daemon``: as they are typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.keys.recovery import new_code
from tests.sync.central import CentralServer
from tests.sync.client.conftest import Person

Seat = Callable[[str], Person]


@pytest.fixture
def first(person: Seat, server: CentralServer) -> Person:
    """The secretary at the cell's first machine, which has joined."""
    secretary = person("first")
    secretary.done("init", "--name", "Chi bộ Một")
    code = server.new_code(server.new_cell())
    secretary.done("join", code, "--server", server.url, "--name", "Máy bí thư", "--no-daemon")
    return secretary


def invited(first: Person, deputy: Person, tmp_path: Path) -> Person:
    """Join a second machine by a file."""
    first.done("invite", "--out", str(tmp_path / "invitation"))
    deputy.done("join", str(tmp_path / "invitation"), "--name", "Máy phó bí thư", "--no-daemon")
    return deputy


def test_an_invitation_is_read_from_the_standard_input(first: Person, person: Seat) -> None:
    (line,) = (one for one in first.done("invite").split() if one.startswith("chibo1:"))
    second = person("second")
    code, _out, _err = second("join", "-", "--name", "Máy phó bí thư", "--no-daemon", typed=line)
    assert code == 0
    assert "“-”" in second.done("join", "--help")


def test_two_machines_join_and_hold_the_same(first: Person, person: Seat, tmp_path: Path) -> None:
    second = invited(first, person("second"), tmp_path)
    first.done("sync")
    assert first.done("export", "--json") == second.done("export", "--json")
    assert [one["name"] for one in second.json("device", "list")] == ["Máy bí thư", "Máy phó bí thư"]
    second.done("do", "cell.change", "place=Hà Giang")
    status = second.json("status")
    assert (status["unsent"], status["state"], status["daemon"]) == (1, "even", False)
    moved = second.json("sync")
    assert {name: moved[name] for name in ("sent", "received", "unsent", "refused")} == {
        "sent": 1,
        "received": 0,
        "unsent": 0,
        "refused": [],
    }
    assert first.json("sync")["received"] == 1
    assert "Received: 0" in first.done("sync").replace("received", "Received")


def test_a_stick_carries_what_the_network_does_not(first: Person, person: Seat, tmp_path: Path) -> None:
    second = invited(first, person("second"), tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    first.done("do", "cell.change", "place=Hà Giang")
    assert first.json("sync", "--folder", str(stick))["sent"] >= 1
    assert second.json("sync", "--folder", str(stick))["received"] >= 1
    first.done("sync", "--folder", str(stick))
    assert second.done("export", "--json") == first.done("export", "--json")
    assert second("sync", "--folder", str(tmp_path / "none"))[0] == 1


def test_a_lost_machine_is_shut_out_by_its_name(first: Person, person: Seat, tmp_path: Path) -> None:
    second = invited(first, person("second"), tmp_path)
    first.done("sync")
    assert "Shut out: Máy phó bí thư" in first.done("device", "revoke", "máy phó bí thư")
    code, _out, err = second("sync")
    assert (code, err.count("\n")) == (1, 1)
    assert "no longer, enrolled" in err
    status = second.json("status")
    assert (status["state"], bool(status["to_do"])) == ("stopped", True)
    assert "no longer, enrolled" in status["why"]
    said = second.done("status")
    assert "What to do" in said
    assert "“chibo sync”, tries at once" in said
    assert "shut out" in first.done("device", "list")
    assert first("device", "revoke", "nobody")[0] == 1
    first.done("device", "name", "Máy bí thư", "Máy mới")
    assert "Máy mới" in first.done("device", "list")
    first.done("device", "name", "Máy phó bí thư", "Máy mới")
    code, _out, err = first("device", "revoke", "máy mới")
    assert (code, "Several machines" in err) == (1, True)


def test_the_recovery_code_is_proven_and_brings_everything_back(
    first: Person, person: Seat, server: CentralServer
) -> None:
    first.done("sync")
    cell = first.json("status")["cell"]
    third = person("third")
    code, _out, err = third("join", server.new_code(cell), "--server", server.url, "--no-daemon")
    assert (code, "has keys already" in err) == (1, True)
    third("join", "--recover", server.new_code(cell), "--server", server.url, "--no-daemon", typed=first.shown)
    first.done("sync")
    assert third.done("export", "--json") == first.done("export", "--json")
    first.done("recovery", "new")
    fourth = person("fourth")
    old = third("join", "--again", "--recover", server.new_code(cell), "--server", server.url, typed="0000")
    assert (old[0], "no recovery code" in old[2]) == (1, True)
    fourth.done("join", "--recover", server.new_code(cell), "--server", server.url, "--no-daemon", typed=first.shown)


def test_a_code_that_is_not_typed_back_joins_nothing(person: Seat, server: CentralServer) -> None:
    newcomer = person("first")
    code, _out, err = newcomer("join", server.new_code(server.new_cell()), "--server", server.url, typed=new_code())
    assert code == 1
    assert "Nothing was done" in err
    assert newcomer("status")[0] == 1


def test_bad_input_gets_one_sentence_and_changes_nothing(
    first: Person, person: Seat, server: CentralServer, tmp_path: Path
) -> None:
    invitation = first.done("invite").strip()
    other = person("other")
    for words, said, expected in (
        (("join", "hello"), "no invitation", 1),
        (("join", invitation[:-3]), "no invitation", 1),
        (("join", str(tmp_path / "none.txt")), "cannot be read", 1),
        (("join", "short", "--server", server.url), "no code", 1),
        (("join", "a" * 32, "--server", server.url, "--no-daemon"), "cannot be used", 1),
        (("join", "a" * 32, "--server", "http://example.org"), "without TLS", 2),
        (("join", invitation, "--recover"), "without --recover", 1),
        (("sync",), "not joined", 1),
        (("status",), "not joined", 1),
        (("invite",), "not joined", 1),
        (("daemon", "run"), "not joined", 1),
        (("daemon", "start"), "not joined", 1),
    ):
        code, _out, err = other(*words, typed=first.shown if "--recover" in words else None)
        assert (code, said in err, err.count("\n")) == (expected, True, 1), (words, err)
    assert first("join", invitation)[2].startswith("This machine has joined a cell already")
    stranger = person("stranger")
    stranger.done("init", "--name", "Chi bộ Khác")
    assert "another cell" in stranger("join", invitation)[2]
    assert other("daemon", "stop")[1].startswith("No daemon ran")
    assert other("daemon", "status")[0] == 1


def test_the_daemon_starts_and_stops_by_command(first: Person) -> None:
    try:
        assert "runs" in first.done("daemon", "start")
        assert "ran already" in first.done("daemon", "start")
        assert first.done("daemon", "status").startswith("The daemon runs")
        assert first.json("status")["daemon"]
    finally:
        assert "has stopped" in first.done("daemon", "stop")
    assert "[Service]" in first.done("daemon", "unit")


def test_an_administrator_can_print_the_whole_invitation(
    person: Seat, server: CentralServer, server_home: Path
) -> None:
    administrator, newcomer = person("central"), person("first")
    cell = server.new_cell()
    text = administrator.done("admin", "code", "new", cell, "--server", server.url).splitlines()[0]
    assert text.startswith("chibo1:")
    newcomer.done("join", text, "--no-daemon")
    assert newcomer.json("status")["cell"] == cell
