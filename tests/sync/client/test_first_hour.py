"""The way of a newcomer: four commands, and two laptops hold the same (docs/guide/server.md, "Four commands")."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.central import ServerProcess, wait_until
from tests.sync.client.conftest import Person
from tests.sync.conftest import server_processes
from tests.sync.server.test_serve import certificate  # noqa: F401 - a fixture

Seat = Callable[[str], Person]


def told(central: ServerProcess) -> list[str]:
    """Return what the server has said of the first laptop."""
    out = central.settings.home / "server.out"
    wait_until(lambda: out.read_text(encoding="utf-8").count("\n") > 1)
    return out.read_text(encoding="utf-8").splitlines()[1:]


def command(central: ServerProcess) -> list[str]:
    """Return the words of the command that the server printed, as they are copied."""
    _chibo, *words = next(line for line in told(central) if "chibo join" in line).split()
    return words


@pytest.mark.parametrize("names_first", [True, False])
def test_four_commands_make_two_laptops_hold_the_same(tmp_path: Path, person: Seat, *, names_first: bool) -> None:
    secretary, deputy = person("secretary"), person("deputy")
    with server_processes(tmp_path / "new", are_born=True) as start:
        central = start("--new-cell", "Chi bộ Một")  # 1
        if names_first:
            secretary.done("init", "--name", "Chi bộ Một")
        secretary.done(*command(central), "--no-daemon")  # 2
        if not names_first:
            secretary.done("init", "--name", "Chi bộ Một")
            secretary.done("sync")
        invitation = secretary.done("invite").strip()  # 3
        deputy.done("join", invitation, "--no-daemon")  # 4
        secretary.done("sync")
        assert deputy.done("export", "--json") == secretary.done("export", "--json")
        assert "Chi bộ Một" in deputy.done("export", "--json")


def test_a_server_that_starts_again_adds_no_second_cell(tmp_path: Path, person: Seat) -> None:
    secretary = person("secretary")
    with server_processes(tmp_path / "new", are_born=True) as start:
        central = start("--new-cell", "Chi bộ Một", "--below", "Đảng bộ xã")
        first = command(central)
        central.stop()
        again = command(central.start())
        code, _out, err = secretary(*first, "--no-daemon")
        assert (code, err.count("\n")) == (1, 1)  # only the last one that was shown is good
        secretary.done(*again, "--no-daemon")
        central.stop()
        central.start()
        assert "chibo invite" in told(central)[0]
        tree = person("new").json("admin", "org", "list")
        assert [(one["name"], one["kind"]) for one in tree] == [("Đảng bộ xã", "province"), ("Chi bộ Một", "cell")]


def test_a_certificate_that_signed_itself_comes_with_the_command(
    tmp_path: Path,
    person: Seat,
    certificate: tuple[Path, Path],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cert, key = map(str, certificate)
    with server_processes(tmp_path / "new", are_born=True) as start:
        central = start("--new-cell", "Chi bộ Một", "--tls-cert", cert, "--tls-key", key)
        assert "--authority cert.pem" in " ".join(command(central))
        monkeypatch.chdir(tmp_path)
        person("secretary").done(*command(central), "--no-daemon")


def test_what_the_command_cannot_do_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tui.main import run

    for words, way_out in (
        (["--host", "0.0.0.0", "--plain-http"], "--address https://"),
        (["--address", "chibo"], "An address is like https://"),
    ):
        code = run([f"--home={tmp_path}", "--lang=en", "serve", "--port", "0", "--new-cell", "Một", *words])
        assert (code, way_out in capsys.readouterr().err) == (2, True)
    admin = [f"--home={tmp_path}", "--lang=en", "admin", "org", "add"]
    run([*admin, "province", "Một"])
    run([*admin, "province", "Hai"])
    code = run([f"--home={tmp_path}", "--lang=en", "serve", "--port", "0", "--new-cell", "Ba"])
    assert (code, "--below" in capsys.readouterr().err) == (1, True)
