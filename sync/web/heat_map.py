"""The heat map's cells: a class for the colour, a letter, and the words for both."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape

from models.domain.language import N_
from sync.web.localizer import Localizer
from sync.web.queries.months import CellMonth, MonthMark
from sync.web.words import GRADES, LETTERS

_LETTERS = {MonthMark.HELD: "✓", MonthMark.MISSED: "×", MonthMark.DUE: "…", MonthMark.OUTSIDE: ""}
_WORDS = {
    MonthMark.HELD: N_("held"),
    MonthMark.MISSED: N_("missed"),
    MonthMark.DUE: N_("not held yet this month"),
    MonthMark.OUTSIDE: N_("not expected to meet"),
}
_UNGRADED = N_("without a grade")


@dataclass(frozen=True, slots=True)
class HeatMapCell:
    """One cell of the map; ``words`` are escaped already, as a page repeats them a thousand times."""

    classes: str
    letter: str
    words: Markup


def heat_map_cell(localizer: Localizer, month: CellMonth) -> HeatMapCell:
    """Return the map's cell for a month."""
    return _sign(localizer, month.mark, month.quality, is_late=month.is_late)


@cache
def _sign(localizer: Localizer, mark: MonthMark, quality: int | None, *, is_late: bool) -> HeatMapCell:
    classes = f"g{quality}" if quality else mark.value
    words = localizer.text(N_("held late") if is_late else _WORDS[mark])
    if mark is MonthMark.HELD:
        words = f"{words}, {localizer.text(GRADES[quality] if quality else _UNGRADED)}"
    return HeatMapCell(
        f"{classes} late" if is_late else classes, LETTERS[quality] if quality else _LETTERS[mark], escape(words)
    )
