"""What was removed for good is not put again, by whichever laptop has it; what is wanted goes on."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.engine import Connection

from models.queries.machines import Standings
from models.store.entry import Entry, entry_hash
from sync.client.exchanging import exchange_with_folder
from sync.client.faults import CallRefused
from sync.client.folder_files import device_folder
from sync.client.http import ServerClient
from sync.client.machines import machines, revoke
from sync.client.removals import removals, remove_for_good
from sync.daemon.session import Session
from sync.exchange.interfaces import ForeignDevices
from sync.keys.sealing import Sealer
from sync.protocol.parcels import Parcel
from sync.server import accounts, ledger, repair
from sync.server import removals as removing
from sync.server.audit import lines
from sync.server.problems import Problem
from sync.server.tables import StoredParcel
from sync.status import read_status
from tests.sync.central import CentralServer
from tests.sync.hostile.test_names_taken import begin, device_of
from tests.sync.laptop import Laptop
from tests.sync.server.machine import machine_of, talking
from tests.sync.server.parcels import parcel
from tui.main import run
from tui.sync_status.lines import sync_state_lines
from tui.widgets.sync_sign import sync_sign

JUNK = "0-junk"
_PARCEL = StoredParcel.__table__


def junk(laptop: Laptop, count: int = 3, device: str = JUNK) -> Parcel:
    """Entries of an invented device, which anybody with the keys can make."""
    run: list[tuple[Entry, str]] = []
    for seq in range(1, count + 1):
        values = {"id": f"rac-{seq}", "title": f"rác {seq} " * 50, "created_at": "2026-12-03T07:05:00.001Z"}
        before = run[-1][1] if run else ""
        entry = Entry(
            device, seq, 1 << 40, "a", "theme.add", None, {}, (), **({"previous_hash": before} if run else {})
        )
        run.append((entry, entry_hash(entry)))
        assert values
    return Sealer(laptop.account.cell, laptop.account.ring).seal(run)


def admin(server: CentralServer, *words: str) -> int:
    return run([f"--home={server.settings.home}", "--lang=en", "admin", "device", *words])


def held(server: CentralServer, cell: str) -> set[str]:
    return set(server.see(ledger.heads, cell))


def everybody_has_junk(server: CentralServer, secretary: Laptop, deputy: Laptop) -> str:
    begin(secretary, deputy)
    deputy.do("theme.add", title="Việc của phó bí thư")
    deputy.exchange()
    with ServerClient.of(deputy.account) as line:
        line.put([junk(deputy)])
    for one in (secretary, deputy):
        one.exchange()
    assert JUNK in held(server, secretary.account.cell)
    return secretary.account.cell


def test_what_an_administrator_removed_is_not_put_again_and_the_cell_goes_on(
    server: CentralServer, secretary: Laptop, deputy: Laptop, tmp_path: Path
) -> None:
    cell = everybody_has_junk(server, secretary, deputy)
    assert admin(server, "remove", cell, JUNK) == 0
    for number in range(3):
        for one in (secretary, deputy):
            one.do("theme.add", title=f"Việc {number} {one.home.name}")
            moved = one.exchange()
            assert (moved.removed, moved.unsent) == (3, 0)
    assert JUNK not in held(server, cell)
    secretary.exchange()
    assert secretary.export() == deputy.export()
    stick = tmp_path / "stick"
    stick.mkdir()
    exchange_with_folder(secretary.store, secretary.account, stick)
    assert (stick / f"chibo-{cell}" / device_folder(JUNK)).is_dir()  # a stick carries what it carried


def test_who_does_not_know_yet_is_refused_and_sends_the_rest(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    """An older program does not ask for removals: it leaves out the devices named in the refusal."""
    cell = everybody_has_junk(server, secretary, deputy)
    assert admin(server, "remove", cell, JUNK) == 0
    with ServerClient.of(secretary.account) as line, pytest.raises(ForeignDevices) as refused:
        line.put([junk(secretary)])
    assert refused.value.devices == {JUNK}
    secretary.do("theme.add", title="Việc sau")
    with ServerClient.of(secretary.account) as line:
        line.attended = line.besides = line.heads() and line.besides  # it does not look
        from sync.client.exchanging import exchange_with_server

        exchange_with_server(secretary.store, secretary.account, line)
    deputy.exchange()
    assert secretary.export() == deputy.export()
    assert JUNK not in held(server, cell)


def test_it_is_told_and_shown_and_nothing_counts_as_unsent(
    server: CentralServer, secretary: Laptop, deputy: Laptop, capsys: pytest.CaptureFixture[str]
) -> None:
    cell = everybody_has_junk(server, secretary, deputy)
    assert admin(server, "remove", cell, JUNK, "--from", "1") == 0
    session = Session(secretary.home, secretary.store.clock)
    session.exchange()
    assert session.ended.keys() == {JUNK}
    session.close()
    told = read_status(secretary.home)
    assert told is not None
    assert [(one.device, one.first, one.is_by_administrator) for one in told.removals] == [(JUNK, 1, True)]
    with secretary.store.reading() as connection:
        assert told.unsent(connection) == 0
    capsys.readouterr()
    assert run([f"--home={secretary.home}", "--lang=en", "status"]) == 0
    said = capsys.readouterr().out
    assert f"administrator removed {JUNK} for good" in said
    assert "Not sent yet: 0" in said
    assert admin(server, "list", cell) == 0
    assert "removed for good from entry 1 on" in capsys.readouterr().out
    events = [(line.event, line.subject) for line in server.see(lines)]
    assert ("parcels.removed_for_good", f"{JUNK} 1") in events


def test_what_is_allowed_again_is_put_again(server: CentralServer, secretary: Laptop, deputy: Laptop) -> None:
    cell = everybody_has_junk(server, secretary, deputy)
    assert admin(server, "remove", cell, JUNK) == 0
    secretary.exchange()
    assert admin(server, "allow", cell, JUNK) == 0
    secretary.exchange()
    assert JUNK in held(server, cell)
    assert admin(server, "allow", cell, JUNK) != 0
    assert "parcels.allowed" in [line.event for line in server.see(lines)]


def test_a_machine_of_which_something_was_removed_goes_on_under_another_name(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    """Nothing that others may have is doubled; what it wrote since reaches them."""
    begin(secretary, deputy)
    own, cell = device_of(secretary), secretary.account.cell
    secretary.do("theme.add", title="Đã gửi rồi bị gỡ")
    secretary.exchange()
    deputy.exchange()
    last = server.see(ledger.heads, cell)[own].seq
    assert admin(server, "remove", cell, own, "--from", str(last)) == 0
    secretary.do("theme.add", title="Sau đó")
    secretary.exchange()
    deputy.exchange()
    assert device_of(secretary) != own
    assert secretary.export() == deputy.export()
    assert server.see(ledger.heads, cell)[own].seq < last


def test_a_member_removes_what_a_machine_put_that_is_shut_out(
    server: CentralServer, secretary: Laptop, deputy: Laptop, capsys: pytest.CaptureFixture[str]
) -> None:
    cell = everybody_has_junk(server, secretary, deputy)
    theirs = device_of(deputy)
    with ServerClient.of(secretary.account) as line:
        with pytest.raises(CallRefused, match="Shut it out first"):
            remove_for_good(line, deputy.account.id)
        with pytest.raises(CallRefused, match="Shut it out first"):
            remove_for_good(line, "nobody")
        gone = next(one for one in machines(secretary.account, line) if one.id == deputy.account.id)
        revoke(secretary.store, secretary.account, line, gone)
    capsys.readouterr()
    assert run([f"--home={secretary.home}", "--lang=en", "device", "remove", gone.id]) == 0
    assert "Removed" in capsys.readouterr().out
    assert not {JUNK, theirs} & held(server, cell)
    secretary.exchange()
    assert not {JUNK, theirs} & held(server, cell)
    by = {line.subject.split()[0]: line.actor for line in server.see(lines) if "for_good" in line.event}
    assert by[JUNK] == secretary.account.id
    with ServerClient.of(secretary.account) as line:
        line.heads()
        assert {one.by for one in removals(line)} == {secretary.account.id}


def test_what_it_put_before_the_theft_stays(server: CentralServer, secretary: Laptop, deputy: Laptop) -> None:
    cell = everybody_has_junk(server, secretary, deputy)
    theirs = device_of(deputy)
    earlier = server._now() - timedelta(days=3)
    old = (_PARCEL.c.device == theirs) & (_PARCEL.c.cell == cell)
    server.do(lambda connection, _now: connection.execute(update(_PARCEL).where(old).values(received_at=earlier)))
    with ServerClient.of(secretary.account) as line:
        gone = next(one for one in machines(secretary.account, line) if one.id == deputy.account.id)
        revoke(secretary.store, secretary.account, line, gone)
        removed = remove_for_good(line, gone.id, server._now() - timedelta(days=1))
    assert [one.device for one in removed] == [JUNK]
    assert theirs in held(server, cell)


def test_entries_that_another_machine_put_behind_are_left_to_an_administrator(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    cell = everybody_has_junk(server, secretary, deputy)
    mine = (_PARCEL.c.device == JUNK) & (_PARCEL.c.cell == cell)
    server.do(
        lambda connection, _now: connection.execute(update(_PARCEL).where(mine).values(account=secretary.account.id))
    )
    with ServerClient.of(secretary.account) as line:
        gone = next(one for one in machines(secretary.account, line) if one.id == deputy.account.id)
        revoke(secretary.store, secretary.account, line, gone)
        assert JUNK not in {one.device for one in remove_for_good(line, gone.id)}
    assert JUNK in held(server, cell)


def test_nothing_is_removed_behind_the_last_entry(server: CentralServer, secretary: Laptop, deputy: Laptop) -> None:
    cell = everybody_has_junk(server, secretary, deputy)
    assert admin(server, "remove", cell, JUNK, "--from", "99") != 0
    assert admin(server, "remove", cell, "nobody") != 0
    assert server.see(repair.devices, cell)
    assert JUNK in held(server, cell)


def machine_after(inviting: Laptop, path: Path) -> Laptop:
    """A machine that joins now."""
    laptop = Laptop(path / "joined")
    laptop.join(inviting.invite())
    return laptop


def told_of(laptop: Laptop) -> str:
    """What the screen of sync says on a laptop after an exchange."""
    session = Session(laptop.home, laptop.store.clock)
    session.exchange()
    session.close()
    with laptop.store.reading() as connection:
        sign = sync_sign(laptop.home, connection)
    assert sign is not None
    return "\n".join(str(line) for line in sync_state_lines(sign, Standings(), {}, daemon=True))


def test_a_thief_removes_no_history_for_good(
    server: CentralServer, secretary: Laptop, deputy: Laptop, tmp_path: Path
) -> None:
    """It revokes the others, and has removed what they put: the last days of one at most, until that is restored."""
    begin(secretary, deputy)
    own, cell = device_of(secretary), secretary.account.cell
    month = timedelta(days=30)

    def age(connection: Connection, now: datetime) -> None:
        connection.execute(update(_PARCEL).values(received_at=now - month))

    server.do(age)
    secretary.do("theme.add", title="Việc mới")
    deputy.do("theme.add", title="Việc của phó bí thư")
    for one in (secretary, deputy):
        one.exchange()
    before = server.see(ledger.heads, cell)[own].seq
    with ServerClient.of(deputy.account) as line:
        for one in machines(deputy.account, line):
            if one.id != deputy.account.id:
                line.revoke(one.id)
        remove_for_good(line, secretary.account.id, None)
    for one, where in (
        (deputy, "It is on this machine"),
        (machine_after(deputy, tmp_path), "It is not on this machine"),
    ):
        said = told_of(one)
        assert "1 removed at the server" in said
        assert where in said
        assert f"chibo admin device allow {cell} {own}" in said
    assert 0 < server.see(ledger.heads, cell)[own].seq < before
    server.do(accounts.restore, secretary.account.id)
    server.do(accounts.revoke, deputy.account.id)
    secretary.exchange()
    assert server.see(ledger.heads, cell)[own].seq >= before


def test_of_one_machine_a_day_a_member_removes(server: CentralServer) -> None:
    cell = server.new_cell()
    with talking(server.url) as http:
        first, second, third = (machine_of(http, server, cell) for _ in range(3))
    for one, device in ((first, "x"), (second, "y")):
        server.do(ledger.append, cell, one.account, [parcel(device, 1, 1)], 100)
        server.do(accounts.revoke, one.account)
    server.do(removing.remove_of_account, cell, first.account, None, by=third.account)
    with pytest.raises(Problem) as refused:
        server.do(removing.remove_of_account, cell, second.account, None, by=third.account)
    assert refused.value.kind.slug == "too-often"
    server.do(removing.remove_of_account, cell, first.account, None, by=third.account)
