"""Finding a record by what a person typed: key, name or number. Returns one record, or refuses with one sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from operator import attrgetter

from models.domain.errors import UnknownRecord
from models.domain.language import N_, _
from models.domain.naming import NamedRecord, find_by_name, with_short_keys
from models.domain.state_sets import NOT_OPENED, RUNNING, sql_list
from models.queries.names import named_members, with_detail

MAY_NAME = 5  # the maximum number of matches named in a refusal


def current_meeting(connection: sqlite3.Connection) -> str | None:
    """Return the key of the open or paused meeting, else of the next one not closed, else ``None``."""
    row = connection.execute(
        f"SELECT id FROM meeting WHERE deleted = 0 AND state IN {sql_list(NOT_OPENED | RUNNING)}"
        f" ORDER BY state NOT IN {sql_list(RUNNING)}, scheduled_at, id LIMIT 1"
    ).fetchone()
    return str(row[0]) if row else None


def latest_meeting(connection: sqlite3.Connection) -> str | None:
    """Return the key of :func:`current_meeting`, or of the last meeting if all are closed."""
    row = connection.execute(
        "SELECT id FROM meeting WHERE deleted = 0 ORDER BY scheduled_at DESC, id LIMIT 1"
    ).fetchone()
    return current_meeting(connection) or (str(row[0]) if row else None)


def choose(table: str, text: str, candidates: Iterable[tuple[str, str]]) -> str:
    """Return the key of the one candidate, (key, name), that matches ``text``.

    Raises :class:`UnknownRecord` when none matches, or several do (it names a few).
    """
    return choose_named(table, text, [NamedRecord(key, name) for key, name in candidates])


def choose_named(table: str, text: str, candidates: Sequence[NamedRecord]) -> str:
    """Return the key of the one candidate that matches ``text``, as :func:`choose`."""
    found = find_by_name(text, candidates, *NAMED)
    if len(found) == 1:
        return found[0].key
    if found:
        raise _several(text, with_short_keys(found))
    raise UnknownRecord(N_("There is no {table} “{text}”."), table=_(table), text=text)


NAMED = (attrgetter("name"), attrgetter("key"), attrgetter("detail"))
"""The accessors by which :func:`models.domain.naming.find_by_name` reads a :class:`NamedRecord`."""


def _several(text: str, found: Sequence[NamedRecord]) -> UnknownRecord:
    names = [with_detail(one.name, one.detail) for one in found[:MAY_NAME]]
    shown = ", ".join(names) + ("…" if len(found) > MAY_NAME else "")
    return UnknownRecord(N_("“{text}” may mean several ({names}); write more of the name."), text=text, names=shown)


def names_a_member(connection: sqlite3.Connection, text: str) -> bool:
    """Return whether a text names one member or several."""
    return bool(find_by_name(text, named_members(connection), *NAMED))


def find_member(connection: sqlite3.Connection, text: str) -> str:
    """Return the key of a member by a key, a part of it or a name ("Mậu", "vi van mau", "An 1975").

    See :func:`models.domain.naming.find_by_name`; several matches are named with year of birth and standing.
    """
    return choose_named(N_("member"), text, named_members(connection))
