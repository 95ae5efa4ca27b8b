"""The documents that rules cite by number: their titles, and which ones superseded them.

They are in ``models/profiles/documents.toml``. Each has its certainty and the day on which it was looked up; none was
read in full.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from models.domain.language import Text

FILE = Path(__file__).parent / "documents.toml"
_NUMBER = re.compile(r"\b\d{1,3}-\w{2}/[A-Z]*TW\b")


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """A document: short name, full title, and the number of the one that superseded it.

    ``superseded_on`` may be unknown although ``superseded_by`` is known.
    """

    number: str
    short: Text
    title: Text
    certainty: str
    looked_up: date
    superseded_by: str = ""
    superseded_on: date | None = None

    def is_superseded(self, on: date) -> bool:
        """Return whether the document was superseded by a day; if the date is unknown, as soon as a
        successor is known.
        """
        return bool(self.superseded_by) and (self.superseded_on is None or self.superseded_on <= on)


@cache
def legal_documents() -> Mapping[str, LegalDocument]:
    """Return the documents by number."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            number: LegalDocument(number, Text(**entry.pop("short")), Text(**entry.pop("title")), **entry)
            for number, entry in read.items()
        }
    )


def documents_in(citation: str) -> tuple[LegalDocument, ...]:
    """Return the known documents whose numbers a citation contains, such as "12-HD/BTCTW"."""
    known = legal_documents()
    return tuple(known[number] for number in dict.fromkeys(_NUMBER.findall(citation)) if number in known)
