"""The pages of a place, and the notices after an action."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.language import N_
from sync.web.accounts.access import ReachedPlace
from sync.web.settings import PREFIX


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a place: the last part of its address, its title, whether it is the current one."""

    name: str
    title: str
    path: str
    is_current: bool


_TITLES = {
    "overview": N_("Overview"),
    "tree": N_("Tree"),
    "heat": N_("Month by month"),
    "trends": N_("Over time"),
    "reports": N_("Reports"),
    "petitions": N_("Petitions"),
    "superiors": N_("Assigned superiors"),
    "four-good": N_("Four-good cells"),
    "praise": N_("Good practice"),
    "indicators": N_("Indicators"),
    "inspection": N_("Inspection"),
}
_OF_CELLS = {"inspection"}
_NOT_OF_CELLS = {"heat", "tree"}

NOTICES = {
    "acknowledged": N_("The report is acknowledged; the cell is told when it next exchanges."),
    "returned": N_("The report goes back with your remark; the cell is told when it next exchanges."),
    "answered": N_("The answer is kept; the cell gets it when it next exchanges."),
    "reviewed": N_("The official points are kept."),
    "assigned": N_("The assignment is kept."),
    "registered": N_("The cell is registered."),
    "recognised": N_("The recognition is kept."),
    "praised": N_("The praise stands on this page now."),
    "withdrawn": N_("The praise is withdrawn."),
}


def path_of(place: str, tab: str = "overview", *more: str) -> str:
    """Return the address of a page of a place."""
    parts = ("places", place, *(() if tab == "overview" else (tab,)), *more)
    return "/".join((PREFIX, *parts))


def tabs(place: ReachedPlace, current: str) -> tuple[Tab, ...]:
    """Return the pages that a place has."""
    left_out = _NOT_OF_CELLS if place.is_cell else _OF_CELLS
    return tuple(
        Tab(name, title, path_of(place.id, name), name == current)
        for name, title in _TITLES.items()
        if name not in left_out
    )
