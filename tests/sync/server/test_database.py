"""The database: migrated by the first process, refused if it is another program's, errors distinguished."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from psycopg.errors import SerializationFailure
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from models.domain.errors import StoreUnusable, WrongUsage
from sync.server.administration import open_database
from sync.server.database import Database, database_url
from sync.server.faults import DatabaseBusy
from sync.server.migrations import migrate
from sync.server.settings import Settings
from sync.server.tables import METADATA
from tests.sync.central import Administration


@pytest.fixture(params=["sqlite", "postgresql"])
def vacant(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings for a database in which there is nothing yet."""
    if request.param == "sqlite":
        return Settings(home=tmp_path / "new")
    make: Callable[..., str] = request.getfixturevalue("postgres_database")
    return Settings(home=tmp_path, database=make(empty=True))


def test_the_migrations_make_what_the_tables_describe(vacant: Settings) -> None:
    def differences(connection: Connection) -> list[object]:
        options = {"version_table": "server_schema", "compare_type": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))

    with closing(Database(vacant)) as database:
        database.write(migrate)
        assert database.read(differences) == []


def test_several_processes_that_start_at_once_migrate_once(vacant: Settings) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        try:
            with closing(Database(vacant)) as database:
                database.write(migrate)
        except BaseException as failure:  # noqa: BLE001 - told to the test
            failures.append(failure)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with closing(Database(vacant)) as database:
        assert len(database.read(lambda c: c.execute(text("SELECT * FROM server_schema")).all())) == 1


def test_a_database_of_a_newer_server_is_left_alone(administration: Administration) -> None:
    administration.do(lambda connection, _: connection.execute(text("UPDATE server_schema SET version_num = '9999'")))
    with pytest.raises(StoreUnusable, match="9999"), open_database(administration.settings):
        pass


def test_another_programs_database_is_left_alone(vacant: Settings) -> None:
    with closing(Database(vacant)) as database:
        database.write(lambda connection: connection.execute(text("CREATE TABLE theirs (a INTEGER)")))
    with pytest.raises(StoreUnusable, match="another program"), open_database(vacant):
        pass


def test_what_fails_leaves_nothing_behind(administration: Administration, cell: str) -> None:
    def half(connection: Connection, _now: object) -> None:
        connection.execute(text("DELETE FROM ledger"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        administration.do(half)
    assert administration.see(lambda c: c.execute(text("SELECT cell FROM ledger")).scalar()) == cell


def test_a_lock_that_is_not_given_back_in_time_makes_the_database_busy(
    administration: Administration, cell: str
) -> None:
    settings = Settings(administration.settings.home, administration.settings.database, busy_seconds=0.2)
    lock = text("SELECT cell FROM ledger WHERE cell = :cell" + ("" if not settings.database else " FOR UPDATE"))
    with closing(Database(settings)) as one, closing(Database(settings)) as other:

        def hold(connection: Connection) -> None:
            connection.execute(lock, {"cell": cell})
            with pytest.raises(DatabaseBusy):
                other.write(lambda c: c.execute(lock, {"cell": cell}))

        one.write(hold)


def test_a_request_that_finds_no_connection_free_is_told_busy(administration: Administration) -> None:
    settings = Settings(administration.settings.home, administration.settings.database, threads=1, busy_seconds=0.2)
    with closing(Database(settings)) as database:

        def within(_connection: Connection) -> None:
            with pytest.raises(DatabaseBusy):
                database.read(lambda c: c.execute(text("SELECT 1")))

        database.read(within)


def test_a_postgresql_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    settings = Settings(tmp_path, f"postgresql://nobody@/none?host={tmp_path}", busy_seconds=0.2)
    with pytest.raises(StoreUnusable, match="does not answer"), open_database(settings):
        pass


def test_a_connection_that_takes_no_changes_is_left_for_a_new_one(
    tmp_path: Path, postgres_database: Callable[..., str]
) -> None:
    """A switch of the database leaves open sessions at the standby, which answers, but takes no changes."""
    settings = Settings(home=tmp_path, database=postgres_database(), threads=1)
    change = text("UPDATE ledger SET cell = cell")
    with closing(Database(settings)) as database:

        def demote(connection: Connection) -> None:
            connection.execute(text("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"))

        database.write(demote)
        with pytest.raises(DatabaseBusy):
            database.write(lambda connection: connection.execute(change))
        database.write(lambda connection: connection.execute(change))


def test_a_file_that_is_no_database_is_told_in_a_sentence_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "server.db").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreUnusable, match="damaged"), open_database(Settings(tmp_path)):
        pass
    assert (tmp_path / "server.db").read_bytes() == b"no database" * 1000


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    with open_database(Settings(tmp_path / "new")):
        assert (tmp_path / "new" / "server.db").stat().st_mode & 0o077 == 0


def test_a_commit_is_durable_and_readers_do_not_wait_for_writers(server_home: Path) -> None:
    with closing(Database(Settings(server_home))) as database:
        modes = database.read(
            lambda c: [c.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        )
        seen = database.write(
            lambda _: database.read(lambda c: c.execute(text("SELECT count(*) FROM ledger")).scalar())
        )
    assert seen == 0
    assert modes == ["wal", 2]


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "nonsense", "sqlite://", "sqlite:///:memory:", "http://a", "postgresql"]
)
def test_any_other_kind_of_database_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="--database"):
        database_url(Settings(tmp_path, url))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_each_way_to_write_postgresql_is_understood(scheme: str, tmp_path: Path) -> None:
    assert database_url(Settings(tmp_path, f"{scheme}://me@there/chibo")).drivername == "postgresql+psycopg"


def test_a_file_named_by_its_address_is_opened(tmp_path: Path) -> None:
    with open_database(Settings(tmp_path, f"sqlite:///{tmp_path / 'mine.db'}")):
        pass
    with closing(sqlite3.connect(tmp_path / "mine.db")) as raw:
        assert raw.execute("SELECT count(*) FROM server_schema").fetchone() == (1,)


@pytest.mark.parametrize(("losses", "calls"), [(0, 1), (2, 3), (3, 4)])
def test_what_lost_against_another_transaction_is_done_again(server_home: Path, losses: int, calls: int) -> None:
    with closing(Database(Settings(server_home))) as database:
        race = Race(losses)
        assert database.write(race) == "done"
        assert race.calls == calls
        assert database.read(lambda c: c.execute(text("SELECT count(*) FROM audit")).scalar()) == 1


def test_what_always_loses_is_told_busy_and_leaves_nothing_behind(server_home: Path) -> None:
    with closing(Database(Settings(server_home))) as database:
        with pytest.raises(DatabaseBusy):
            database.write(Race(losses=99))
        assert database.read(lambda c: c.execute(text("SELECT count(*) FROM audit")).scalar()) == 0


class Race:
    """Work that the database chooses another transaction over, some times, after it has written."""

    def __init__(self, losses: int) -> None:
        self.losses, self.calls = losses, 0

    def __call__(self, connection: Connection) -> str:
        self.calls += 1
        connection.execute(text("INSERT INTO audit (at, actor, event, subject) VALUES ('', '', '', '')"))
        if self.calls <= self.losses:
            raise OperationalError("COMMIT", {}, SerializationFailure("told by PostgreSQL"))
        return "done"
