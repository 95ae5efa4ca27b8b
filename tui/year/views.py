"""The views of the year, one module each (base class :class:`tui.year.view.YearView`), in one list.

To add one: write a subclass in a module of its own, its keys in :mod:`tui.year.keys` (or its own table), and add its
name below.
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
    """Yield a new instance of every view, in order."""
    for module, name in _VIEWS:
        yield getattr(import_module(module), name)()
