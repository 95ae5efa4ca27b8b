"""Migrates a store of any released version to this one's schema, with Alembic."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import Connection

from models.domain.errors import StoreUnusable
from models.domain.language import N_
from models.store.connection import connect
from models.store.limits import APPLICATION_ID
from models.store.schema import SCHEMA_VERSION


def migrate(connection: Connection, path: Path) -> None:
    """Migrate the store to this version's schema within the connection's transaction; a copy of the older one is kept.

    The copy is ``chibo.db.v<version>`` beside the store. Foreign keys must be off, and are checked afterwards: raises
    :class:`StoreUnusable` when a row refers to a missing one.
    """
    from alembic import command
    from alembic.config import Config

    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version:
        _keep_copy(path, version)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    _check_references(connection, path)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _keep_copy(path: Path, version: int) -> None:
    copy = path.with_name(f"{path.name}.v{version}")
    copy.touch()
    copy.chmod(0o600)
    try:
        with closing(connect(path, read_only=True)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except BaseException:
        copy.unlink()  # an incomplete copy is useless
        raise


def _check_references(connection: Connection, path: Path) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        raise StoreUnusable(
            N_("The store {path} was not brought to the new version: a row of {table} refers to one that is missing."),
            path=path,
            table=broken[0],
        )
