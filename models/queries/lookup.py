"""Finding the record a person means: by key, by name, by number. One answer, or one sentence why not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from models.domain.errors import UnknownRecord
from models.domain.language import N_, _
from models.domain.text import fold, matches

MAY_NAME = 5  # of the records that fit, how many a refusal names


def current_meeting(connection: sqlite3.Connection) -> str | None:
    """Return the key of the meeting that is open or paused, else of the next one not closed, else ``None``."""
    row = connection.execute(
        "SELECT id FROM meeting WHERE deleted = 0 AND state IN ('open', 'paused', 'notified', 'prepared', 'planned')"
        " ORDER BY state NOT IN ('open', 'paused'), scheduled_at, id LIMIT 1"
    ).fetchone()
    return str(row[0]) if row else None


def latest_meeting(connection: sqlite3.Connection) -> str | None:
    """Return :func:`current_meeting`'s key, or, where every meeting is closed, the last one's."""
    row = connection.execute(
        "SELECT id FROM meeting WHERE deleted = 0 ORDER BY scheduled_at DESC, id LIMIT 1"
    ).fetchone()
    return current_meeting(connection) or (str(row[0]) if row else None)


def choose(table: str, text: str, candidates: Iterable[tuple[str, str]]) -> str:
    """Return the key of the one candidate, (key, name), that ``text`` means: key, whole name, last word, any words.

    Raises :class:`UnknownRecord` when none fits, or several do (it names a few).
    """
    listed = list(candidates)
    wanted = fold(text)
    for fits in (
        lambda key, _name: key == text,
        lambda _key, name: name == text,
        lambda _key, name: name.split()[-1:] == [text.strip()],  # "Ân" is not the one whose whole name is "An"
        lambda _key, name: fold(name) == wanted,
        lambda _key, name: fold(name).split()[-1:] == [wanted],
        lambda _key, name: bool(wanted) and matches(text, name),
    ):
        found = [(key, name) for key, name in listed if fits(key, name)]
        if len(found) == 1:
            return found[0][0]
        if found:
            raise _several(text, [name for _, name in found])
    raise UnknownRecord(N_("There is no {table} “{text}”."), table=_(table), text=text)


def _several(text: str, names: list[str]) -> UnknownRecord:
    shown = ", ".join(names[:MAY_NAME]) + ("…" if len(names) > MAY_NAME else "")
    return UnknownRecord(N_("“{text}” may mean several ({names}); write more of the name."), text=text, names=shown)


def member_names(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return every member's key and name."""
    return connection.execute("SELECT id, full_name FROM member WHERE deleted = 0 ORDER BY full_name, id").fetchall()


def find_member(connection: sqlite3.Connection, text: str) -> str:
    """Return the key of the member meant by a key or a name ("Mậu", "vi van mau"); see :func:`choose`."""
    return choose(N_("member"), text, member_names(connection))
