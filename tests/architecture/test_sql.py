"""SQL against the journal is not written: REPLACE removes a row without its trigger, deleting is a field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.store.triggers import journalled_tables

ROOT = Path(__file__).parents[2]
SOURCES = [path for package in ("models", "sync", "tui") for path in (ROOT / package).rglob("*.py")]

REPLACING = re.compile(r"\bOR\s+REPLACE\b|\bREPLACE\s+INTO\b|on_conflict_do_replace|\.merge\(", re.IGNORECASE)
DELETING = re.compile(r"\bDELETE\s+FROM\s+\"?(\w+)|session\.delete\(", re.IGNORECASE)


def test_no_statement_replaces_a_row() -> None:
    assert [str(path) for path in SOURCES if REPLACING.search(path.read_text(encoding="utf-8"))] == []


def test_no_record_is_deleted_but_by_its_field() -> None:
    journalled = {table.name for table in journalled_tables()}
    found = {
        name
        for path in SOURCES
        for name in DELETING.findall(path.read_text(encoding="utf-8"))
        if name in journalled | {""}
    }
    assert found == set()


@pytest.mark.parametrize("sql", ["insert  or\nreplace into x", "REPLACE INTO x", "session.merge(row)"])
def test_the_search_would_find_one(sql: str) -> None:
    assert REPLACING.search(sql)
