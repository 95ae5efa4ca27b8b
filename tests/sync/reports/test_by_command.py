"""The whole way by command: approved, sent by ``chibo sync``, returned, mended, acknowledged, verified."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop, laptops
from tests.sync.reports.test_delivery import hold

DAY = "03/12/2026"


@pytest.fixture
def laptop(tmp_path: Path, server: CentralServer) -> Iterator[Laptop]:
    """A laptop that has joined, with approved minutes."""
    with laptops(tmp_path, server, server.url, "A") as (opened,):
        hold(opened, 3)
        yield opened


@pytest.fixture
def cell(laptop: Laptop, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The program on that laptop."""
    return Shell(laptop.home, capsys)


@pytest.fixture
def superior(server: CentralServer, capsys: pytest.CaptureFixture[str]) -> Shell:
    """The program where the server is."""
    return Shell(server.settings.home, capsys)


def test_a_report_goes_up_comes_back_and_goes_up_again(cell: Shell, superior: Shell, tmp_path: Path) -> None:
    cell.done("sync")
    (sent,) = superior.json("admin", "report", "list")
    superior.done("admin", "report", "return", sent["id"], "--remark", "Thiếu số đảng viên vắng.")
    cell.done("sync")
    assert "returned with a remark" in cell.done("report", "list")
    cell.done("do", "minutes.correct", "text=Vắng 3 đảng viên.", f"meeting={DAY}")
    cell.done("report", "requeue", DAY)
    cell.done("sync")
    (again,) = superior.json("admin", "report", "list")
    assert (again["id"], again["state"], again["remark"]) == (sent["id"], "sent", "")
    superior.done("admin", "report", "acknowledge", sent["id"])
    cell.done("sync")
    assert "acknowledged" in cell.done("report", "list")
    assert "acknowledged" in cell.done("meeting", "show", DAY)

    document = tmp_path / "report.json"
    document.write_text(superior.done("admin", "report", "show", sent["id"]), encoding="utf-8", newline="")
    key = cell.json("report", "key")[0]["key"]
    assert "is whole: report of Chi bộ Một" in superior.done("verify", str(document), "--key", key)
    document.write_bytes(document.read_bytes().replace("Vắng 3".encode(), "Vắng 0".encode()))
    code, said, _ = superior("verify", str(document), "--key", key)
    assert (code, said) == (1, "report.json was changed after it was signed: Addenda.\n")


def test_what_was_shown_before_is_what_was_sent(cell: Shell, superior: Shell) -> None:
    shown = cell.json("report", "show", DAY)["content"]
    cell.done("sync")
    (sent,) = superior.json("admin", "report", "list")
    assert json.loads(superior.done("admin", "report", "show", sent["id"]))["content"] == shown
