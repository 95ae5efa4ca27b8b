"""Letters: plans, notices, official letters … of the cell, drafted, issued with a number, then changed no more."""

from __future__ import annotations

from datetime import date

from models.acts.fields import given
from models.acts.frozen import already_issued
from models.acts.kinds import LetterId, MemberId, PastDay
from models.acts.numbers import free_number
from models.acts.registry import act
from models.acts.texts import text_of, title_of
from models.documents.kinds.letters import default_recipients
from models.domain.errors import Refused
from models.domain.formats import kept_day
from models.domain.language import N_
from models.domain.text import clean_text, name_key
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import LetterKind, LetterState
from models.queries.letters import SIGNING, head_text, letter_head, lines
from models.queries.numbering import double_numbers, has_letter_number, next_letter_number
from models.queries.people import cell
from models.store.unit import Unit
from models.tables import Letter, Member

_SUBJECT, _TEXT, _RECIPIENT = N_("subject of the letter"), N_("text of the letter"), N_("recipient")


@act("letter.draft", label=N_("drafted a letter ({kind}): “{letter}”"))
def draft_letter(
    unit: Unit, kind: LetterKind, title: str, text: str = "", recipients: str = "", signer: MemberId | None = None
) -> str:
    """Draft a letter: its kind, subject and text, one recipient a line; without a signer the secretary signs."""
    cell(unit.connection)  # refused before the cell has a name
    drafted = Letter(
        id="",
        kind=kind,
        subject=title_of(title, _SUBJECT),
        text=clean_text(text).strip(),
        recipients=_recipients(recipients),
        signer_id=unit.get(Member, signer).id if signer else None,
    )
    drafted = unit.add_natural(drafted, kind, name_key(drafted.subject), unit.today.isoformat())
    unit.say(kind=kind, letter=drafted.subject)
    return drafted.id


@act("letter.change", label=N_("changed the letter “{letter}”"))
def change_letter(
    unit: Unit,
    letter: LetterId,
    kind: LetterKind | None = None,
    title: str | None = None,
    text: str | None = None,
    recipients: str | None = None,
    signer: MemberId | Unset | None = UNSET,
) -> None:
    """Change a draft's kind, subject, text, recipients (one a line) or signer."""
    found = _draft(unit, letter)
    found.kind = kind or found.kind
    found.subject = found.subject if title is None else title_of(title, _SUBJECT)
    found.text = found.text if text is None else clean_text(text).strip()
    found.recipients = found.recipients if recipients is None else _recipients(recipients)
    wanted = given(signer, found.signer_id)
    found.signer_id = unit.get(Member, wanted).id if wanted else None
    unit.say(letter=found.subject)


@act("letter.withdraw", label=N_("withdrew the draft of the letter “{letter}”"))
def withdraw_letter(unit: Unit, letter: LetterId) -> None:
    """Withdraw the draft of a letter."""
    found = _draft(unit, letter)
    found.deleted = True
    unit.say(letter=found.subject)


@act(
    "letter.issue",
    label=N_("issued the letter {number}-{sign}: “{letter}”"),
    irrevocable=N_("an issued letter changes no more; a mistake is answered by another letter."),
)
def issue_letter(unit: Unit, letter: LetterId, on: PastDay | None = None, number: int | None = None) -> int:
    """Issue a letter, today or with the day that stands on it: it gets its number, and changes no more.

    Its letterhead and who signs are kept as they are on that day. Without ``number`` it gets the next
    one of its kind in the term.
    """
    found = _draft(unit, letter)
    day = on or unit.today
    if day > unit.today:
        raise Refused(N_("{day} is still to come; a letter is issued on its day or later."), day=kept_day(day)).at("on")
    text_of(found.text, _TEXT)
    head = letter_head(unit.connection, found.signer_id, day)
    if head.office not in SIGNING:
        raise Refused(
            N_(
                "A letter is signed by the secretary or the deputy secretary; on {day} that was not so. Name who signs."
            ),
            day=kept_day(day),
        ).at("signer")
    if not (lines(found.recipients) or default_recipients(found.kind, head.cell)):
        raise Refused(N_("Nobody is named to whom “{letter}” goes; name a recipient."), letter=found.subject).at(
            "recipients"
        )
    found.number = _number(unit, found, day, number)
    found.state, found.issued_on = LetterState.ISSUED, day
    found.head = head_text(head)
    unit.say(letter=found.subject, number=f"{found.number:02}", sign=found.kind.value)
    return found.number


@act("letter.renumber", label=N_("gave the letter “{letter}” the number {number} instead of {before}"))
def renumber_letter(unit: Unit, letter: LetterId, number: int | None = None) -> int:
    """Give an issued letter whose number stands twice another one, without one the next."""
    found = unit.get(Letter, letter)
    doubles = double_numbers(unit.connection)
    if not any(side.id == found.id for one in doubles for side in one.sides) or found.issued_on is None:
        raise Refused(N_("The number of “{letter}” stands on it alone, so it stays."), letter=found.subject)
    before, found.number = found.number or 0, _number(unit, found, found.issued_on, number)
    unit.say(letter=found.subject, number=f"{found.number:02}", before=f"{before:02}")
    return found.number


def _number(unit: Unit, letter: Letter, day: date, number: int | None) -> int:
    return free_number(
        number,
        lambda: next_letter_number(unit.connection, letter.kind, day),
        lambda wanted: has_letter_number(unit.connection, letter.kind, wanted, day),
    )


def _recipients(text: str) -> str:
    """Return recipients in their stored form, one per line; on a command line they are separated by semicolons."""
    return "\n".join(title_of(one, _RECIPIENT, "recipients") for one in lines(clean_text(text).replace(";", "\n")))


def _draft(unit: Unit, letter: LetterId) -> Letter:
    found = unit.get(Letter, letter)
    if found.state is not LetterState.DRAFT:
        raise already_issued(found.subject)
    return found
