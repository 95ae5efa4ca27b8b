"""The report of a meeting to the superior: queued at the approval, marked with the server's answers, queued again."""

from __future__ import annotations

from datetime import datetime

from models.acts.context import meeting_day, meeting_of, rules_of
from models.acts.kinds import MeetingId
from models.acts.registry import act
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.language import N_, Counted
from models.domain.state_sets import SEALED
from models.domain.text import clean_text
from models.domain.vocabulary import MeetingState, ReportState
from models.domain.warnings import RuleWarning
from models.domain.ways_out import WayOut
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Meeting, Report

_DECISIONS = frozenset({ReportState.ACKNOWLEDGED, ReportState.RETURNED})
_REACHED = {ReportState.SENT: MeetingState.SENT, ReportState.ACKNOWLEDGED: MeetingState.ACKNOWLEDGED}
_ORDER = (MeetingState.APPROVED, MeetingState.SENT, MeetingState.ACKNOWLEDGED)


@act(
    "report.mark",
    label=N_("the report of {day} is {state}"),
    irrevocable=N_("this is what became of the report, whatever is undone here."),
)
def mark_report(
    unit: Unit,
    meeting: MeetingId,
    state: ReportState,
    remark: str = "",
    at: datetime | None = None,
    digest: str = "",
) -> bool:
    """Write down what became of a report: sent, acknowledged, or returned with the superior's remark.

    ``at`` is when, ``digest`` the SHA-256 of the document as it was sent. Told twice, or late, it changes nothing;
    return whether it changed something.
    """
    found = meeting_of(unit, meeting, SEALED)
    report = _report(unit, found)
    if report is None or report.deleted:
        raise Refused(N_("This meeting has no report yet; make one: {way}."), way=WayOut("report.requeue"))
    if state is ReportState.QUEUED:
        raise Refused(N_("A report is put into the queue in another way: {way}."), way=WayOut("report.requeue"))
    moment = at or unit.now
    changed = _decide(report, state, remark, moment) if state in _DECISIONS else _sent(report, moment, digest)
    if changed:
        _reach(found, state)
        unit.say(day=meeting_day(found), state=state)
    return changed


@act(
    "report.requeue",
    label=N_("queued the report of {day} again"),
    irrevocable=N_("a report in the queue may be sent at any moment."),
)
def requeue_report(unit: Unit, meeting: MeetingId | None = None) -> str:
    """Queue a returned report again, once it is corrected."""
    found = meeting_of(unit, meeting, SEALED)
    report = _report(unit, found)
    if report and not report.deleted and report.state is not ReportState.RETURNED:
        raise Refused(
            N_("The report is {state}; only one that the superior returned is sent again."), state=label(report.state)
        )
    unit.say(day=meeting_day(found))
    return queue_report(unit, found)


def queue_report(unit: Unit, meeting: Meeting) -> str:
    """Queue the report of a meeting; a returned one keeps the remark that it answers."""
    report = _report(unit, meeting) or Report(id=natural_id("report", meeting.id), meeting_id=meeting.id)
    report.state, report.deleted = ReportState.QUEUED, False
    _warn_of_late_result(unit, meeting)
    return unit.add(report).id


def _warn_of_late_result(unit: Unit, meeting: Meeting) -> None:
    """Warn when the report is sent later than the rules require (docs/domain.md, rule 4 ◐)."""
    rule = rules_of(unit, meeting).meetings.result_days
    if meeting.closed_at is None:
        return
    days = (unit.today - meeting.closed_at.astimezone(VIETNAM).date()).days
    if days > rule.value:
        text = N_("The result goes up {days} after the meeting; it is due within {most}.")
        late, most = (Counted("{count} day", "{count} days", count) for count in (days, rule.value))
        unit.warn(RuleWarning(text, {"days": late, "most": most}, str(rule.citation)))


def _sent(report: Report, at: datetime, digest: str) -> bool:
    if report.state is not ReportState.QUEUED:
        return False
    report.state, report.sent_at, report.digest = ReportState.SENT, at, digest
    return True


def _decide(report: Report, state: ReportState, remark: str, at: datetime) -> bool:
    """Store the superior's decision; a repeated or outdated one changes nothing."""
    if report.acknowledged_at is not None and at <= report.acknowledged_at:
        return False
    report.state, report.remark, report.acknowledged_at = state, clean_text(remark), at
    return True


def _reach(meeting: Meeting, state: ReportState) -> None:
    """Advance the state of the meeting; it never goes back, not even when its report is returned."""
    reached = _REACHED.get(state, MeetingState.SENT)
    if _ORDER.index(reached) > _ORDER.index(meeting.state):
        meeting.state = reached


def _report(unit: Unit, meeting: Meeting) -> Report | None:
    return unit.find(Report, natural_id("report", meeting.id))
