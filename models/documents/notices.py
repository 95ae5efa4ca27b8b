"""Notices shown with a document that was made; none of them prevents its use."""

from __future__ import annotations

from models.documents.catalogue import DocumentFormat
from models.documents.paper import Paper
from models.domain.language import N_
from models.domain.warnings import RuleWarning

MOST_NAMED = 12

_LETTERS = N_(
    "The typeface of the PDF lacks {letters}: their numbers stand in their place. The Word file holds them as they are."
)
_READING = N_("This paper is for reading: official papers are in Vietnamese. “chibo --lang vi” makes them.")


def notices(paper: Paper, wished: DocumentFormat) -> tuple[RuleWarning, ...]:
    """Return the notices of a document: letters that cannot be printed, a language other than the official one."""
    found = [RuleWarning(_READING)] if paper.language != "vi" else []
    if wished is DocumentFormat.PDF:
        from models.documents.rendering.typeface import missing_letters

        named = [f"{letter} (U+{ord(letter):04X})" for letter in missing_letters(paper)]
        more = ", …" if len(named) > MOST_NAMED else ""
        found += [RuleWarning(_LETTERS, {"letters": ", ".join(named[:MOST_NAMED]) + more})] if named else []
    return tuple(found)
