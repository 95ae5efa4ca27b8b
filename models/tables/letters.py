"""Documents that the cell issues besides the papers of its meetings."""

from __future__ import annotations

from datetime import date

from models.domain.vocabulary import LetterKind, LetterState
from models.tables.base import Record, reference, word


class Letter(Record, table=True):
    """A plan, notice, official letter …; its key is natural: kind, subject, day of the draft.

    ``recipients`` are lines, one for each. ``number`` and ``issued_on`` are given at its issue; ``head`` is the content
    of its letterhead and signature at that time, as JSON (:mod:`models.queries.letters`).
    """

    kind: LetterKind = word(LetterKind, required=True)
    subject: str
    text: str = ""
    recipients: str = ""
    signer_id: str | None = reference("member", index=False)
    state: LetterState = word(LetterState, LetterState.DRAFT)
    number: int | None = None
    issued_on: date | None = None
    head: str = ""
