"""Importing the superior's official points and praise into the cell:

    pull_verdicts(store, superior, server, thorough=False) -> int

Call it in an exchange after the entries were exchanged, so that what another laptop imported is already known. While no
report was sent the server is not asked; otherwise only for what is later than the cursor. ``thorough`` asks for
everything (at start-up and from time to time), which also repairs the effect of a clock that was set back. Raises
:class:`~sync.client.faults.ExchangeFailed` when the server cannot be reached; what was imported before that is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Protocol

from models.acts.registry import perform
from models.domain.errors import Refused
from models.domain.vocabulary import ReportState
from models.queries.reports import reports
from models.queries.superior import official_points
from models.store.store import Store
from sync.client.faults import CallRefused
from sync.protocol.messages.superior import GivenPoints, GivenPraise, Verdicts
from sync.reports.cursors import last_cursor, save_cursor

KIND = "verdicts"


class VerdictSource(Protocol):
    """Where official points and praise come from."""

    def verdicts(self, since: datetime | None) -> Verdicts:
        """Return what was given from a time on (inclusive)."""


def pull_verdicts(store: Store, superior: VerdictSource, server: str, *, thorough: bool = False) -> int:
    """Import what is new; return how many. ``server`` names the source."""
    with store.reading() as connection:
        sent = {row.id: row.meeting_id for row in reports(connection) if row.state is not ReportState.QUEUED}
        cursor = None if thorough else last_cursor(connection, KIND, server)
    if not sent:
        return 0
    taken, latest = 0, cursor
    for page in _pages(superior, cursor):
        taken += sum(_take_points(store, one, sent) for one in page.points)
        taken += sum(_take_praise(store, one) for one in page.praise)
        latest = page.until or latest
    if latest is not None and latest != cursor:
        save_cursor(store, KIND, server, latest)
    return taken


def _pages(superior: VerdictSource, since: datetime | None) -> Iterator[Verdicts]:
    """Yield every page; the last items of one may be repeated on the next. An older server has none."""
    while True:
        try:
            page = superior.verdicts(since)
        except CallRefused:
            return
        yield page
        if not page.more or page.until is None or page.until == since:
            return
        since = page.until


def _take_points(store: Store, given: GivenPoints, sent: Mapping[str, str]) -> bool:
    """Import points once. Points of a report that is unknown or not sealed here are imported later, at a start."""
    meeting = sent.get(given.report)
    if meeting is None:
        return False
    with store.reading() as connection:
        known = official_points(connection).get(meeting)
    if known is not None and known.at >= given.at:
        return False
    points, of = given.points_of()
    told = {"remark": given.remark, "by": given.by}
    try:
        return bool(perform(store, "score.hear", meeting=meeting, at=given.at, points=points, of=of, **told).value)
    except Refused:
        return False


def _take_praise(store: Store, given: GivenPraise) -> bool:
    with store.reading() as connection:
        row = connection.execute("SELECT withdrawn_at FROM praise WHERE id = ?", (given.id,)).fetchone()
    is_news = row is None if given.withdrawn_at is None else row is not None and row[0] is None
    if not is_news:
        return False
    told = {"text": given.text, "by": given.by}
    done = perform(store, "praise.hear", praise=given.id, at=given.at, withdrawn_at=given.withdrawn_at, **told)
    return bool(done.value)
