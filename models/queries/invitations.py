"""What an invitation says of its meeting, to tell whether the one that was made is out of date."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.domain.clock import moment_or_none, to_text
from models.domain.formats import day_text, hour_text
from models.domain.language import N_, _
from models.domain.state_sets import NOT_OPENED
from models.domain.warnings import RuleWarning
from models.queries.agenda import agenda
from models.queries.materials import materials
from models.queries.meetings import guests, meeting

_PARTS = {
    "time": N_("time"),
    "place": N_("place"),
    "chair": N_("chair"),
    "guests": N_("guests"),
    "agenda": N_("agenda"),
    "documents": N_("documents to read"),
}
_OUTDATED = N_("The invitation made at {made} is out of date; changed since: {parts}. Make it anew, and send it.")


@dataclass(frozen=True, slots=True)
class MadeInvitation:
    """When the invitation was made last, and a digest of each part of what it said."""

    made_at: datetime
    parts: Mapping[str, str]


def as_kept(connection: sqlite3.Connection, meeting_id: str, now: datetime) -> str:
    """Return what is kept of an invitation that is made now, as JSON."""
    return json.dumps({"made": to_text(now), **_parts(connection, meeting_id)}, sort_keys=True)


def made_invitation(text: str) -> MadeInvitation | None:
    """Return what is kept of the invitation that was made last; ``None`` if there is none.

    A value that another machine wrote wrongly is none.
    """
    try:
        kept = json.loads(text) if text else {}
        made_at = moment_or_none(kept["made"])
        parts = {part: str(kept[part]) for part in _PARTS}
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    return MadeInvitation(made_at, parts) if made_at else None


def says_the_same(connection: sqlite3.Connection, meeting_id: str, text: str) -> bool:
    """Return whether the invitation that is kept says what one made now would say."""
    found = made_invitation(text)
    return found is not None and dict(found.parts) == _parts(connection, meeting_id)


def outdated_invitation(connection: sqlite3.Connection, meeting_id: str) -> RuleWarning | None:
    """Return the warning that the invitation is out of date, with what changed; ``None`` once the meeting opened."""
    (text,) = connection.execute("SELECT invitation FROM meeting WHERE id = ?", (meeting_id,)).fetchone()
    found = made_invitation(text)
    if found is None or meeting(connection, meeting_id).state not in NOT_OPENED:
        return None
    now = _parts(connection, meeting_id)
    changed = [_(name) for part, name in _PARTS.items() if found.parts[part] != now[part]]
    made = f"{hour_text(found.made_at)} {day_text(found.made_at)}"
    return RuleWarning(_OUTDATED, {"made": made, "parts": ", ".join(changed)}) if changed else None


def _parts(connection: sqlite3.Connection, meeting_id: str) -> dict[str, str]:
    listed = agenda(connection, meeting_id)
    of, files = listed.meeting, materials(connection, meeting_id)
    said = {
        "time": [to_text(of.scheduled_at), listed.total_minutes or of.planned_minutes],
        "place": of.place,
        "chair": of.chair_id,
        "guests": [[one.full_name, one.role] for one in guests(connection, meeting_id)],
        "agenda": [[one.title_vi, one.title_en, one.minutes, one.presenter_name] for one in listed.items],
        "documents": [[one.name for one in files.get(item.id, ())] for item in listed.items],
    }
    return {part: hashlib.sha256(json.dumps(value).encode()).hexdigest()[:16] for part, value in said.items()}
