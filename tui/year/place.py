"""The declaration of the place; see :mod:`tui.shell.places`."""

from __future__ import annotations

from models.domain.language import N_
from tui.shell.places import Place, go_key
from tui.year.keys import YEAR, YEAR_INDICATORS, YEAR_MEMBERS, YEAR_OVERVIEW, YEAR_SHEET, YEAR_THEMES

PLACE = Place(
    "year",
    {
        "YEAR": YEAR,
        "YEAR_INDICATORS": YEAR_INDICATORS,
        "YEAR_MEMBERS": YEAR_MEMBERS,
        "YEAR_OVERVIEW": YEAR_OVERVIEW,
        "YEAR_SHEET": YEAR_SHEET,
        "YEAR_THEMES": YEAR_THEMES,
    },
    label=N_("Year"),
    screen="tui.year.screen:YearScreen",
    of_meeting=False,
    rank=70,
    key=go_key("year", "f11,ctrl+t", N_("year"), N_("The year: meetings, sheets, reviews of members.")),
)
