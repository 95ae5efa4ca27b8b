"""Shared parts of all tables: text keys, the deleted mark, aware times, which tables are journalled."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Dialect, String, TypeDecorator
from sqlmodel import Field, SQLModel

from models.domain.clock import from_text, to_text

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING


class UtcTime(TypeDecorator[datetime]):
    """An aware time stored as sortable ISO 8601 text in UTC with milliseconds (see :mod:`models.domain.clock`)."""

    impl = String(24)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        """Write the time as text; a naive time is a programming error and raises ``ValueError``."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return None if value is None else to_text(value)

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> datetime | None:
        """Read the text back as an aware time in UTC."""
        return None if value is None else from_text(value)


class Word(TypeDecorator[StrEnum]):
    """A word of the vocabulary stored as text, so that a newer program's word does not break an older query."""

    impl = String
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__(32)
        self.words = words

    def process_bind_param(self, value: StrEnum | None, _dialect: Dialect) -> str | None:
        """Write the word; one that is not in the vocabulary raises ``ValueError``."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> StrEnum | None:
        """Read the text as a word of the vocabulary."""
        return None if value is None else self.words(value)


class Record(SQLModel):
    """A journalled row. Deleting is the field ``deleted``, not a DELETE: undo and merging need it."""

    id: str = Field(primary_key=True, max_length=36)
    deleted: bool = Field(default=False)


def moment(*, index: bool = False) -> Any:
    """Column of an aware time, nullable."""
    return Field(default=None, sa_type=UtcTime, index=index)


def word(words: type[StrEnum], default: StrEnum | None = None, *, required: bool = False) -> Any:
    """Column of a vocabulary word; nullable unless it has a default or is required."""
    kind = Word(words)
    if required:
        return Field(sa_type=kind)
    return Field(default=default, sa_type=kind, nullable=default is None)


def reference(table: str, *, required: bool = False, index: bool = True) -> Any:
    """Column of a foreign key; nullable unless required."""
    if required:
        return Field(foreign_key=f"{table}.id", index=index, max_length=36)
    return Field(default=None, foreign_key=f"{table}.id", index=index, max_length=36)
