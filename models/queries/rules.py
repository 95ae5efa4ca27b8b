"""The rules of a meeting: decides which profile applies to it, for screens, documents and acts."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Protocol

from models.domain.clock import VIETNAM
from models.domain.errors import UnknownRecord
from models.profiles.in_force import load_profile
from models.profiles.schema import RuleProfile
from models.queries.meetings import meeting


class Scheduled(Protocol):
    """What determines the rules of a meeting: its day, and the profile in force when this day was set."""

    @property
    def scheduled_at(self) -> datetime:
        """When the meeting is."""

    @property
    def profile(self) -> str:
        """The id of its own profile; empty for a meeting planned by an older program."""


def meeting_rules(home: Path | None, held: Scheduled) -> RuleProfile:
    """Return the rules of a meeting: its own profile, else the newest one for its day.

    The newest one is also used if the file of its own profile is missing: it may be on another machine. Raises
    :class:`DataFileWrong` for an invalid file.
    """
    day = held.scheduled_at.astimezone(VIETNAM).date()
    try:
        return load_profile(home, day, held.profile or None)
    except UnknownRecord:
        return load_profile(home, day)


def rules_of_meeting(connection: sqlite3.Connection, home: Path | None, meeting_id: str) -> RuleProfile:
    """Return the rules of a meeting by its key. Raises ``UnknownRecord`` when there is none."""
    return meeting_rules(home, meeting(connection, meeting_id))
