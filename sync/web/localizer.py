"""The texts of a page in the visitor's language: catalogue, days, months, numbers, percentages."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from models.domain.bands import Rate
from models.domain.errors import ChiboError
from models.domain.formats import NOTHING, count_text, day_text, hour_text, percent_text
from models.domain.labels import has_label, label_source
from models.domain.language import CATALOGUES, LANGUAGES, Language, fill, in_language
from models.domain.text import capital
from models.domain.vocabulary import CellKind, MeetingKind
from sync.web.words import WORDS


@dataclass(frozen=True, slots=True)
class Localizer:
    """The texts of one language."""

    language: Language

    def text(self, message: str) -> str:
        """Return a text of the catalogue; empty for an empty text (where gettext would return the
        catalogue's header).
        """
        return _catalogue(self.language).gettext(message) if message else ""

    def plural(self, one: str, many: str, count: int) -> str:
        """Return the form of a text that fits ``count``."""
        return _catalogue(self.language).ngettext(one, many, count)

    def word(self, word: StrEnum) -> str:
        """Return a word of the vocabulary."""
        return self.text(label_source(word) if has_label(word) else WORDS[word])

    def kind(self, kind: str) -> str:
        """Return the label of a kind of meeting, capitalised."""
        return capital(self.word(MeetingKind(kind)))

    def cell_kind(self, kind: str) -> str:
        """Return the label of a kind of cell."""
        return self.word(CellKind(kind))

    def error(self, fault: ChiboError) -> str:
        """Return the sentence of a refusal."""
        with in_language(self.language):
            return fill(self.text(fault.template), fault.values)

    def day(self, day: date | str | None) -> str:
        """Return a day: 03/12/2026, in English 2026-12-03."""
        found = date.fromisoformat(day) if isinstance(day, str) else day
        return NOTHING if found is None else day_text(found, self.language)

    def moment(self, moment: datetime | None) -> str:
        """Return a time with its day, in Vietnam."""
        if moment is None:
            return NOTHING
        return f"{hour_text(moment)}, {day_text(moment, self.language)}"

    def month(self, month: str) -> str:
        """Return a month (``2026-12``): 12/2026, in English 2026-12."""
        year, number = month.split("-")
        return f"{number}/{year}" if self.language == "vi" else month

    def count(self, number: int | None) -> str:
        """Return a whole number with its thousands apart: 33.690, in English 33,690."""
        return NOTHING if number is None else count_text(number, self.language)

    def percent(self, numerator: int, denominator: int) -> str:
        """Return a rate to a hundredth of a percent, rounded half up: 85,94 %; a dash where the denominator is 0."""
        return percent_text(Rate(numerator, denominator), self.language)

    def rate(self, numerator: int, denominator: int) -> str:
        """Return both counts of a rate: 33.690/39.204."""
        return f"{self.count(numerator)}/{self.count(denominator)}" if denominator else NOTHING


@cache
def localizer(language: Language) -> Localizer:
    """Return the localizer of a language."""
    return Localizer(language if language in LANGUAGES else "vi")


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    return gettext.translation("chibo", CATALOGUES, [language], fallback=True)
