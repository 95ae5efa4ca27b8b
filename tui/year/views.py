"""The views of the year, a module each: :class:`tui.year.view.YearView` says what one needs; the list is here.

To add one: a subclass in a module of its own, its keys in :mod:`tui.year.keys` (or a table of its own), its name below.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from tui.year.view import YearView

_VIEWS = (
    ("tui.year.overview", "YearOverview"),
    ("tui.year.sheet_view", "FourGoodView"),
    ("tui.year.sheet_view", "ClassificationView"),
    ("tui.year.themes", "YearThemes"),
    ("tui.year.indicators", "YearIndicators"),
    ("tui.year.members", "YearMembers"),
)


def views() -> Iterator[YearView]:
    """Yield a new one of every view, in their order."""
    for module, name in _VIEWS:
        yield getattr(import_module(module), name)()
