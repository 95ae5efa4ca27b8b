"""The displayed names of members; namesakes are distinguished in the same way everywhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Container
from datetime import date

from models.domain.labels import label
from models.domain.naming import NamedRecord, distinct_names
from models.domain.text import given_name_key, name_and_tag
from models.domain.vocabulary import Status
from models.queries.people import STANDINGS, statuses_on


def shown_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the displayed name of every member by key, also of those who left or were removed.

    Namesakes have a distinguishing suffix (:func:`models.domain.naming.distinct_names`); removed members do not count
    as namesakes.
    """
    rows = connection.execute("SELECT id, full_name, birth_date, deleted FROM member ORDER BY full_name, id").fetchall()
    names = {key: name for key, name, _born, _deleted in rows}
    return names | distinct_names((key, name, born_on(born)) for key, name, born, deleted in rows if not deleted)


def member_names(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the key and the displayed name of every member that was not removed."""
    names = shown_names(connection)
    rows = connection.execute("SELECT id FROM member WHERE deleted = 0 ORDER BY full_name, id")
    return [(key, names[key]) for (key,) in rows]


def named_members(connection: sqlite3.Connection, on: date = date.max) -> list[NamedRecord]:
    """Return the members as candidates for a typed name, with given name, year of birth and status on a day.

    Without a day the last known status is used.
    """
    names, statuses = shown_names(connection), statuses_on(connection, on)
    rows = connection.execute("SELECT id, birth_date FROM member WHERE deleted = 0")
    named = [NamedRecord(key, names[key], detail(born_on(born), statuses.get(key, ()))) for key, born in rows]
    return sorted(named, key=lambda one: (given_name_key(one.name), one.key))


def detail(born: date | None, statuses: Container[Status]) -> str:
    """Return details to show beside a member's name: year of birth, status, whether he or she has left."""
    standing = next((status for status in (Status.LEFT, *STANDINGS) if status in statuses), None)
    return ", ".join([*([f"{born.year:04}"] if born else []), *([label(standing)] if standing else [])])


def with_detail(name: str, told: str) -> str:
    """Return a displayed name with details in brackets:

    "Nguyễn Văn An (1975, official)"; details that are part of the name are not repeated.
    """
    bare, tag = name_and_tag(name)
    own = tag.strip("()")
    parts = [own, *(part for part in told.split(", ") if not own.endswith(f"/{part}"))]
    return f"{bare} ({', '.join(dict.fromkeys(part for part in parts if part))})" if any(parts) else name


def born_on(text: str | None) -> date | None:
    """Return a birth date from its stored form."""
    return date.fromisoformat(text) if text else None
