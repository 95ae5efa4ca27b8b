"""Invitation (giấy mời): who is invited, when, where, what to read before, and the agenda."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from models.documents.letterhead import INVITATION, DocumentContent, by_an_office, paper, recipients
from models.documents.occasions import occasion
from models.documents.paper import Align, Block, Paper, Paragraph, TableColumn, section, table
from models.documents.record import ItemRecord, MeetingRecord
from models.documents.wording import guest_names, hour_text, office_number, subject_text, weekday_text, with_office
from models.domain.clock import day_of
from models.domain.formats import day_text
from models.domain.item_kinds import Presenter
from models.domain.language import _
from models.domain.text import capital, fold, one_line
from models.domain.vocabulary import MeetingKind

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
        right=by_an_office(record),
        recipients=recipients(record.cell, *_invited_by_name(record), upward=False),
    )
    sent = day_of(of.notified_at or of.agreed_at or of.scheduled_at)
    return paper(record.cell, sent if of.opened_at else min(today, of.planned_day), sheet)


def _invited_by_name(record: MeetingRecord) -> tuple[str, ...]:
    return (_("members of the cell"), *([_("guests of the meeting")] if record.guests else []))


def _body(record: MeetingRecord) -> Iterator[Block]:
    of = record.meeting
    yield Paragraph(_("{cell} invites to {occasion}:").format(cell=record.cell.name, occasion=occasion(of.kind)))
    invited = _("- Members of the cell: {count}.")
    if of.kind is MeetingKind.COMMITTEE:
        invited = _("- Members of the committee: {count}.")
    yield Paragraph(invited.format(count=office_number(len(record.called))))
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


def _presenter(record: MeetingRecord, found: ItemRecord) -> str:
    """Return who presents an item: a name, the superior's guest where the superior speaks, an office, or everybody."""
    if found.item.presenter_name:
        return found.item.presenter_name
    if (
        any(word in fold(found.item.title_vi) for word in ("cap tren", "superior"))
        and found.item.presenter_text == Presenter.ALL
    ):
        named = [one.full_name for one in record.guests if one.assigned_superior]
        return ", ".join(named) or _("The superior’s representative")
    return capital(one_line(found.item.presenter)) or _("The whole cell")


def _minutes(record: MeetingRecord) -> int:
    """Return the length of the agenda, which is printed below; the planned one while that has none."""
    return record.agenda.total_minutes or record.meeting.planned_minutes


def _agenda(record: MeetingRecord) -> tuple[Block, ...]:
    columns = (
        TableColumn(_("No."), 2, Align.CENTRE),
        TableColumn(_("Item"), 21),
        TableColumn(_("Presenter"), 9),
        TableColumn(_("Length (min)"), 2, Align.CENTRE),
    )
    rows = [
        (
            *(found.item.number, one_line(found.item.title)),
            _presenter(record, found),
            str(found.item.minutes or ""),
        )
        for found in record.items
    ]
    return table(columns, rows)
