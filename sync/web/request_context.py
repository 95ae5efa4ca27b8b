"""The context of a page: one visitor, one place, one transaction; and the results of a page."""

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
    """The parameters in the address: parts of its path, and its query."""

    path: Mapping[str, str]
    query: Mapping[str, str]

    def page(self) -> int:
        """Return the page number of a long table, from 1."""
        text = self.query.get("page", "1")
        return min(max(int(text), 1), _MANY) if text.isascii() and text.isdigit() and len(text) < 7 else 1

    def choice(self, name: str, *allowed: str) -> str:
        """Return the value of a parameter if it is allowed; otherwise the first allowed one."""
        text = self.query.get(name, "")
        return text if text in allowed else allowed[0]


@dataclass(frozen=True, slots=True)
class RequestContext:
    """Visitor, place and time. Everything is read through its connection, restricted to its place."""

    connection: Connection
    now: datetime
    visitor: Visitor
    localizer: Localizer
    reach: Reach
    params: QueryParams

    @property
    def place(self) -> ReachedPlace:
        """The place of the page."""
        return self.reach.place

    def period(self, default: str = "recent") -> Period:
        """Return the period of the page."""
        return period(self.params.query.get("period", default), self.now, default)


@dataclass(frozen=True, slots=True)
class PageResponse:
    """A page: its template, its title, its tab; and the audit event of reading it."""

    template: str
    title: str
    tab: str
    values: Mapping[str, Any] = field(default_factory=dict)
    noted: tuple[Event, str] | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A file for the browser to save."""

    name: str
    media_type: str
    body: bytes
    noted: tuple[Event, str] | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """The page to show after a decision, and its notice (a key of ``NOTICES``)."""

    path: str
    notice: str


View = Callable[[RequestContext], PageResponse | Download]
FormAction = Callable[[RequestContext, Form], Redirect]


@dataclass(frozen=True, slots=True)
class Paging:
    """A part of a long table; one additional row is read to know ``has_next``."""

    page: int
    has_next: bool

    @property
    def is_needed(self) -> bool:
        """Whether the table has more than one page."""
        return self.page > 1 or self.has_next


def cut(rows: list[Any], page: int) -> tuple[list[Any], Paging]:
    """Return the rows of a page, of which one additional row was read, and whether there is a next page."""
    return rows[:ROWS], Paging(page, len(rows) > ROWS)
