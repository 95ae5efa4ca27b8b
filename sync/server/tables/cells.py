"""Places of the organisation tree, and what the machines of cells send."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from models.domain.text import TITLE_KEY
from models.tables.base import word
from sync.server.tables.base import (
    NUMBER,
    ServerRow,
    cell_key,
    month_or_none,
    octets,
    octets_or_none,
    time,
    time_or_none,
    with_default,
)
from sync.vocabulary import CodeKind, OrganisationKind, ReceivedReportState


class OrganisationNode(ServerRow, table=True):
    """A province, a committee or a cell, and its parent.

    ``sort_key`` sorts names in every database (:func:`models.domain.text.title_key`). ``since`` is the first month in
    which a cell is expected to meet, ``until`` the last one of a closed cell.
    """

    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_kind", "kind"),)
    id: str = Field(primary_key=True, max_length=36)
    parent_id: str | None = Field(default=None, foreign_key="organisation.id", index=True, max_length=36)
    kind: OrganisationKind = word(OrganisationKind, required=True)
    name: str = Field(max_length=200)
    sort_key: bytes = octets(TITLE_KEY)
    created_at: datetime = time()
    since: str | None = month_or_none()
    until: str | None = month_or_none()


class Account(ServerRow, table=True):
    """One enrolled machine of a cell. Of its token only the SHA-256 is kept; ``mac`` binds its keys to the cell.

    ``mac`` is made with a key that the server does not have; the server only hands it on.
    """

    __tablename__ = "account"
    id: str = Field(primary_key=True, max_length=36)
    cell: str = Field(foreign_key="organisation.id", index=True, max_length=36)
    token_hash: str = Field(unique=True, max_length=64)
    seal_key: bytes = octets(32)
    sign_key: bytes = octets(32)
    mac: bytes = octets(32)
    created_at: datetime = time()
    last_seen: datetime | None = time_or_none()
    revoked_at: datetime | None = time_or_none()
    protocol: int = with_default(1)
    """The version of the protocol that the machine spoke last."""


class EnrolmentCode(ServerRow, table=True):
    """A code by which one machine may enrol, once, until it expires; only its SHA-256 is kept."""

    __tablename__ = "code"
    id: str = Field(primary_key=True, max_length=36)
    code_hash: str = Field(unique=True, max_length=64)
    cell: str = Field(foreign_key="organisation.id", index=True, max_length=36)
    kind: CodeKind = word(CodeKind, required=True)
    made_by: str | None = Field(default=None, max_length=36)
    created_at: datetime = time()
    expires_at: datetime = time()
    used_at: datetime | None = time_or_none()
    used_by: str | None = Field(default=None, max_length=36)
    revoked_at: datetime | None = time_or_none()


class Ledger(ServerRow, table=True):
    """One row per cell, locked by each append; ``revision`` counts the appends, for long polls.

    ``besides`` changes whenever anything beside the heads changes that machines fetch: keys, damaged parcels.
    ``octets`` is the size of the cell's boxes, ``member_key`` the public key by which machines prove that they have the
    cell's key ring, ``records`` the id of the cell in its own records.
    """

    __tablename__ = "ledger"
    cell: str = Field(foreign_key="organisation.id", primary_key=True, max_length=36)
    revision: int = Field(default=0, sa_type=BigInteger)
    besides: str = Field(default="", max_length=36, sa_column_kwargs={"server_default": ""})
    octets: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
    member_key: bytes | None = octets_or_none(32)
    records: str | None = Field(default=None, max_length=36)


class StoredHead(ServerRow, table=True):
    """The number and tag of the last entry of a device on the server; ``account`` began the device."""

    __tablename__ = "head"
    cell: str = cell_key()
    device: str = Field(primary_key=True, max_length=36)
    seq: int = Field(sa_type=BigInteger)
    tag: bytes = octets(16)
    account: str = Field(default="", max_length=36, sa_column_kwargs={"server_default": ""})


class ParcelRow(ServerRow):
    """A run of a device's entries in a box. Indexed by ``last``: what a machine lacks ends after what it has.

    ``sha256`` is of head and box as received (:func:`sync.protocol.parcels.digest`); ``rotten_at`` is when they no
    longer matched it, ``complained_at`` when a machine could not open the box, ``replaced`` how many times it was put
    again.
    """

    cell: str = cell_key()
    device: str = Field(primary_key=True, max_length=36)
    last: int = Field(primary_key=True, sa_type=BigInteger)
    first: int = Field(sa_type=BigInteger)
    previous_tag: bytes = octets(16)
    head_tag: bytes = octets(16)
    key_id: str = Field(max_length=64)
    box: bytes = octets()
    account: str = Field(max_length=36)
    received_at: datetime = time()
    sha256: bytes | None = octets_or_none(32)
    rotten_at: datetime | None = time_or_none()
    complained_at: datetime | None = time_or_none()
    replaced: int = with_default(0)


class StoredParcel(ParcelRow, table=True):
    """A parcel that machines get."""

    __tablename__ = "parcel"


class HiddenParcel(ParcelRow, table=True):
    """A parcel that a member had removed."""

    __tablename__ = "hidden_parcel"
    hidden_at: datetime = time()


class RemovedHistory(ServerRow, table=True):
    """A device's entries from ``first`` on were removed for good: the server accepts them from nobody."""

    __tablename__ = "removal"
    cell: str = cell_key()
    device: str = Field(primary_key=True, max_length=36)
    first: int = Field(sa_type=BigInteger)
    removed_at: datetime = time()
    removed_by: str = Field(max_length=36)
    account: str = Field(default="", max_length=36, sa_column_kwargs={"server_default": ""})
    """The revoked machine whose entries a member removed."""


