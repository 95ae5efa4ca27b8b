"""The journal's own tables and the rows that never leave this machine; none of them is journalled."""

from __future__ import annotations

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel


class JournalEntry(SQLModel, table=True):
    """One act: who, when, what, and the hash that chains it to the device's previous entry.

    ``time`` is a hybrid logical clock (milliseconds since 1970 · 2^16 + counter). ``details`` is a JSON object of the
    names and numbers for the audit line (never the text of a note). ``undoes`` names the entry that this one undoes.
    """

    __tablename__ = "journal_entry"
    device: str = Field(primary_key=True, max_length=36)
    seq: int = Field(primary_key=True)
    time: int = Field(index=True)
    actor: str = ""
    act: str
    meeting_id: str | None = Field(default=None, index=True)
    details: str = "{}"
    undoes_device: str | None = None
    undoes_seq: int | None = None
    schema_version: int = 1
    previous_hash: str = ""
    hash: str


class JournalChange(SQLModel, table=True):
    """A row changed within an entry: JSON objects of its changed fields, old and new (``None``: it did not exist).

    Written by triggers with ``device`` and ``seq`` empty, and assigned to the act's entry at its commit. ``replaced``
    maps each field to the entry (``device/seq``) whose value it replaced.
    """

    __tablename__ = "journal_change"
    __table_args__ = (
        Index("ix_journal_change_pending", "id", sqlite_where=text("seq IS NULL")),
        Index("ix_journal_change_entry", "device", "seq"),
        Index("ix_journal_change_row", "row_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    device: str | None = None
    seq: int | None = None
    table: str = Field(sa_column_kwargs={"name": "table_name"})
    row_id: str
    old: str | None = None
    new: str | None = None
    replaced: str = "{}"


class LocalState(SQLModel, table=True):
    """Values of this machine only: its device id, the last time of its clock."""

    __tablename__ = "local_state"
    key: str = Field(primary_key=True)
    value: str
