"""Bringing a store of any released version to this one's schema, with Alembic."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Connection

from models.store.connection import APPLICATION_ID, SCHEMA_VERSION


def migrate(connection: Connection, path: Path) -> None:
    """Bring the store to this version's schema within the connection's transaction; a copy of an older one is kept.

    The copy stands beside the store as ``chibo.db.v<version>``. Foreign keys are checked when the schema stands.
    """
    from alembic import command
    from alembic.config import Config

    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version:
        _keep_copy(path, version)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _keep_copy(path: Path, version: int) -> None:
    import sqlite3

    copy = path.with_name(f"{path.name}.v{version}")
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
