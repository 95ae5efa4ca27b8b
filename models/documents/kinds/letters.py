"""Letters of the cell: plan, programme, notice, submission, official letter, conclusion, report.

An official letter (công văn) has no title of its type: its subject is under its number, after “V/v”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from models.documents.kinds.minutes import blocks
from models.documents.letterhead import DocumentContent, committee_of, for_the_cell, listed_recipients, paper
from models.documents.paper import Block, Paper, Paragraph
from models.documents.wording import lines_of, without_type
from models.domain.labels import label
from models.domain.language import _
from models.domain.text import one_line
from models.domain.vocabulary import LetterKind
from models.queries.letters import LetterView
from models.queries.people import CellView

ADDRESSED = frozenset({LetterKind.OFFICIAL_LETTER, LetterKind.SUBMISSION})
"""Kinds with an addressee: “Kính gửi …” is above the text."""
_ABOUT = re.compile(r"(?:về việc|v/v|re:)\s*:?\s*", re.IGNORECASE)


def letter(view: LetterView, today: date) -> Paper:
    """Return a letter; a draft carries today's day and no number."""
    title = label(view.kind).upper()
    subject = without_type(view.subject, title)
    if view.kind is LetterKind.OFFICIAL_LETTER:
        title, subject = "", _("Re: {subject}").format(subject=_ABOUT.sub("", one_line(view.subject), count=1))
    addressees = recipients_of(view)
    listed = (_("As above"),) if view.kind in ADDRESSED else addressees
    sheet = DocumentContent(
        sign=view.kind.value,
        title=title,
        subject=subject,
        body=(*_addressed(view.kind, addressees), *_body(view.text)),
        number=view.number,
        right=for_the_cell(view.head.office, view.head.signer),
        recipients=listed_recipients(listed),
        note="" if view.is_issued else _("DRAFT"),
    )
    return paper(view.head.cell, view.issued_on or today, sheet)


def recipients_of(view: LetterView) -> tuple[str, ...]:
    """Return the recipients of a letter: the named ones, else the default ones of its kind."""
    return view.recipients or default_recipients(view.kind, view.head.cell)


def default_recipients(kind: LetterKind, cell: CellView) -> tuple[str, ...]:
    """Return the default recipients of a kind of letter: the superior committee, and the cell's members."""
    committee = committee_of(cell.superior) if cell.superior else ""
    if kind in ADDRESSED:
        return (committee,) if committee else ()
    reported = (_("{committee} (to report)").format(committee=committee),) if committee else ()
    return (*reported, _("members of the cell"))


def _addressed(kind: LetterKind, addressees: tuple[str, ...]) -> Iterator[Block]:
    if kind not in ADDRESSED or not addressees:
        return
    if len(addressees) == 1:
        yield Paragraph(_("To: {addressee}").format(addressee=addressees[0]))
        return
    yield Paragraph(_("To:"))
    yield from (Paragraph(f"- {one}{',' if one is not addressees[-1] else '.'}") for one in addressees)


def _body(text: str) -> Iterator[Block]:
    return blocks(list(lines_of(text)))
