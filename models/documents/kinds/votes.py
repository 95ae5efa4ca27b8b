"""Papers of a counted vote: minutes of the count, an extract of the minutes. None shows how a person voted."""

from __future__ import annotations

from collections.abc import Iterator

from models.documents.letterhead import DocumentContent, number_text, of_the_cell, of_the_meeting, paper, recipients
from models.documents.occasions import occasion
from models.documents.paper import (
    Align,
    Block,
    DocumentHeading,
    Paper,
    Paragraph,
    Signature,
    TableColumn,
    table,
)
from models.documents.record import MeetingRecord
from models.documents.vote_words import (
    by_votes,
    head_first,
    method_text,
    motion_title,
    office_share,
    papers_text,
    reckoning_text,
    tellers_named,
    verdict_text,
)
from models.documents.wording import (
    called_text,
    comrade,
    hours_text,
    lines_of,
    office_number,
    present_text,
    sentences,
    with_office,
)
from models.domain.bands import Rate
from models.domain.errors import Refused
from models.domain.formats import day_text, percent_text
from models.domain.language import N_, _, fill
from models.domain.text import capital, one_line, small
from models.domain.vocabulary import RoundState
from models.queries.votes import RoundView

_BY_HANDS = N_(
    "“{title}” was voted on by a show of hands, which no committee counts: its result stands in the minutes, and in the"
    " extract of the minutes."
)
_NOT_COUNTED = N_("The motion “{title}” was not counted yet.")


def count(record: MeetingRecord, number: int) -> Paper:
    """Return the minutes of the counts of a motion, voided rounds too.

    Raises :class:`Refused` before any count, and for a show of hands, which no committee counts.
    """
    motion = record.motion(number)
    rounds = [one for one in motion.rounds if one.state is not RoundState.OPEN]
    if not rounds:
        raise Refused(_NOT_COUNTED, title=motion.title)
    if not any(one.method.is_secret for one in rounds):
        raise Refused(_BY_HANDS, title=one_line(motion.title))
    voted = _("At {occasion} of {day}, {cell} voted on: {title}.").format(
        occasion=occasion(record.meeting.kind),
        day=day_text(record.meeting.day),
        cell=record.cell.name,
        title=motion_title(motion),
    )
    place = one_line(record.meeting.place or record.cell.place)
    where = (Paragraph(_("- Place: {place}.").format(place=place)),) if place else ()
    left, right = _counted_by(record, rounds[-1])
    sheet = DocumentContent(
        sign="BB",
        title=_("MINUTES OF THE COUNT"),
        subject=motion_title(motion),
        body=(
            *(Paragraph(voted), *where),
            *(block for one in rounds for block in _round(one)),
            Paragraph(_("These minutes were made out in two copies.")),
            *_committee(rounds[-1]),
        ),
        number=motion.count_number,
        left=left,
        right=right,
        recipients=recipients(record.cell),
    )
    return paper(record.cell, record.meeting.day, sheet)


def extract(record: MeetingRecord, number: int) -> Paper:
    """Return the extract of the minutes about one motion; it has the number of the minutes."""
    motion = record.motion(number)
    item = next((found for found in record.items if found.item.id == motion.item_id), None)
    body: list[Block] = [
        Paragraph(_extracted_from(record)),
        Paragraph(
            _("At {occasion} of {day}, {cell} decided on: {title}.").format(
                occasion=occasion(record.meeting.kind),
                day=day_text(record.meeting.day),
                cell=record.cell.name,
                title=motion_title(motion),
            )
        ),
    ]
    body += map(Paragraph, _who_was_there(record))
    if motion.text:
        body += [Paragraph(line) for line in lines_of(motion.text)]
    body += [block for one in motion.rounds if one.state is RoundState.COUNTED for block in _round(one)]
    if item and item.item.conclusion:
        first, *others = sentences(item.item.conclusion)
        body += [Paragraph(_("Conclusion: {text}").format(text=first)), *map(Paragraph, others)]
    sheet = DocumentContent(
        sign="BB",
        number=record.minutes_number,
        title=_("EXTRACT OF THE MINUTES"),
        subject=motion_title(motion),
        body=tuple(body),
        right=of_the_cell(record),
        recipients=recipients(record.cell),
    )
    return paper(record.cell, record.meeting.day, sheet)


