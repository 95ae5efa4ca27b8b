"""What the server's tables share: metadata and common columns."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Dialect, Integer, LargeBinary, MetaData, Table, TypeDecorator
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from models.domain.points import Points
from models.tables.base import NAMING, UtcTime

METADATA = MetaData(naming_convention=NAMING)
NUMBER = BigInteger().with_variant(Integer(), "sqlite")  # SQLite generates row numbers for INTEGER only


class ServerRow(SQLModel, registry=registry(metadata=METADATA)):
    """A row of the server's database."""

    model_config = {"arbitrary_types_allowed": True}
    __table__: ClassVar[Table]


class HalfPoints(TypeDecorator[Points]):
    """Points of a sheet, stored as a number of half points."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Points | int | None, _dialect: Dialect) -> int | None:
        """Convert points to a number of half points."""
        return None if value is None else Points.of(value).halves

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> Points | None:
        """Convert a number of half points to points."""
        return None if value is None else Points(value)


def half_points() -> Any:
    """Column of points of a sheet."""
    return Field(sa_type=HalfPoints)


def time() -> Any:
    """Column of a time (UTC)."""
    return Field(sa_type=UtcTime)


def time_or_none() -> Any:
    """Nullable column of a time (UTC)."""
    return Field(default=None, sa_type=UtcTime)


def octets(length: int | None = None) -> Any:
    """Column of bytes, with a maximum length if one is given."""
    return Field(sa_type=LargeBinary(length))


def octets_or_none(length: int | None = None) -> Any:
    """Nullable column of bytes."""
    return Field(default=None, sa_type=LargeBinary(length))


def with_default(number: int) -> Any:
    """Column of a number with a default for rows that existed before the column."""
    return Field(default=number, sa_column_kwargs={"server_default": str(number)})


def cell_key() -> Any:
    """Column of the cell, the first of a key."""
    return Field(primary_key=True, max_length=36)


def place(*, index: bool = False, key: bool = False) -> Any:
    """Column of a place of the organisation tree."""
    return Field(foreign_key="organisation.id", index=index, primary_key=key, max_length=36)


def month(*, key: bool = False) -> Any:
    """Column of a month, ``2026-12``."""
    return Field(primary_key=key, max_length=7)


def month_or_none() -> Any:
    """Nullable column of a month."""
    return Field(default=None, max_length=7)
