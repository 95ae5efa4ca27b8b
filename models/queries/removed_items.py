"""Items removed from the agenda since it was agreed, each at its former place."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from models.domain.language import current_language
from models.queries.agenda import AgendaView, ItemView
from models.store.undo_order import undone_entries

_AGREE = "agenda.agree"


@dataclass(frozen=True, slots=True)
class RemovedItem:
    """A removed item of the agreed agenda. ``before`` is the item that followed it; ``None`` if it was the last."""

    id: str
    title_vi: str
    title_en: str
    depth: int
    before: str | None

    @property
    def title(self) -> str:
        """The title in the program's language if there is one, else as written."""
        return self.title_en if self.title_en and current_language() == "en" else self.title_vi


def removed_since_agreed(connection: sqlite3.Connection, listed: AgendaView) -> tuple[RemovedItem, ...]:
    """Return the items removed since the agenda was last agreed; items added and removed since then are left out."""
    rows = _removed_rows(connection, listed) if listed.meeting.agreed_at else []
    if not rows:
        return ()
    agreed = _agreed_at(connection, listed.meeting.id)
    return tuple(_removed(listed.items, *row) for first, last, *row in rows if first < agreed < last)


def _removed_rows(connection: sqlite3.Connection, listed: AgendaView) -> list[tuple[Any, ...]]:
    """Return all removed items of the agenda, with the journal's times of their first and last change."""
    touched = (
        "FROM journal_change c JOIN journal_entry e ON e.device = c.device AND e.seq = c.seq WHERE c.row_id = i.id"
    )
    return connection.execute(
        f"SELECT (SELECT min(e.time) {touched}), (SELECT max(e.time) {touched}), i.id, i.title, i.title_en,"
        " i.parent_id, i.position FROM agenda_item i WHERE i.deleted = 1 AND i.meeting_id = ? ORDER BY position, i.id",
        (listed.meeting.id,),
    ).fetchall()


def _agreed_at(connection: sqlite3.Connection, meeting_id: str) -> int:
    """Return when the agenda was last agreed, by the journal's clock; an undone agreement does not count."""
    rows = connection.execute(
        "SELECT device, seq, time FROM journal_entry WHERE act = ? AND meeting_id = ?", (_AGREE, meeting_id)
    ).fetchall()
    undone = undone_entries(connection)
    return max((int(time) for device, seq, time in rows if (device, seq) not in undone), default=0)


def _removed(
    items: Iterable[ItemView], key: str, title: str, title_en: str, parent: str | None, position: str
) -> RemovedItem:
    """Place a removed item among the remaining ones of its level."""
    listed = tuple(items)
    above = next((one for one in listed if one.id == parent), None)
    level = [one for one in listed if one.placed.parent_id == (above.id if above else None)]
    later = next((one.id for one in level if one.placed.item.position > position), None)
    if later is None and above is not None:
        later = next((one.id for one in listed[listed.index(above) + 1 :] if one.depth <= above.depth), None)
    return RemovedItem(key, title, title_en, above.depth + 1 if above else 0, later)
