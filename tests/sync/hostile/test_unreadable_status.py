"""What is known of sync cannot be read: the sign, the screen and ``chibo status`` say so, with “!” and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.queries.machines import Standings
from sync.status import FILE, SyncState, SyncStatus, read_status, status_to_show, write_status
from tests.cli.conftest import Shell
from tests.sync.laptop import Laptop
from tui.sync_status.lines import sync_state_lines
from tui.widgets.sync_sign import ACCOUNT, sync_sign

WELL = SyncStatus(SyncState.EVEN, server="https://may-chu", held={"may-1": 4})


def spoil(home: Path, how: str) -> None:
    path = home / FILE
    write_status(home, WELL)
    content = path.read_bytes()
    if how == "a folder":
        path.unlink()
        path.mkdir()
    elif how == "a link to nothing":
        path.unlink()
        path.symlink_to(home / "nowhere")
    else:
        changed = {"empty": b"", "cut": content[:40], "noise": b"\xff" * 99, "another shape": b'{"state": "even"}'}
        path.write_bytes(changed[how])


WAYS = ("empty", "cut", "noise", "another shape", "a folder", "a link to nothing")


@pytest.mark.parametrize("how", WAYS)
def test_sign_and_screen_say_that_it_cannot_be_read(tmp_path: Path, how: str) -> None:
    laptop = Laptop(tmp_path / "home", furnished=True)
    (laptop.home / ACCOUNT).write_text("{}", encoding="utf-8")
    spoil(laptop.home, how)
    with laptop.store.reading() as connection:
        sign = sync_sign(laptop.home, connection)
    laptop.store.close()
    assert sign is not None
    assert sign.sign.startswith("⇅!")
    assert not sign.is_well
    text = "\n".join(str(line) for line in sync_state_lines(sign, Standings(), {}, daemon=True))
    assert f"cannot be read from {laptop.home / FILE}" in text
    assert "remove it" in text


def test_the_command_says_so_too(secretary: Laptop, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(secretary.home, "noise")
    assert "cannot be read" in Shell(secretary.home, capsys).done("status")
    assert Shell(secretary.home, capsys).json("status")["state"] == "stopped"


def test_where_nothing_was_told_yet_nothing_is_wrong(tmp_path: Path) -> None:
    assert status_to_show(tmp_path) == SyncStatus(SyncState.OFFLINE)


def test_an_exchange_writes_it_anew_and_keeps_no_word_of_it(
    secretary: Laptop, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(secretary.home, "cut")
    Shell(secretary.home, capsys).done("sync")
    found = read_status(secretary.home)
    assert found is not None
    assert (found.state, found.why) == (SyncState.EVEN, None)


def test_a_flipped_bit_costs_no_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.status._WRITING", 0.0)
    write_status(tmp_path, WELL)
    content = (tmp_path / FILE).read_bytes()
    for place in range(len(content.rstrip())):
        spoilt = bytearray(content)
        spoilt[place] ^= 1 << place % 8
        (tmp_path / FILE).write_bytes(spoilt)
        found = status_to_show(tmp_path)
        assert found.state in SyncState
        _ = (str(found.why), found.notes)
