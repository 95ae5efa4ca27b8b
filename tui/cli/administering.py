"""What the commands of ``admin`` share: the server's database to read and to change, times as people read them."""

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
    """Return what ``work`` reads in the server's database (``context.obj`` are its settings)."""
    from sync.server.administration import open_database

    with open_database(context.obj) as database:
        return database.read(work, *args, **kwargs)


def change_database(
    context: typer.Context, work: Callable[Concatenate[Connection, datetime, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Return what ``work`` does in one transaction on the server's database; it is given the time, too."""
    from sync.server.administration import open_database

    with open_database(context.obj) as database:
        return database.write(work, server_now(), *args, **kwargs)


def server_now() -> datetime:
    """Return the time, to the millisecond, as the server's database keeps it."""
    now = system_clock()()
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def time_text(moment: datetime | None) -> str:
    """Return a time as a table shows it, in Vietnam's zone; nothing for none."""
    return f"{moment.astimezone(VIETNAM):%Y-%m-%d %H:%M}" if moment else ""
