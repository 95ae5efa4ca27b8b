"""Uploading reports to the superior and downloading their states:

    deliver(store, superior, signer, thorough=False) -> Delivered

Call it in each exchange after the entries were exchanged, so that a report sent by another laptop is already known.
While every report is acknowledged the server is not asked; ``thorough`` asks anyway (at start-up and from time to
time), which also repairs a server that was restored from a backup and lacks reports. ``superior`` is a
:class:`sync.client.superior_calls.SuperiorCalls`, ``signer`` what :meth:`sync.keys.ring.KeyRing.signer` returns. Raises
:class:`~sync.client.faults.ExchangeFailed` when the server cannot be reached; what was done before that is kept. A
report that is refused or cannot be made does not stop the others: it is listed in ``Delivered.failed``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from models.acts.registry import perform
from models.domain.errors import ChiboError
from models.domain.vocabulary import ReportState
from models.queries.report import report_content
from models.queries.reports import ReportView, reports
from models.store.store import Store
from sync.client.faults import CallRefused, ExchangeFailed
from sync.protocol.envelope import EnvelopeKind
from sync.protocol.messages.superior import ReportStatus
from sync.reports.envelope import sign

STANDS = "report-stands"
"""The kind of refusal when another document exists under this id that was not returned."""

_UP_THERE = frozenset({ReportState.SENT, ReportState.ACKNOWLEDGED})


class ReportServer(Protocol):
    """The server of reports."""

    def put_report(self, report: str, body: bytes) -> ReportStatus:
        """Send a report; repeating it changes nothing. Raises :class:`CallRefused` when it is refused."""

    def reports(self) -> tuple[ReportStatus, ...]:
        """Return the states of the cell's reports."""


@dataclass(frozen=True, slots=True)
class FailedReport:
    """A report that could not be made, or was refused, with the reason."""

    meeting_id: str
    reason: ChiboError


@dataclass(frozen=True, slots=True)
class Delivered:
    """The result of one delivery: how many reports were sent, how many decisions arrived, which reports failed."""

    sent: int = 0
    updated: int = 0
    failed: tuple[FailedReport, ...] = ()


def deliver(store: Store, superior: ReportServer, signer: tuple[str, bytes], *, thorough: bool = False) -> Delivered:
    """Send every queued report, and store the superior's decisions on the others. See the module for the rest."""
    with store.reading() as connection:
        rows = reports(connection)
    if not rows or not (thorough or any(row.state is not ReportState.ACKNOWLEDGED for row in rows)):
        return Delivered()
    known = {status.id: status for status in superior.reports()}
    return _Delivery(store, superior, signer, known).run(rows)


class _Delivery:
    def __init__(
        self, store: Store, superior: ReportServer, signer: tuple[str, bytes], known: Mapping[str, ReportStatus]
    ) -> None:
        self._store, self._superior, self._signer, self._known = store, superior, signer, known
        self._sent = self._told = 0

    def run(self, rows: tuple[ReportView, ...]) -> Delivered:
        failed = []
        for row in rows:
            try:
                self._carry(row)
            except ChiboError as fault:
                if isinstance(fault, ExchangeFailed) and not isinstance(fault, CallRefused):
                    raise
                failed.append(FailedReport(row.meeting_id, fault))
        return Delivered(self._sent, self._told, tuple(failed))

    def _carry(self, row: ReportView) -> None:
        status = self._known.get(row.id)
        if status is not None and _is_news(row, status):
            self._take_over(row, status)
        elif row.state is ReportState.QUEUED:
            self._send(row)
        elif status is None and row.state in _UP_THERE:
            self._put(row)

    def _send(self, row: ReportView) -> None:
        """Send a queued report. If another laptop has sent it already, it counts as sent."""
        try:
            status, digest = self._put(row)
        except CallRefused as refusal:
            if refusal.slug != STANDS:
                raise
            status, digest = self._standing(row), ""
        self._mark(row, ReportState.SENT, at=status.received_at, digest=digest)
        if _is_news(row, status):
            self._take_over(row, status)

    def _put(self, row: ReportView) -> tuple[ReportStatus, str]:
        with self._store.reading() as connection:
            content = report_content(connection, row.meeting_id, self._store.home)
        document = sign(content, EnvelopeKind.REPORT, *self._signer)
        status = self._superior.put_report(row.id, document)
        self._sent += 1
        return status, hashlib.sha256(document).hexdigest()

    def _standing(self, row: ReportView) -> ReportStatus:
        """Return the state of a report at the server; another laptop may have sent it just now."""
        return self._known.get(row.id) or next(one for one in self._superior.reports() if one.id == row.id)

    def _take_over(self, row: ReportView, status: ReportStatus) -> None:
        self._told += self._mark(row, ReportState(status.state), remark=status.remark, at=status.decided_at)

    def _mark(self, row: ReportView, state: ReportState, **told: Any) -> bool:
        """Store a state with the server's own times, so that two laptops store the same."""
        return bool(perform(self._store, "report.mark", meeting=row.meeting_id, state=state, **told).value)


def _is_news(row: ReportView, status: ReportStatus) -> bool:
    """Tell whether the superior's decision is newer than the row; a return that was answered is not."""
    return status.decided_at is not None and (row.decided_at is None or status.decided_at > row.decided_at)
