"""The beginning and end of every document: header, number, place and day, signatures, recipients.

Sources: the form of Party documents as in docs/domain.md, "Documents".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from models.documents.paper import Block, Paper, PaperAddendum, Seal, Signature
from models.documents.record import MeetingRecord
from models.domain.formats import NO_BREAK
from models.domain.language import _, current_language
from models.domain.text import capital, name_and_tag
from models.domain.vocabulary import MeetingKind, Office
from models.queries.people import CellView

CONGRESS = "ĐH"
"""The abbreviation in the number of a congress's documents, instead of the cell's."""

INVITATION = "GM"
"""The abbreviation of an invitation, which the cell itself sends before its congress."""


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """What one document says beyond its letterhead.

    ``sign`` is its abbreviation (``NQ``), ``number`` its number. Lists, forms and the script are of no numbered type;
    their ``sign`` is empty.
    """

    sign: str
    title: str
    subject: str
    body: tuple[Block, ...]
    number: int | None = None
    left: Signature | None = None
    right: Signature | None = None
    recipients: tuple[str, ...] = ()
    note: str = ""
    seal: Seal | None = None
    addenda: tuple[PaperAddendum, ...] = ()


def paper(cell: CellView, day: date, sheet: DocumentContent) -> Paper:
    """Return the document of a cell on a day."""
    return Paper(
        superior=cell.superior.upper(),
        cell=cell.name.upper(),
        party=_("COMMUNIST PARTY OF VIETNAM"),
        number=number_text(cell, sheet.number, sheet.sign) if sheet.sign else "",
        place_and_day=place_and_day(cell.place, day),
        title=sheet.title,
        subject=sheet.subject,
        body=sheet.body,
        left=sheet.left,
        right=sheet.right,
        recipients_title=_("Recipients:") if sheet.recipients else "",
        recipients=sheet.recipients,
        note=sheet.note,
        seal=sheet.seal,
        language=current_language(),
        addenda=sheet.addenda,
    )


def recipients(cell: CellView, *others: str, upward: bool = True) -> tuple[str, ...]:
    """Return to whom a document goes: the superior committee first if it goes ``upward``, the cell's file last."""
    reported = cell.superior and upward
    above = [_("{committee} (to report)").format(committee=committee_of(cell.superior))] if reported else []
    return listed_recipients((*above, *others))


def listed_recipients(named: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of those to whom a document goes, the cell's file last."""
    file = _("Cell's file")
    return (*(f"- {one}," for one in named), f"- {file}.")


def committee_of(superior: str) -> str:
    """Return the committee of a superior body, which receives papers: of “Đảng bộ xã A” it is “Đảng ủy xã A”."""
    body, _space, rest = superior.partition(" ")
    second, _space, name = rest.partition(" ")
    return f"Đảng ủy {name}" if f"{body} {second}".casefold() == "đảng bộ" and name else superior


def of_the_cell(record: MeetingRecord) -> Signature:
    """Return the signature under what a meeting decided: on behalf of the cell, at a congress of its presidium."""
    of = record.meeting
    if of.kind is MeetingKind.CONGRESS:
        return Signature(_("FOR THE PRESIDIUM"), "", name_and_tag(of.chair)[0])
    return by_an_office(record)


def by_an_office(record: MeetingRecord) -> Signature:
    """Return the signature on behalf of the cell, or of its committee: the chair's, if the chair holds an office that
    may sign.
    """
    of = record.meeting
    signed = for_the_cell(*signer_of({row.full_name: row.office for row in record.roll}, of.chair))
    return replace(signed, above=_("FOR THE COMMITTEE")) if of.kind is MeetingKind.COMMITTEE else signed


def signer_of(offices: Mapping[str, Office | None], chair: str) -> tuple[Office, str]:
    """Return who signs for the cell: the chair, as deputy secretary, else the secretary; empty if there is none."""
    if offices.get(chair) is Office.DEPUTY_SECRETARY:
        return Office.DEPUTY_SECRETARY, chair
    return Office.SECRETARY, next((name for name, office in offices.items() if office is Office.SECRETARY), "")


def for_the_cell(office: Office | None, name: str) -> Signature:
    """Return the signature on behalf of the cell, of its secretary or deputy secretary."""
    held = _("DEPUTY SECRETARY") if office is Office.DEPUTY_SECRETARY else _("SECRETARY")
    return Signature(_("FOR THE CELL"), held, name_and_tag(name)[0])


def of_the_meeting(record: MeetingRecord) -> tuple[Signature, Signature]:
    """Return the signatures under minutes: minute-taker, chair."""
    taker, chair = record.meeting.minute_taker, record.meeting.chair
    return Signature("", _("MINUTE-TAKER"), name_and_tag(taker)[0]), Signature(
        "", _("CHAIR OF THE MEETING"), name_and_tag(chair)[0]
    )


def number_text(cell: CellView, number: int | None, sign: str) -> str:
    """Return the number of a document with its abbreviation (``Số 05-NQ/CB``); blank space if it has no number yet."""
    written = f"{number:02}" if number is not None else "……"
    return _("No. {number}-{sign}/{cell}").format(number=written, sign=sign, cell=issuer_of(cell, sign))


def issuer_of(cell: CellView, sign: str) -> str:
    """Return who issues a document, as the end of its number says: the cell's code, or the sign of its congress."""
    return CONGRESS if cell.is_congress and sign != INVITATION else cell.code


def place_and_day(place: str, day: date) -> str:
    """Return where and when a document was made, as its head has it: ``Hà Giang, ngày 05 tháng 02 năm 2026``."""
    is_vietnamese = current_language() == "vi"
    number, month = (f"{day:%d}", f"{day:%m}") if is_vietnamese else (str(day.day), _MONTHS[day.month - 1])
    when = _("{day} {month} {year}").format(day=number, month=month, year=day.year).replace(" ", NO_BREAK)
    return f"{place}, {when}" if place else capital(when)


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
