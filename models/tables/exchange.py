"""Tables of the exchange between machines: settled conflicts and reports, and local tables.

:class:`Settlement` and :class:`Report` are journalled and synchronised. The other tables stay on this machine:
quarantined entries, fields with several heads, forked histories.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.domain.vocabulary import ReportState
from models.tables.base import Record, moment, reference, word


class Settlement(Record, table=True):
    """A person's choice among the concurrent values of a field (or a group of fields) of one row.

    ``heads`` are the entries to choose from (by identity, separated by spaces), ``value`` a JSON object of the chosen
    fields. The key is natural: the same choice made on two devices is one row.
    """

    table: str = Field(sa_column_kwargs={"name": "table_name"})
    row_id: str = Field(index=True)
    field: str
    heads: str
    value: str


class Report(Record, table=True):
    """The report of a meeting to the superior; natural key of its meeting.

    ``digest`` is the SHA-256 of the report as it was signed, ``remark`` the superior's when returning it.
    """

    meeting_id: str = reference("meeting", required=True)
    state: ReportState = word(ReportState, ReportState.QUEUED)
    remark: str = ""
    sent_at: datetime | None = moment()
    acknowledged_at: datetime | None = moment()
    digest: str = ""


class SetAside(SQLModel, table=True):
    """An entry of another device that was not applied, stored as it came (canonical JSON), and the reason.

    ``reason`` is a value of :class:`~models.store.quarantine.QuarantineReason`; ``told`` a JSON object with the values
    of its sentence.
    """

    __tablename__ = "set_aside"
    device: str = Field(primary_key=True, max_length=36)
    seq: int = Field(primary_key=True)
    hash: str = Field(primary_key=True)
    previous_hash: str
    reason: str
    told: str = "{}"
    entry: str
    received_at: str


class FieldConflict(SQLModel, table=True):
    """A field (or group) of an undeleted row whose heads differ: a person has to choose.

    ``heads`` is a JSON list of ``[identity, device/seq, {field: value}]``, the one in force first; ``base`` a JSON
    object of the values before they diverged, or null. Derived by the merge from the journal.
    """

    __tablename__ = "field_conflict"
    table: str = Field(primary_key=True, sa_column_kwargs={"name": "table_name"})
    row_id: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    heads: str
    base: str


class DeviceFork(SQLModel, table=True):
    """A history with another device's name: from ``first`` on, the entry with ``hash`` and all later ones."""

    __tablename__ = "device_fork"
    device: str = Field(primary_key=True, max_length=36)
    first: int = Field(primary_key=True)
    hash: str = Field(primary_key=True)
    new_device: str = Field(max_length=36)
