"""What applying and forking use of the store: its transactions, clock and the order of writers."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from typing import Protocol

from models.domain.clock import Clock
from models.store.writer_priority import WriterPriority


class TransactionSource(Protocol):
    """The part of :class:`models.store.store.Store` that works on plain connections."""

    clock: Clock
    priority: WriterPriority

    def exchanging(self, *, durable: bool = True) -> AbstractContextManager[sqlite3.Connection]:
        """Open a transaction that writes changes of other devices; the journal's triggers ignore it."""

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Open a connection for reading."""

    def checkpoint(self) -> None:
        """Copy the write-ahead log into the file, without waiting for readers or writers."""
