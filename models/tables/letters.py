"""Office documents that the cell issues beside the papers of its meetings."""

from __future__ import annotations

from datetime import date

from models.domain.vocabulary import LetterKind, LetterState
from models.tables.base import Record, reference, word


class Letter(Record, table=True):
    """A plan, notice, official letter …; its key is natural: kind, subject, day on which it was drafted.

    ``recipients`` are lines, one for each. ``number`` and ``issued_on`` are given when it is issued; ``head`` is then
    what its letterhead and its signature said, as JSON (:mod:`models.queries.letters`).
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
