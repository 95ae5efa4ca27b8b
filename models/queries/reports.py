"""The states of the reports to the superior, by meeting."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from models.domain.clock import from_text
from models.domain.vocabulary import ReportState


@dataclass(frozen=True, slots=True)
class ReportView:
    """The report of a meeting; its key is also its id at the server.

    ``remark`` is the superior's of ``decided_at``; of a report that is queued or sent again, the remark that it
    answers. ``digest`` is the SHA-256 of the document as last sent; empty if another machine sent it.
    """

    id: str
    meeting_id: str
    state: ReportState
    remark: str
    sent_at: datetime | None
    decided_at: datetime | None
    digest: str

    @property
    def answers_a_remark(self) -> bool:
        """Whether it was returned and is sent again."""
        return self.state in (ReportState.QUEUED, ReportState.SENT) and self.decided_at is not None


_SELECT = (
    "SELECT r.id, r.meeting_id, r.state, r.remark, r.sent_at, r.acknowledged_at, r.digest FROM report r"
    " JOIN meeting m ON m.id = r.meeting_id WHERE r.deleted = 0"
)


def reports(connection: sqlite3.Connection) -> tuple[ReportView, ...]:
    """Return every report, in the order of the meetings."""
    return tuple(map(_view, connection.execute(f"{_SELECT} ORDER BY m.scheduled_at, m.id")))


def find_report(connection: sqlite3.Connection, meeting_id: str) -> ReportView | None:
    """Return the report of a meeting; ``None`` before its minutes are approved."""
    row = connection.execute(f"{_SELECT} AND r.meeting_id = ?", (meeting_id,)).fetchone()
    return _view(row) if row else None


def _view(row: tuple[str, str, str, str, str | None, str | None, str]) -> ReportView:
    key, meeting, state, remark, sent, decided, digest = row
    return ReportView(key, meeting, ReportState(state), remark, _time(sent), _time(decided), digest)


def _time(text: str | None) -> datetime | None:
    return from_text(text) if text else None
