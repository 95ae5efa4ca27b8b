"""Plans and notes of a year beside its meetings: admissions, the certificate of a four-good cell."""

from __future__ import annotations

import sqlite3


def admissions_key(year: int) -> str:
    """Return the key of the setting with the planned number of admissions of a year."""
    return f"plan.admissions.{year}"


def certificate_key(year: int) -> str:
    """Return the key of the setting with the certificate of a four-good cell for a year."""
    return f"certificate.{year}"


def planned_admissions(connection: sqlite3.Connection, year: int) -> int:
    """Return the planned number of admissions in a year; 0 if none was planned."""
    text = _setting(connection, admissions_key(year))
    return int(text) if text.isdecimal() else 0


def certificate(connection: sqlite3.Connection, year: int) -> str:
    """Return the certificate of a year; empty where none was noted."""
    return _setting(connection, certificate_key(year))


def _setting(connection: sqlite3.Connection, key: str) -> str:
    row = connection.execute("SELECT value FROM setting WHERE deleted = 0 AND key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""
