"""Indicators as lines: name, part of whole, percentage, and the percentage of the year before."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from models.domain.formats import percent_text
from models.domain.indicators import indicator_name
from models.domain.language import _
from models.domain.text import one_line
from models.queries.indicators import IndicatorLine


def indicator_titles(year: int, width: int) -> Content:
    """Return the titles of the columns."""
    right = _columns(_("part/whole"), _("percent"), str(year - 1))
    return Content.assemble((" " * max(0, width - cell_len(right)) + right, "$foreground-muted"))


def indicator_line(found: IndicatorLine, before: IndicatorLine | None, width: int) -> Content:
    """Return one indicator of a year."""
    part = f"{found.numerator}/{found.denominator}"
    right = _columns(part, percent_text(found.rate), percent_text(before.rate) if before else "")
    name = one_line(indicator_name(found.indicator), max(8, width - cell_len(right) - 2))
    return Content.assemble(f" {name}", " " * max(1, width - cell_len(name) - cell_len(right) - 1), right)


def _columns(part: str, percent: str, before: str) -> str:
    return f"{part:>11}{percent:>11}{before:>11} "
