"""Invitation (giấy mời) with the agenda."""

from __future__ import annotations

from collections.abc import Iterator

from models.documents.letterhead import INVITATION, DocumentContent, of_the_cell, paper, recipients
from models.documents.paper import Align, Block, Paper, Paragraph, TableColumn, section, table
from models.documents.record import MeetingRecord
from models.documents.wording import guest_names, hour_text, subject_text, with_office
from models.domain.clock import day_of
from models.domain.formats import day_text
from models.domain.language import _
from models.domain.text import one_line


def invitation(record: MeetingRecord) -> Paper:
    """Return the invitation to a meeting, with its agenda as it stands now."""
    of = record.meeting
    sheet = DocumentContent(
        sign=INVITATION,
        title=_("INVITATION"),
        subject=subject_text(of),
        body=tuple(_body(record)),
        right=of_the_cell(record),
        recipients=recipients(record.cell, _("members of the cell"), upward=False),
    )
    day = of.notified_at or of.agreed_at or of.scheduled_at
    return paper(record.cell, day_of(day), sheet)


def _body(record: MeetingRecord) -> Iterator[Block]:
    of = record.meeting
    yield Paragraph(_("{cell} invites its members to the meeting:").format(cell=record.cell.name))
    yield Paragraph(
        _("- Time: {hour}, {day}, about {minutes} minutes.").format(
            hour=hour_text(of.scheduled_at), day=day_text(of.day), minutes=_minutes(record)
        )
    )
    if place := one_line(of.place or record.cell.place):
        yield Paragraph(_("- Place: {place}.").format(place=place))
    if of.chair:
        yield Paragraph(_("- Chair: {name}.").format(name=with_office(record.roll, of.chair)))
    if record.guests:
        yield Paragraph(_("- Guests: {names}.").format(names=guest_names(record.guests)))
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
