"""What a member had removed is kept hidden for a month: it comes back though no laptop has it any more."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from sync.protocol.parcels import TaggedHead
from sync.server import accounts, hidden_parcels, ledger, removals, repair, scrub
from sync.server.database import Database
from sync.server.settings import Settings
from sync.server.tables import HiddenParcel, Ledger
from tests.conftest import FakeClock
from tests.sync.central import Administration
from tests.sync.server.parcels import parcel
from tui.main import run

_HIDDEN = HiddenParcel.__table__
_LEDGER = Ledger.__table__


@pytest.fixture
def sqlite(server_home: Path, clock: FakeClock) -> Administration:
    return Administration(Settings(home=server_home), clock)


def hide(server: Administration, cell: str) -> str:
    """Let a machine put entries of x, shut it out, and have a member remove them; return its account."""
    keys = accounts.PublicKeys(bytes(32), bytes(32), bytes(32))
    machine = server.do(accounts.enrol, server.new_code(cell), keys, 10)
    for first, last in ((1, 2), (3, 3), (4, 9)):
        server.do(ledger.append, cell, machine.account, [parcel("x", first, last)], 100)
    server.do(accounts.revoke, machine.account)
    server.do(removals.remove_of_account, cell, machine.account, None, by="a member")
    assert server.see(ledger.heads, cell) == {}
    return str(machine.account)


def octets(server: Administration, cell: str) -> int:
    return int(server.see(lambda c: c.execute(select(_LEDGER.c.octets).where(_LEDGER.c.cell == cell)).scalar_one()))


def hidden(server: Administration) -> int:
    return int(server.see(lambda c: c.execute(select(func.count()).select_from(_HIDDEN)).scalar_one()))


def test_each_parcel_is_back_as_it_was_and_its_machine_goes_on_behind_it(administration: Administration) -> None:
    cell, other = administration.new_cell(), administration.new_cell()
    administration.do(ledger.append, other, "b", [parcel("x", 1, 1)], 100)
    account = hide(administration, cell)
    assert octets(administration, cell) == 0
    assert administration.do(removals.allow, cell, "x").parcels == 3
    page = administration.see(ledger.deliver, cell, {}, 10, 10**6)
    assert page.parcels == (parcel("x", 1, 2), parcel("x", 3, 3), parcel("x", 4, 9))
    assert not page.rotten
    assert octets(administration, cell) == sum(len(one.box) for one in page.parcels)
    assert {one.account for one in administration.see(repair.devices, cell)} == {account}
    administration.do(ledger.append, cell, account, [parcel("x", 10, 10)], 100)
    assert administration.see(ledger.heads, other)["x"].seq == 1


@pytest.mark.parametrize("as_json", [False, True])
def test_whoever_is_let_in_again_has_its_entries_again_and_it_is_named(
    sqlite: Administration, capsys: pytest.CaptureFixture[str], *, as_json: bool
) -> None:
    cell = sqlite.new_cell()
    words = ["account", "restore", hide(sqlite, cell), *(["--json"] if as_json else [])]
    capsys.readouterr()
    assert run([f"--home={sqlite.settings.home}", "--lang=en", "admin", *words]) == 0
    said = capsys.readouterr().out
    assert ('"parcels": 3' if as_json else "Allowed again: x.\n  Back at the server: 3 parcels.") in said
    assert sqlite.see(ledger.heads, cell)["x"].seq == 9
    assert sqlite.see(removals.listing, cell) == ()


def test_it_is_kept_for_a_month_and_no_longer(
    sqlite: Administration, clock: FakeClock, capsys: pytest.CaptureFixture[str]
) -> None:
    cell = sqlite.new_cell()
    hide(sqlite, cell)
    for days, count in ((29, 3), (31, 0)):
        with closing(Database(sqlite.settings)) as database:
            scrub.scrub(database, clock() + timedelta(days=days))
        assert hidden(sqlite) == count
    assert run([f"--home={sqlite.settings.home}", "--lang=en", "admin", "device", "allow", cell, "x"]) == 0
    assert "the laptops that have it send it" in capsys.readouterr().out
    sqlite.do(ledger.append, cell, "a", [parcel("x", 1, 9)], 100)


def test_what_an_administrator_removes_is_not_kept(sqlite: Administration) -> None:
    cell = sqlite.new_cell()
    hide(sqlite, cell)
    sqlite.do(ledger.append, cell, "a", [parcel("y", 1, 1)], 100)
    sqlite.do(removals.remove, cell, "y")
    assert hidden(sqlite) == 3
    sqlite.do(removals.allow, cell, "x")
    sqlite.do(removals.remove, cell, "x", 3)
    assert hidden(sqlite) == 0
    assert sqlite.do(removals.allow, cell, "x").parcels == 0


def test_what_no_longer_continues_stays_away(sqlite: Administration) -> None:
    """Two removals of one device, and in between another history came."""
    cell = sqlite.new_cell()
    hide(sqlite, cell)
    before = TaggedHead(2, parcel("x", 1, 2, history="other").head_tag)
    sqlite.do(lambda c, _now: ledger.write_heads(c, cell, "a", {}, {"x": before}))
    assert sqlite.do(removals.allow, cell, "x").parcels == 0
    assert sqlite.see(ledger.heads, cell)["x"] == before


def test_of_a_cell_no_more_is_kept_than_it_may_have(sqlite: Administration) -> None:
    cell = sqlite.new_cell()
    hide(sqlite, cell)
    sqlite.do(ledger.append, cell, "a", [parcel("y", 1, 1)], 100)
    sqlite.do(hidden_parcels.hide, cell, "y", 1, len(parcel("y", 1, 1).box))
    assert hidden(sqlite) == 1