class Holding(ServerRow, table=True):
    """What a machine stated that it holds: all that the server had, ``heads`` as JSON, at a time."""

    __tablename__ = "holding"
    cell: str = cell_key()
    account: str = Field(primary_key=True, max_length=36)
    held_at: datetime = time()
    heads: str = Field(sa_type=Text)


class DailyUse(ServerRow, table=True):
    """What an account put on one day (UTC), for its quota."""

    __tablename__ = "taken"
    cell: str = cell_key()
    account: str = Field(primary_key=True, max_length=36)
    day: str = Field(primary_key=True, max_length=10)
    octets: int = Field(sa_type=BigInteger)
    entries: int = Field(sa_type=BigInteger)
    ring_keys: int = with_default(0)
    """The number of keys that it added to the cell's ring."""


class KeyBox(ServerRow, table=True):
    """The cell's key ring sealed for one account, or (recipient ``recovery``) for the recovery code.

    ``version`` is the number of keys in the ring, ``signature`` is by the machine ``signed_by``; the server stores both
    as sent and does not check them. 0 and none: from a machine of version 1.
    """

    __tablename__ = "key_box"
    cell: str = cell_key()
    recipient: str = Field(primary_key=True, max_length=36)
    box: bytes = octets()
    put_by: str = Field(max_length=36)
    put_at: datetime = time()
    version: int = with_default(0)
    signed_by: str = Field(default="", max_length=36, sa_column_kwargs={"server_default": ""})
    signature: bytes | None = octets_or_none(64)


class ReceivedReport(ServerRow, table=True):
    """A signed report as received, unencrypted, and its state."""

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_state_cell", "state", "cell"),)
    cell: str = cell_key()
    id: str = Field(primary_key=True, max_length=64)
    state: ReceivedReportState = word(ReceivedReportState, required=True)
    remark: str = Field(default="", max_length=2000)
    document: bytes = octets()
    account: str = Field(max_length=36)
    received_at: datetime = time()
    decided_at: datetime | None = time_or_none()


class ReportKey(ServerRow, table=True):
    """A key that signs a cell's reports, bound to the cell when it was first used."""

    __tablename__ = "report_key"
    __table_args__ = (Index("ix_report_key_public_key", "public_key"),)
    cell: str = cell_key()
    key_id: str = Field(primary_key=True, max_length=64)
    public_key: bytes = octets(32)
    bound_at: datetime = time()


class Audit(ServerRow, table=True):
    """What was done to accounts, codes, keys, reports and the tree: actor, time, object; never any content."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_cell_event_at", "cell", "event", "at"),)
    number: int | None = Field(default=None, primary_key=True, sa_type=NUMBER)
    at: datetime = time()
    actor: str = Field(max_length=64)
    event: str = Field(max_length=32)
    cell: str | None = Field(default=None, index=True, max_length=36)
    subject: str = Field(default="", max_length=200)
