"""Bringing the server's database, SQLite or PostgreSQL, to this version's schema with Alembic; forward only."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from models.domain.errors import StoreUnusable
from models.domain.language import N_

VERSION_TABLE = "server_schema"
_LOCK = 0x63686962  # "chib": the advisory lock of PostgreSQL under which one process migrates and the others wait


def migrate(connection: Connection) -> None:
    """Bring the schema up to date within the connection's transaction; several processes may call it at once.

    Raises :class:`StoreUnusable` when the database was written by a newer server, or is another program's.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    if connection.dialect.name == "postgresql":  # SQLite's writing transactions stand in line anyway
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    _check_ours(connection, known)
    command.upgrade(config, "head")


def _check_ours(connection: Connection, known: set[str]) -> None:
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE not in tables:
        if tables:
            raise StoreUnusable(N_("The database holds tables of another program. Give the server one of its own."))
        return
    found = set(connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalars())  # noqa: S608
    if not found <= known:
        raise StoreUnusable(N_("The database was written by a newer server (schema {found}). Update chibo."),
                            found=", ".join(sorted(found - known)))  # fmt: skip
