"""A replica that is a real store: SQLite files, triggers, units of work, the program's own exchange."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from models.store import exchange, quarantine
from models.store.entry import to_json
from models.store.export import export_text
from models.store.limits import DATABASE
from models.store.quarantine import QuarantineReason
from models.store.rows import set_values, whole
from models.store.store import Store
from models.store.verify import verify
from tests.sync.simulator.carrier import Pair


class RealReplica:
    """A store in a folder of its own; a copy of it is what a backup or a cloned disk is."""

    made = 0

    def __init__(self, folder: Path, name: str | None) -> None:
        RealReplica.made += 1
        self.folder = folder
        self.home = folder / f"home-{RealReplica.made}"
        self.now = datetime(2026, 12, 3, tzinfo=UTC)
        if name is None:
            return
        template = folder / "template"
        if not template.exists():
            _make_template(template)
        shutil.copytree(template, self.home)
        self.store = Store.open(self.home, lambda: self.now)
        self._rename(name)

    def copy(self) -> RealReplica:
        other = RealReplica(self.folder, None)
        with self.store.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint")
        other.home.mkdir()
        for file in self.home.glob(f"{DATABASE}*"):
            shutil.copy(file, other.home / file.name)
        other.store = Store.open(other.home, lambda: other.now)
        return other

    def close(self) -> None:
        self.store.close()

    def _rename(self, name: str) -> None:
        with self.store.unit("simulated.start") as unit:
            unit.remember("device", name)

    @property
    def device(self) -> str:
        with self.store.reading() as connection:
            return str(connection.execute("SELECT value FROM local_state WHERE key = 'device'").fetchone()[0])

    def act(self, changes: Mapping[tuple[str, str], Mapping[str, Any] | None], milliseconds: int) -> None:
        self.now = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
        with self.store.unit("simulated.act") as unit:
            for (table, key), fields in changes.items():
                connection = unit.connection
                there = connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (key,)).fetchone()
                if not there and fields is not None:
                    _insert(connection, table, key, fields)
                elif there:
                    set_values(connection, table, key, {"deleted": 1} if fields is None else {**fields, "deleted": 0})

    def heads(self) -> Mapping[str, exchange.JournalHead]:
        with self.store.reading() as connection:
            return exchange.heads(connection)

    def entries(self, device: str, first: int, last: int) -> list[Pair]:
        with self.store.reading() as connection:
            return exchange.entries_between(connection, device, first, last)

    def hash_of(self, device: str, seq: int) -> str | None:
        with self.store.reading() as connection:
            return exchange.hash_of(connection, device, seq)

    def apply(self, entries: Sequence[Pair]) -> exchange.Applied:
        return exchange.apply(self.store, entries)

    def fork(self, first: int, device: str) -> None:
        exchange.fork(self.store, first, device)

    def forked_to(self, device: str, first: int, digest: str) -> str | None:
        with self.store.reading() as connection:
            return exchange.forked_to(connection, device, first, digest)

    def export(self) -> str:
        with self.store.reading() as connection:
            return export_text(connection)

    def open_conflicts(self) -> set[str]:
        with self.store.reading() as connection:
            rows = connection.execute("SELECT table_name, row_id, field, heads FROM field_conflict").fetchall()
        return {
            to_json([table, row, unit, sorted({to_json(values) for *_, values in json.loads(heads)})])
            for table, row, unit, heads in rows
        }

    def said(self, row: tuple[str, str]) -> set[str]:
        sql = "SELECT new FROM journal_change WHERE new IS NOT NULL AND table_name = ? AND row_id = ?"
        with self.store.reading() as connection:
            texts = connection.execute(sql, row).fetchall()
        return {value for (text,) in texts for value in json.loads(text).values() if isinstance(value, str)}

    def tokens(self) -> set[str]:
        with self.store.reading() as connection:
            texts = connection.execute("SELECT new FROM journal_change WHERE new IS NOT NULL").fetchall()
        return {value for (text,) in texts for value in json.loads(text).values() if isinstance(value, str)}

    def waiting(self) -> set[str]:
        """Return the texts of entries that are set aside as they wait for a record: status and screens tell them."""
        wanted = (QuarantineReason.WAITING,)
        with self.store.reading() as connection:
            entries = [entry for entry, _ in quarantine.read(connection, "reason = ?", wanted)]
        values = (value for entry in entries for change in entry.changes for value in (change.new or {}).values())
        return {value for value in values if isinstance(value, str)}

    def check(self) -> None:
        with self.store.reading() as connection:
            assert verify(connection).finding is None


def _make_template(home: Path) -> None:
    store = Store.create(home, lambda: datetime(2026, 1, 1, tzinfo=UTC))
    with store.unit("simulated.start") as unit:
        unit.remember("device", "founder")
        _insert(unit.connection, "organisation", "cell-1", {"name": "Chi bộ", "level": "cell"})
        meeting = {"organisation_id": "cell-1", "kind": "regular", "scheduled_at": "2026-12-03T07:00:00.000Z"}
        _insert(unit.connection, "meeting", "meeting-1", meeting)
    store.close()


def _insert(connection: Any, table: str, key: str, fields: Mapping[str, Any]) -> None:
    required = {"task": {"title": ""}, "resolution": {"meeting_id": "meeting-1", "title": ""}, "setting": {"key": ""}}
    values = whole(table, {"deleted": 0} | required.get(table, {}) | dict(fields))
    names = ", ".join(f'"{name}"' for name in ["id", *values])
    marks = ", ".join("?" for _ in range(len(values) + 1))
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', (key, *values.values()))
