"""Invitation (giấy mời): who is invited, when, where, what to read before, and the agenda."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.documents.letterhead import INVITATION, DocumentContent, of_the_cell, paper, recipients
from models.documents.paper import Align, Block, Paper, Paragraph, TableColumn, section, table
from models.documents.record import MeetingRecord
from models.documents.wording import guest_names, hour_text, subject_text, weekday_text, with_office
from models.domain.clock import day_of
from models.domain.formats import day_text
from models.domain.language import _
from models.domain.text import one_line

BLANK_PLACE = "………………………………………"


def invitation(record: MeetingRecord, today: date) -> Paper:
    """Return the invitation to a meeting, with its agenda as it stands now.

    It has today's date; once the meeting was opened, the day on which everybody was notified.
    """
    of = record.meeting
    sheet = DocumentContent(
        sign=INVITATION,
        title=_("INVITATION"),
        subject=subject_text(of, of.planned_day),
        body=tuple(_body(record)),
        right=of_the_cell(record),
        recipients=recipients(record.cell, *_invited_by_name(record), upward=False),
    )
    sent = day_of(of.notified_at or of.agreed_at or of.scheduled_at)
    return paper(record.cell, sent if of.opened_at else min(today, of.planned_day), sheet)


def _invited_by_name(record: MeetingRecord) -> tuple[str, ...]:
    return (_("members of the cell"), *([_("guests of the meeting")] if record.guests else []))


def _body(record: MeetingRecord) -> Iterator[Block]:
    of = record.meeting
    yield Paragraph(_("{cell} invites to its meeting:").format(cell=record.cell.name))
    yield Paragraph(_("- Members of the cell: {count}.").format(count=len(record.roll)))
    if record.guests:
        yield Paragraph(_("- Guests: {names}.").format(names=guest_names(record.guests)))
    yield Paragraph(
        _("- Time: {hour}, {weekday}, {day}, about {minutes} minutes.").format(
            hour=hour_text(of.scheduled_at),
            weekday=weekday_text(of.planned_day),
            day=day_text(of.planned_day),
            minutes=_minutes(record),
        )
    )
    place = one_line(of.place) or BLANK_PLACE
    yield Paragraph(_("- Place: {place}.").format(place=place))
    if of.chair:
        yield Paragraph(_("- Chair: {name}.").format(name=with_office(record.roll, of.chair)))
    if files := [name for found in record.items for name in found.materials]:
        yield Paragraph(_("- Documents to read before: {names}.").format(names="; ".join(map(one_line, files))))
    yield from section(_("AGENDA"), *_agenda(record))
    yield Paragraph(_("Please be there in time, and prepare what you are to present."), is_italic=True)


def _minutes(record: MeetingRecord) -> int:
    """Return the length of the agenda, which is printed below; the planned one while that has none."""
    return record.agenda.total_minutes or record.meeting.planned_minutes


def _agenda(record: MeetingRecord) -> tuple[Block, ...]:
    columns = (
        TableColumn(_("No."), 2, Align.CENTRE),
        TableColumn(_("Item"), 20),
        TableColumn(_("Presenter"), 8),
        TableColumn(_("Length (min)"), 3, Align.CENTRE),
    )
    rows = [
        (str(number), one_line(found.item.title), found.item.presenter_name, str(found.item.minutes))
        for number, found in enumerate(record.items, 1)
    ]
    return table(columns, rows)
