"""No network, no machine, no watcher: a stick, the recovery code, and looking again and again are left."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from models.queries.machines import PREFIX
from models.store.store import Store
from tests.sync.central import ServerProcess, wait_until
from tests.sync.laptop import Laptop
from tests.whole.sync_world import assign, cell_of, chibo, titles, wait_for

Starting = Callable[..., ServerProcess]
NO_WATCHERS = Path("/proc/sys/user/max_inotify_instances")


def with_stick(laptop: Laptop, stick: Path) -> int:
    """Exchange with a stick by a process; return the exit code, which is 0, or 3 where something could not be read."""
    done = chibo(laptop.home, "sync", "--folder", str(stick))
    assert done.returncode in {0, 3}, done.stderr
    return done.returncode


@pytest.mark.parametrize("left", [0, 0.5], ids=["empty", "cut in half"])
def test_machines_that_never_meet_agree_by_a_stick_that_was_pulled_out(
    tmp_path: Path, server_process: Starting, left: float
) -> None:
    central = server_process()
    with cell_of(tmp_path, central) as (first, second):
        central.stop()
        stick = tmp_path / "stick"
        stick.mkdir()
        assign(first, "Từ máy bí thư")
        with_stick(first, stick)
        for file in stick.rglob("*.parcel"):
            os.truncate(file, int(file.stat().st_size * left))
        assign(second, "Từ máy phó bí thư")
        for laptop in (second, first, second, first):
            with_stick(laptop, stick)
        assert with_stick(first, stick) == with_stick(second, stick) == 0
        assert first.export() == second.export()
        assert "Từ máy bí thư" in second.export()
        assert "Từ máy phó bí thư" in first.export()


def test_the_recovery_code_brings_everything_back_when_all_machines_are_lost(
    tmp_path: Path, server_process: Starting
) -> None:
    central = server_process()
    with cell_of(tmp_path, central) as (first, second):
        assign(second, "Trước khi mất")
        second.exchange()
        first.exchange()
        kept, paper, cell = first.export(), first.recovery, first.account.cell
    for lost in (first, second):
        shutil.rmtree(lost.home)
    words = ("join", central.new_code(cell), "--server", central.url, "--recover", "--no-daemon", "--name", "Máy mới")
    slip = paper[:-1] + ("0" if paper[-1] != "0" else "1")
    refused = chibo(tmp_path / "new", *words, typed=f"{slip}\n")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "a slip in the recovery code" in refused.stderr
    joined = chibo(tmp_path / "new", *words, typed=f"{paper.lower().replace('-', ' ')}\n")
    assert joined.returncode == 0, joined.stderr
    with opened(tmp_path / "new") as rescued:
        assert records(rescued.export()) == records(kept)


def test_a_system_without_a_watcher_to_spare_does_not_end_the_daemon(tmp_path: Path, server_process: Starting) -> None:
    probe = ["unshare", "--user", "--map-root-user", "sh", "-c", f"echo 0 > {NO_WATCHERS}"]
    if shutil.which("unshare") is None or subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("watchers are taken away in a user namespace of Linux, which not every machine allows")
    central = server_process()
    with cell_of(tmp_path, central) as (first, second):
        words = [sys.executable, "-m", "tui.main", "--home", str(first.home), "daemon", "run"]
        process = subprocess.Popen([*probe[:-1], f'echo 0 > {NO_WATCHERS}; exec "$@"', "sh", *words])
        try:
            assign(second, "Từ máy kia")
            second.exchange()
            wait_for(first, "Từ máy kia")
            assign(first, "Từ máy này")
            wait_until(lambda: second.exchange() and "Từ máy này" in titles(second))
            assert chibo(first.home, "daemon", "stop").returncode == 0
            assert process.wait(60) == 0
        finally:
            process.kill()
            process.wait()


def records(export: str) -> dict[str, list[dict[str, object]]]:
    """Return what an export says of the cell, but for the names of its machines."""
    tables: dict[str, list[dict[str, object]]] = json.loads(export)["tables"]
    tables["setting"] = [row for row in tables["setting"] if not str(row["key"]).startswith(PREFIX)]
    return tables


@contextmanager
def opened(home: Path) -> Iterator[Laptop]:
    """Open a laptop whose store a process has made."""
    laptop = object.__new__(Laptop)
    laptop.home, laptop.recovery, laptop.store = home, "", Store.open(home)
    try:
        yield laptop
    finally:
        laptop.store.close()
