"""Supervisors, their sign-in, and what they write about the cells below them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from models.domain.points import Points
from models.tables.base import word
from sync.server.tables.base import (
    ServerRow,
    cell_key,
    half_points,
    month,
    month_or_none,
    place,
    time,
    time_or_none,
)
from sync.vocabulary import FourGoodState, SupervisorRole


class Supervisor(ServerRow, table=True):
    """A member of a superior committee who reads the pages. A removed one keeps the name, and has no login.

    ``totp_step`` is the time step of the last accepted code: no code is accepted twice (RFC 6238, 5.2).
    """

    __tablename__ = "supervisor"
    id: str = Field(primary_key=True, max_length=36)
    login: str | None = Field(default=None, unique=True, max_length=64)
    name: str = Field(max_length=200)
    password_hash: str = Field(max_length=200)
    totp_secret: str = Field(max_length=64)
    totp_step: int = Field(default=0, sa_type=BigInteger)
    created_at: datetime = time()
    signed_in_at: datetime | None = time_or_none()
    removed_at: datetime | None = time_or_none()


class Grant(ServerRow, table=True):
    """What a supervisor may do with a place and all below it."""

    __tablename__ = "supervisor_grant"
    supervisor: str = Field(foreign_key="supervisor.id", primary_key=True, max_length=36)
    place: str = place(key=True, index=True)
    role: SupervisorRole = word(SupervisorRole, required=True)


class WebSession(ServerRow, table=True):
    """A signed-in browser session; of the cookie's token only the SHA-256 is kept."""

    __tablename__ = "web_session"
    token_hash: str = Field(primary_key=True, max_length=64)
    supervisor: str = Field(foreign_key="supervisor.id", index=True, max_length=36)
    created_at: datetime = time()
    seen_at: datetime = time()
    language: str = Field(max_length=2)


class TrustedDevice(ServerRow, table=True):
    """A browser from which a supervisor signed in; strangers' attempts do not block it. SHA-256 of its token."""

    __tablename__ = "trusted_device"
    token_hash: str = Field(primary_key=True, max_length=64)
    supervisor: str = Field(foreign_key="supervisor.id", index=True, max_length=36)
    used_at: datetime = time()


class SignInAttempt(ServerRow, table=True):
    """The number of sign-in attempts since a time; ``key`` is the SHA-256 of an address, a login or a device."""

    __tablename__ = "sign_in_try"
    key: str = Field(primary_key=True, max_length=64)
    tries: int
    since: datetime = time()


class ScoreReview(ServerRow, table=True):
    """The official points that the superior gave a meeting after its report."""

    __tablename__ = "score_review"
    cell: str = cell_key()
    report: str = Field(primary_key=True, max_length=64)
    points: Points = half_points()
    points_of: Points = half_points()
    remark: str = Field(default="", max_length=2000)
    reviewed_at: datetime = time()
    reviewed_by: str = Field(max_length=36)


class FourGood(ServerRow, table=True):
    """A cell's registration for the four-good standard of a year, its score and what was decided (rule 14)."""

    __tablename__ = "four_good"
    __table_args__ = (Index("ix_four_good_year_cell", "year", "cell"),)
    cell: str = cell_key()
    year: int = Field(primary_key=True)
    state: FourGoodState = word(FourGoodState, required=True)
    points: int | None = None
    certificate: str = Field(default="", max_length=100)
    remark: str = Field(default="", max_length=2000)
    registered_at: datetime = time()
    registered_by: str = Field(max_length=36)
    decided_at: datetime | None = time_or_none()
    decided_by: str | None = Field(default=None, max_length=36)


class AssignedSuperior(ServerRow, table=True):
    """The member of the superior committee who is assigned to a cell, from one month to another."""

    __tablename__ = "assigned_superior"
    cell: str = cell_key()
    since: str = month(key=True)
    until: str | None = month_or_none()
    name: str = Field(max_length=200)
    assigned_at: datetime = time()
    assigned_by: str = Field(max_length=36)


class WrittenPraise(ServerRow, table=True):
    """Good practice of a cell that the superior praises, for the others to learn from."""

    __tablename__ = "praise"
    id: str = Field(primary_key=True, max_length=36)
    cell: str = place(index=True)
    text: str = Field(max_length=2000)
    written_at: datetime = time()
    written_by: str = Field(max_length=36)
    withdrawn_at: datetime | None = time_or_none()
