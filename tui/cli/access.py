"""Context managers for commands: a read connection, or the store to act on."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from models.domain.clock import system_clock
from models.domain.errors import StoreUnusable
from models.profiles.in_force import problems
from models.store.faults import explain
from models.store.limits import DATABASE
from models.store.opening import open_reader
from models.store.store import Store
from tui.cli.output import print_notice


@contextlib.contextmanager
def reading(home: Path, *, once_more: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a read connection; ``once_more`` for a command that has opened the store before.

    Raises :class:`StoreUnusable`, also for damage that is found while reading.
    """
    connection = open_reader(home)
    if not once_more:
        _print_problems(home)
    try:
        yield connection
    except sqlite3.Error as fault:
        if (sentence := explain(fault)) is None:
            raise
        raise StoreUnusable(sentence, path=home / DATABASE) from fault
    finally:
        connection.close()


@contextlib.contextmanager
def acting(home: Path) -> Iterator[Store]:
    """Open the store to act on."""
    store = Store.open(home, system_clock())
    _print_problems(home)
    try:
        yield store
    finally:
        store.close()


def _print_problems(home: Path) -> None:
    """Report errors in the cell's own data files."""
    for sentence in problems(home):
        print_notice(f"⚠ {sentence}")
