"""Reports to the superior, signed and unencrypted, and their states."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Path, Request, Response
from sqlalchemy.engine import Connection

from sync.protocol.envelope import Envelope, check_report
from sync.protocol.messages.superior import ReportList, ReportStatus
from sync.server import description, report_binding, reports
from sync.server.auth import Caller, Shared, body_slot, proven
from sync.server.problems import FOREIGN_REPORT, MALFORMED, REPORT_STANDS, UNAUTHORISED
from sync.server.reports import ReportOutcome
from sync.server.request_body import read_body
from sync.server.responses import created, ok, parse_body

router = APIRouter(prefix="/v1/reports", tags=["reports"])

ReportId = Annotated[str, Path(pattern=description.ID, description="The report's id, chosen by the cell.")]


@router.put(
    "/{report}",
    summary="Send a report, signed by the cell",
    **description.call(
        MALFORMED, UNAUTHORISED, REPORT_STANDS, FOREIGN_REPORT,
        takes=Envelope, gives=ReportStatus, status=201, again=200,
    ),
)  # fmt: skip
async def put_report(report: ReportId, request: Request, caller: Caller, service: Shared) -> Response:
    """Keep it as it came, byte for byte: 201. The same one again: 200 and its state.

    It is a whole report or it is refused: canonical, its hashes fit, its signature fits by the key that stands in it.
    Another's than this cell's: 403; under another id than its meeting's: 409. Another of this id: 409, unless the
    superior returned the first: then it takes its place.
    """
    limits = service.limits
    async with body_slot(request, service, caller):
        body = await read_body(request, limits.report_body, limits.body_seconds)
        await proven(request, service, caller, body)
        # in a thread: hashes and signature take time
        envelope = await to_thread.run_sync(parse_body, check_report, body)
    now, sender = service.now(), reports.Sender(caller.cell, caller.id)

    def put(connection: Connection) -> tuple[ReportOutcome, bool]:
        report_binding.bind(connection, now, caller.cell, report, envelope)
        return reports.put(connection, now, sender, report, body, limits.reports)

    line, new = await service.write(put)
    return (created if new else ok)(_status(line).write())


@router.get(
    "",
    summary="Tell what became of the cell's reports",
    **description.call(UNAUTHORISED, gives=ReportList),
)
async def list_reports(caller: Caller, service: Shared) -> Response:
    """Answer with every report's state, and the superior's remark."""
    found = await service.read(reports.listing, caller.cell)
    return ok(ReportList(reports=tuple(map(_status, found))).write())


def _status(line: ReportOutcome) -> ReportStatus:
    return ReportStatus(
        id=line.id, state=line.state, remark=line.remark, received_at=line.received_at, decided_at=line.decided_at
    )
