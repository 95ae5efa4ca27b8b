"""The calls about the superior: sending reports; fetching decisions, answers, points and praise."""

from __future__ import annotations

from datetime import datetime

from models.domain.clock import to_text
from sync.client.connection import ServerConnection
from sync.protocol.messages.superior import PetitionAnswers, ReportList, ReportStatus, Verdicts


class SuperiorCalls:
    """The calls that :mod:`sync.reports` uses, over an open connection."""

    def __init__(self, server: ServerConnection) -> None:
        self._server = server

    def put_report(self, report: str, body: bytes) -> ReportStatus:
        """Send a report; repeating it changes nothing."""
        return self._server.ask("PUT", f"/v1/reports/{report}", ReportStatus.read, body)

    def reports(self) -> tuple[ReportStatus, ...]:
        """Return the states of the cell's reports."""
        return self._server.ask("GET", "/v1/reports", ReportList.read).reports

    def answers(self, since: datetime | None) -> PetitionAnswers:
        """Return the superior's answers to the cell's petitions from a time on, oldest first."""
        return self._server.ask("GET", f"/v1/petitions/answers{_since(since)}", PetitionAnswers.read)

    def verdicts(self, since: datetime | None) -> Verdicts:
        """Return the superior's official points and praise from a time on."""
        return self._server.ask("GET", f"/v1/verdicts{_since(since)}", Verdicts.read)


def _since(time: datetime | None) -> str:
    return f"?since={to_text(time)}" if time else ""
