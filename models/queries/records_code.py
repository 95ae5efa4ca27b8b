"""A short code over all entries of a store: two people compare it aloud to check that their stores are equal."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from models.store.entry import IDENTITY, WAS, to_json
from models.store.fast_json import loaded

GROUPS, DIGITS = 6, 5
"""Thirty digits: too many to construct another set of entries with the same code."""


def records_code(connection: sqlite3.Connection) -> str:
    """Return the code of the set of entries.

    It uses their identities, because a device may have other names elsewhere, and what each says: an entry can claim
    the identity of another.
    """
    digest = hashlib.sha256()
    for line in sorted({*_applied(connection), *_aside(connection)}):
        digest.update(f"{line}\n".encode("utf-8", "surrogatepass"))
    digits = f"{int(digest.hexdigest(), 16) % 10 ** (GROUPS * DIGITS):0{GROUPS * DIGITS}d}"
    return " ".join(digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS))


def _applied(connection: sqlite3.Connection) -> Iterator[str]:
    rows = connection.execute(
        f"SELECT e.device, e.seq, coalesce(json_extract(e.details, '$.{WAS}'), substr(e.hash, 1, {IDENTITY})), e.time,"
        " e.act, c.table_name, c.row_id, c.new FROM journal_entry e LEFT JOIN journal_change c"
        " ON c.device = e.device AND c.seq = e.seq ORDER BY e.device, e.seq"
    )
    for _place, group in groupby(rows, key=lambda row: row[:2]):
        found = list(group)
        changes = [[table, row, None if new is None else loaded(new)] for *_, table, row, new in found if table]
        _device, _seq, identity, time, act, *_ = found[0]
        yield _line(identity, time, act, changes)


def _aside(connection: sqlite3.Connection) -> Iterator[str]:
    for text, digest in connection.execute("SELECT entry, hash FROM set_aside"):
        try:
            found = json.loads(text)
            changes = [[table, row, new] for table, row, _old, new, _replaced in found["changes"]]
            yield _line(str(found["details"].get(WAS) or digest[:IDENTITY]), found["time"], found["act"], changes)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):  # no entry: its hash says all
            yield str(digest[:IDENTITY])


def _line(identity: str, time: Any, act: Any, changes: Iterable[list[Any]]) -> str:
    """Return an entry's identity and what it says, the same under every name of its device."""
    return " ".join([identity, to_json([time, act]), *sorted(map(to_json, changes))])