def _who_was_there(record: MeetingRecord) -> Iterator[str]:
    """Yield what the superior asks first of an extract: who was called and came, who chaired and wrote."""
    of = record.meeting
    if of.opened_at:
        told = _("- Convened: {members}; present: {present}.")
        yield told.format(members=called_text(record.called), present=present_text(record.attendance))
    for text, name in ((_("- Chair: {name}."), of.chair), (_("- Minute-taker: {name}."), of.minute_taker)):
        if name:
            yield text.format(name=with_office(record.roll, name))


def _extracted_from(record: MeetingRecord) -> str:
    if record.minutes_number is None:
        text = _("Extract of the minutes of {occasion} of {day}, which have no number yet.")
        return text.format(occasion=occasion(record.meeting.kind), day=day_text(record.meeting.day))
    number = small(number_text(record.cell, record.minutes_number, "BB"))
    return _("Extract of the minutes {number} of {day}.").format(number=number, day=day_text(record.meeting.day))


def _counted_by(record: MeetingRecord, found: RoundView) -> tuple[Signature, Signature]:
    """Return who signs for the count: the head of the committee and the chair; without tellers the minute-taker."""
    taker, chair = of_the_meeting(record)
    if not found.tellers:
        return taker, chair
    head = found.head or (found.tellers[0] if len(found.tellers) == 1 else "")
    return Signature(_("FOR THE COUNTING COMMITTEE"), _("HEAD OF THE COMMITTEE"), head), chair


def _committee(found: RoundView) -> tuple[Block, ...]:
    """Return the members of the counting committee, the head first, each with room to sign."""
    columns = (
        TableColumn(_("No."), 2, Align.CENTRE),
        TableColumn(_("Full name"), 14),
        TableColumn(_("In the counting committee"), 9, Align.CENTRE),
        TableColumn(_("Signature"), 10, signed=True),
    )
    rows = [
        (str(number), name, _("head") if name == found.head else _("member of the committee"), "")
        for number, name in enumerate(head_first(found), 1)
    ]
    return table(columns, rows)


def _round(found: RoundView) -> Iterator[Block]:
    yield DocumentHeading(
        _("Round {number} ({method})").format(number=found.number, method=method_text(found.method)), 2
    )
    if found.counted_at:
        began, ended = hours_text(found.opened_at, found.counted_at)
        held = _("- Held at {began}.") if began == ended else _("- Held from {began} to {ended}.")
        yield Paragraph(held.format(began=began, ended=ended))
    if found.tellers:
        yield Paragraph(_("- Counting committee: {names}.").format(names=tellers_named(found)))
    counted = reckoning_text(found) or _("official members that count: {counted}").format(
        counted=office_number(found.counted)
    )
    yield Paragraph(f"- {capital(counted)}.")
    absent = max(0, found.counted - found.voters_present)
    yield Paragraph(_("- Voters present: {present}; absent: {absent}.").format(
        present=office_number(found.voters_present), absent=office_number(absent)))  # fmt: skip
    if papers := papers_text(found):
        yield Paragraph(f"- {capital(papers)}.")
    standing = _standing(found)
    yield from standing
    if result := verdict_text(found, with_names=not standing):
        yield Paragraph(_("- Result: {verdict}.").format(verdict=result))
    if elected := [one for one in by_votes(found) if one.elected]:
        named = [f"{comrade(one.option.label)}, {office_share(one.marks or 0, found.counted)}" for one in elected]
        yield Paragraph(_("- Elected, by their votes from the highest: {names}.").format(names="; ".join(named)))
    if found.state is RoundState.VOIDED:
        yield Paragraph(fill(_("- This round was voided: {reason}."), {"reason": one_line(found.void_reason)}))


def _standing(found: RoundView) -> tuple[Block, ...]:
    """Return the votes of each candidate as a table."""
    columns = (
        TableColumn(_("No."), 2, Align.CENTRE),
        TableColumn(_("Full name") if found.is_election else _("Who or what stood"), 14),
        TableColumn(_("Agreed") if found.per_name else _("Votes received"), 4, Align.CENTRE),
        *([TableColumn(_("Disagreed"), 4, Align.CENTRE)] if found.per_name else []),
        TableColumn(_("Share"), 5, Align.CENTRE),
        TableColumn(_("Result"), 6, Align.CENTRE),
    )
    rows = [
        (
            *(str(number), one.option.label),
            f"{office_number(one.marks or 0)}/{office_number(found.counted)}",
            *([office_number(one.against or 0)] if found.per_name else []),
            *(percent_text(Rate(one.marks or 0, found.counted)), _("elected") if one.elected else ""),
        )
        for number, one in enumerate(by_votes(found), 1)
    ]
    return table(columns, rows)
