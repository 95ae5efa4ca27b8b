"""What a page stands on: one visitor's look at one place, within one transaction; and what it answers with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection

from sync.server.audit import Event
from sync.web.accounts.access import Reach, ReachedPlace
from sync.web.accounts.sessions import Visitor
from sync.web.forms import Form
from sync.web.localizer import Localizer
from sync.web.periods import Period, period
from sync.web.settings import ROWS

_MANY = 100_000


@dataclass(frozen=True, slots=True)
class QueryParams:
    """What the address says beyond the page: parts of its path, and its query."""

    path: Mapping[str, str]
    query: Mapping[str, str]

    def page(self) -> int:
        """Return which page of a long table is wanted, from 1."""
        text = self.query.get("page", "1")
        return min(max(int(text), 1), _MANY) if text.isascii() and text.isdigit() and len(text) < 7 else 1

    def choice(self, name: str, *allowed: str) -> str:
        """Return one of the words that a parameter may have; the first where it has none of them."""
        text = self.query.get(name, "")
        return text if text in allowed else allowed[0]


@dataclass(frozen=True, slots=True)
class RequestContext:
    """Who looks, at what, when. Everything is read through its connection, and by its place alone."""

    connection: Connection
    now: datetime
    visitor: Visitor
    localizer: Localizer
    reach: Reach
    params: QueryParams

    @property
    def place(self) -> ReachedPlace:
        """The place that the page is about."""
        return self.reach.place

    def period(self, default: str = "recent") -> Period:
        """Return the months that the page is about."""
        return period(self.params.query.get("period", default), self.now, default)


@dataclass(frozen=True, slots=True)
class PageResponse:
    """A page: its template, its title, which tab it stands under; what is written down of its having been read."""

    template: str
    title: str
    tab: str
    values: Mapping[str, Any] = field(default_factory=dict)
    noted: tuple[Event, str] | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A file to be kept."""

    name: str
    media_type: str
    body: bytes
    noted: tuple[Event, str] | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """Something was decided: the page to go on with, and the word that tells it (a key of ``NOTICES``)."""

    path: str
    notice: str


View = Callable[[RequestContext], PageResponse | Download]
FormAction = Callable[[RequestContext, Form], Redirect]


@dataclass(frozen=True, slots=True)
class Paging:
    """A part of a long table; ``has_next`` is known by one row more than is shown."""

    page: int
    has_next: bool

    @property
    def is_needed(self) -> bool:
        """Whether there is more than this one page."""
        return self.page > 1 or self.has_next


def cut(rows: list[Any], page: int) -> tuple[list[Any], Paging]:
    """Return the rows of a page, of which one more than fits was read, and whether there is a next page."""
    return rows[:ROWS], Paging(page, len(rows) > ROWS)
