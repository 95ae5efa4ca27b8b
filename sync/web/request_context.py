"""The context of a page: one visitor, one place, one transaction; and the results of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, WrapValidator
from pydantic_core import PydanticUseDefault
from sqlalchemy.engine import Connection

from sync.server.audit import Event
from sync.web.accounts.access import Reach, ReachedPlace
from sync.web.accounts.sessions import Visitor
from sync.web.forms import Form
from sync.web.localizer import Localizer
from sync.web.periods import Period, period
from sync.web.settings import ROWS


def _or_default(value: object, handler: Callable[[object], Any]) -> Any:
    try:
        return handler(value)
    except ValidationError:
        raise PydanticUseDefault from None


T = TypeVar("T")
OrDefault = Annotated[T, WrapValidator(_or_default)]
"""A query parameter whose default replaces an invalid value, so that an old or mistyped address shows a page."""


class PageQuery(BaseModel):
    """The query parameters of every page; others are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    page: OrDefault[Annotated[int, Field(ge=1, le=100_000)]] = 1
    """The page of a long table."""
    period: OrDefault[Annotated[str, Field(max_length=16)]] = ""


Q = TypeVar("Q", bound=PageQuery)


@dataclass(frozen=True, slots=True)
class RequestContext:
    """Visitor, place and time. Everything is read through its connection, restricted to its place."""

    connection: Connection
    now: datetime
    visitor: Visitor
    localizer: Localizer
    reach: Reach
    path: Mapping[str, str]
    """The variable parts of the address."""
    parameters: Mapping[str, str]
    """The query of the address; a page reads it by :meth:`query`."""

    @property
    def page(self) -> int:
        """The page of a long table, from 1."""
        return self.query(PageQuery).page

    def query(self, kind: type[Q]) -> Q:
        """Return the query as a page declares it."""
        return kind.model_validate(dict(self.parameters))

    @property
    def place(self) -> ReachedPlace:
        """The place of the page."""
        return self.reach.place

    def period(self, default: str = "recent") -> Period:
        """Return the period of the page."""
        return period(self.query(PageQuery).period, self.now, default)


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
