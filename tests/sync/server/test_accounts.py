"""Codes and accounts: used once, soon too old, revoked; of secrets only the hash is kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from models.domain.errors import Refused, UnknownRecord
from sync.server import accounts, codes
from sync.server.accounts import PublicKeys
from sync.server.database import Database
from sync.server.problems import CODE_REFUSED, NO_ROOM, Problem
from tests.conftest import FakeClock
from tests.sync.central import Administration

KEYS = PublicKeys(b"seal", b"sign", b"mac")
OTHERS = PublicKeys(b"seal2", b"sign2", b"mac2")


def enrol(administration: Administration, code: str, keys: PublicKeys = KEYS, limit: int = 10) -> accounts.Enrolled:
    enrolled: accounts.Enrolled = administration.do(
        lambda connection, now: accounts.enrol(connection, now, code, keys, limit)
    )
    return enrolled


def everything(administration: Administration) -> dict[str, list[Any]]:
    """Return every row of every table."""

    def rows(connection: Any) -> dict[str, list[Any]]:
        tables = ("organisation", "account", "code", "ledger", "head", "parcel", "key_box", "report", "audit")
        return {name: sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")))) for name in tables}

    found: dict[str, list[Any]] = administration.see(rows)
    return found


def test_a_code_enrols_a_machine_whose_token_opens_its_account(administration: Administration, cell: str) -> None:
    enrolled = enrol(administration, administration.new_code(cell))
    found = administration.see(accounts.by_token, enrolled.token)
    assert (found.id, found.cell, found.seal_key) == (enrolled.account, cell, b"seal")


def test_neither_code_nor_token_is_kept(administration: Administration, cell: str) -> None:
    code = administration.new_code(cell)
    enrolled = enrol(administration, code)
    kept = repr(everything(administration))
    assert code not in kept
    assert enrolled.token not in kept


def refused_codes(administration: Administration, clock: FakeClock, cell: str) -> dict[str, str]:
    used = administration.new_code(cell)
    enrol(administration, used)
    revoked = administration.new_code(cell)
    administration.do(codes.revoke, next(one.id for one in administration.see(codes.listing) if not one.used_at))
    expired = administration.new_code(cell, timedelta(minutes=1))
    clock.advance(minutes=1)
    return {"used": used, "revoked": revoked, "expired": expired, "unknown": "nonsense", "empty": ""}


def test_every_code_that_cannot_be_used_is_refused_alike_and_changes_nothing(
    administration: Administration, clock: FakeClock, cell: str
) -> None:
    refused = refused_codes(administration, clock, cell)
    before = everything(administration)
    for code in refused.values():
        with pytest.raises(Problem) as raised:
            enrol(administration, code, OTHERS)
        assert raised.value == Problem(CODE_REFUSED)
    assert everything(administration) == before


def statements(administration: Administration, work: Callable[[Database], object]) -> list[str]:
    """Return the statements that the database is given: what an answer takes its time for."""
    with closing(Database(administration.settings)) as database:
        given: list[str] = []
        event.listen(database.engine, "before_cursor_execute", lambda *told: given.append(told[2]))
        work(database)
        return given


def test_refusing_a_code_takes_the_same_steps_whatever_is_wrong_with_it(
    administration: Administration, clock: FakeClock, cell: str
) -> None:
    def refuse(database: Database, code: str) -> None:
        with pytest.raises(Problem):
            database.write(accounts.enrol, clock(), code, OTHERS, 10)

    refused = refused_codes(administration, clock, cell)
    steps = [
        statements(administration, lambda database, code=code: refuse(database, code)) for code in refused.values()
    ]
    assert all(taken == steps[0] for taken in steps)


def test_refusing_a_token_takes_the_same_steps_whatever_is_wrong_with_it(
    administration: Administration, cell: str
) -> None:
    revoked = enrol(administration, administration.new_code(cell))
    administration.do(accounts.revoke, revoked.account)
    tokens = (revoked.token, "unknown", "", revoked.token[:-1])
    steps = [
        statements(administration, lambda database, token=token: database.read(accounts.by_token, token))
        for token in tokens
    ]
    assert all(taken == steps[0] for taken in steps)


def test_an_answer_that_was_lost_is_given_again_to_the_same_machine(administration: Administration, cell: str) -> None:
    code = administration.new_code(cell)
    lost = enrol(administration, code)
    again = enrol(administration, code)
    assert again.account == lost.account
    assert administration.see(accounts.by_token, lost.token) is None
    assert administration.see(accounts.by_token, again.token) is not None


def test_once_the_token_was_used_the_code_gives_no_other(
    administration: Administration, clock: FakeClock, cell: str
) -> None:
    code = administration.new_code(cell)
    enrolled = enrol(administration, code)
    administration.do(lambda connection, now: accounts.mark_seen(connection, now, enrolled.account))
    with pytest.raises(Problem):
        enrol(administration, code)
    assert administration.see(accounts.by_token, enrolled.token).last_seen == clock()


def test_a_revoked_token_opens_nothing_and_revoking_twice_says_so_once(
    administration: Administration, cell: str
) -> None:
    enrolled = enrol(administration, administration.new_code(cell))
    administration.do(accounts.revoke, enrolled.account)
    before = everything(administration)
    administration.do(accounts.revoke, enrolled.account)
    assert administration.see(accounts.by_token, enrolled.token) is None
    assert everything(administration) == before


def test_codes_that_a_revoked_machine_put_by_open_nothing(administration: Administration, cell: str) -> None:
    stolen = enrol(administration, administration.new_code(cell))
    put_by = administration.do(codes.make, cell, timedelta(hours=1), stolen.account).code
    others = administration.new_code(cell)
    administration.do(accounts.revoke, stolen.account)
    with pytest.raises(Problem):
        enrol(administration, put_by, OTHERS)
    assert enrol(administration, others, OTHERS).cell == cell


def test_an_account_of_another_cell_is_as_unknown_as_one_that_is_not_there(
    administration: Administration, cell: str
) -> None:
    other = administration.new_cell("Chi bộ Hai")
    enrolled = enrol(administration, administration.new_code(other))
    sentences = set()
    for account in (enrolled.account, "none"):
        with pytest.raises(UnknownRecord) as raised:
            administration.do(accounts.revoke, account, cell=cell)
        sentences.add(raised.value.template)
    assert len(sentences) == 1
    assert administration.see(accounts.by_token, enrolled.token) is not None


def test_a_cell_has_no_more_machines_than_the_limit(administration: Administration, cell: str) -> None:
    first = enrol(administration, administration.new_code(cell), limit=1)
    code = administration.new_code(cell)
    with pytest.raises(Problem) as raised:
        enrol(administration, code, OTHERS, limit=1)
    assert raised.value.kind == NO_ROOM
    administration.do(accounts.revoke, first.account)
    assert enrol(administration, code, OTHERS, limit=1).account != first.account


def test_a_code_that_was_used_cannot_be_revoked_the_machine_can(administration: Administration, cell: str) -> None:
    enrolled = enrol(administration, administration.new_code(cell))
    (line,) = administration.see(codes.listing, cell)
    with pytest.raises(Refused, match=enrolled.account):
        administration.do(codes.revoke, line.id)


def test_open_codes_are_counted(administration: Administration, clock: FakeClock, cell: str) -> None:
    def count(*made_by: str) -> Any:
        return administration.do(codes.count_open, cell, made_by or ("a", "b"))

    enrolled = enrol(administration, administration.new_code(cell))
    administration.do(codes.make, cell, timedelta(hours=1), "a")
    used = administration.do(codes.make, cell, timedelta(hours=1), "b")
    assert (count(), count("a"), count("b"), count(enrolled.account)) == (2, 1, 1, 0)
    enrol(administration, used.code)
    assert count() == 1
    clock.advance(hours=1)
    assert count() == 0
