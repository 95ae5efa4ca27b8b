"""Shared by the ``admin`` commands: reading and changing the server's database, the text of times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import typer

from models.domain.clock import VIETNAM, system_clock

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

P = ParamSpec("P")
T = TypeVar("T")


def read_database(
    context: typer.Context, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Run ``work`` on a connection of the server's database (``context.obj`` are its settings); return its result."""
    from sync.server.administration import open_database

    with open_database(context.obj) as database:
        return database.read(work, *args, **kwargs)


def change_database(
    context: typer.Context, work: Callable[Concatenate[Connection, datetime, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Run ``work`` in one transaction of the server's database, with the current time; return its result."""
    from sync.server.administration import open_database

    with open_database(context.obj) as database:
        return database.write(work, server_now(), *args, **kwargs)


def server_now() -> datetime:
    """Return the time, to the millisecond, as the server's database keeps it."""
    now = system_clock()()
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def time_text(moment: datetime | None) -> str:
    """Return a time for a table, in Vietnam's zone; empty for none."""
    return f"{moment.astimezone(VIETNAM):%Y-%m-%d %H:%M}" if moment else ""
