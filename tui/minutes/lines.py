"""The lines around the minutes: state, notices, checks, addenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content

from models.documents.checks import MissingPart
from models.domain.formats import day_text, hour_text
from models.domain.language import _
from models.domain.text import one_line
from models.domain.vocabulary import ReportState
from models.queries.meetings import MeetingView, meeting_title
from models.queries.minutes import AddendumView, MinutesView
from models.queries.reports import ReportView
from tui.lines.report import state_word
from tui.minutes.editing import EditingSession
from tui.minutes.keys import MINUTES
from tui.shell.keys import EVERYWHERE
from tui.shell.places import go_keys


def header_line(of: MeetingView, session: EditingSession, report: ReportView | None) -> str:
    """Return the meeting, the state of its minutes and of its report."""
    parts = [_("Minutes"), meeting_title(of), _state(session)]
    if report:
        parts.append(_("report {state}").format(state=state_word(report)))
    return " · ".join(parts)


def _state(session: EditingSession) -> str:
    if session.is_sealed:
        return _("approved")
    return _("draft from the records") if session.stored is None else _("written, not approved")


def notice_lines(session: EditingSession, report: ReportView | None) -> list[Content]:
    """Return the notices: sealed, report returned, changed elsewhere, recovered."""
    if session.is_sealed and session.stored and session.stored.approved_at:
        lines = _sealed(session.stored.approved_at, session.stored.seal, late=bool(session.late_lines))
        return [*lines, *_returned(report)]
    if session.elsewhere:
        told = _(
            "The text was changed elsewhere; yours is kept here. {key:minutes.compare} compares,"
            " {key:minutes.rederive} takes both."
        )
        return [Content.assemble((f"⚠ {told}", "b $warning"))]
    if session.recovered and session.is_dirty:
        told = _("What was typed before the program ended is here again; {key:minutes.edit} goes on.")
        return [Content.assemble((f"✓ {told}", "$success"))]
    if session.stored and session.derived and session.derived != session.draft:
        told = _(
            "The records changed since the draft: {key:minutes.compare} shows what, {key:minutes.rederive} takes it in."
        )
        return [Content.assemble((told, "$accent"))]
    return []


def _sealed(at: datetime, seal: str, *, late: bool) -> list[Content]:
    told = _("Approved {day} {hour}. They change no more; {key:minutes.addendum} adds an addendum.").format(
        day=day_text(at), hour=hour_text(at)
    )
    lines = [
        Content.assemble((f"✓ {told}", "b $success")),
        Content.assemble((f"SHA-256 {seal}", "$foreground-muted")),
    ]
    if late:
        kept = _(
            "Approved while you were typing: what you typed is kept, {key:minutes.addendum} begins an addendum with it."
        )
        lines.append(Content.assemble((f"⚠ {kept}", "b $warning")))
    return lines


def _returned(report: ReportView | None) -> list[Content]:
    if report is None or report.state is not ReportState.RETURNED:
        return []
    told = _("The superior returned the report ({key:minutes.report}): {remark}").format(remark=one_line(report.remark))
    return [Content.assemble((f"⚠ {told}", "b $warning"))]


def sealed_text(minutes: MinutesView) -> str:
    """Return approved minutes with their addenda."""
    return "\n\n".join((minutes.text, *(_addendum(one) for one in minutes.addenda)))


def _addendum(one: AddendumView) -> str:
    title = _("Addendum of {day} {hour}").format(day=day_text(one.written_at), hour=hour_text(one.written_at))
    return f"── {title} ──\n{one.text}"


def doubt_lines(doubts: Sequence[MissingPart]) -> Content:
    """Return the checks before the approval, each with the key that leads to the correction."""
    lines = [Content.assemble((_("Before the approval"), "b $accent")), *(_doubt(one) for one in doubts)]
    if not doubts:
        lines.append(Content.assemble((_("✓ Nothing is open."), "$success")))
    return Content("\n").join(lines)


def _doubt(doubt: MissingPart) -> Content:
    """Return a check with its key: one of the minutes, that of its place, or that of editing the text."""
    wanted = doubt.key or ("minutes.edit" if doubt.place == "minutes" else f"go.{doubt.place}")
    way = next((f" → {key.shown} {key.word}" for key in (*go_keys(), *MINUTES, *EVERYWHERE) if key.id == wanted), "")
    return Content.assemble(("⚠ ", "b $warning"), one_line(str(doubt)), (way, "$foreground-muted"))
