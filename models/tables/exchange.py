"""What the exchange between machines leaves in a store: settled conflicts and reports; beside them, local tables.

:class:`Settlement` and :class:`Report` are journalled and travel. The other tables belong to this machine alone: what
could not be applied, which fields have several heads, which histories were forked.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.domain.vocabulary import ReportState
from models.tables.base import Record, moment, reference, word


class Settlement(Record, table=True):
    """Somebody's choice among the concurrent values of a field (or a group of fields) of one row.

    ``heads`` are the entries between which was chosen (by identity, parted by spaces), ``value`` a JSON object of
    the fields as they were chosen. The key is natural: the same choice made on two devices is one row.
    """

    table: str = Field(sa_column_kwargs={"name": "table_name"})
    row_id: str = Field(index=True)
    field: str
    heads: str
    value: str


class Report(Record, table=True):
    """The report of a meeting to the superior; natural key of its meeting.

    ``digest`` is the SHA-256 of the report as it was signed, ``remark`` what the superior wrote who returned it.
    """

    meeting_id: str = reference("meeting", required=True)
    state: ReportState = word(ReportState, ReportState.QUEUED)
    remark: str = ""
    sent_at: datetime | None = moment()
    acknowledged_at: datetime | None = moment()
    digest: str = ""


class SetAside(SQLModel, table=True):
    """An entry of another device that was not applied, whole as it came (canonical JSON), and why not.

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
    """A field (or group) of a living row whose heads say different things: somebody has to choose.

    ``heads`` is a JSON list of ``[identity, device/seq, {field: value}]``, the one that holds first; ``base`` a JSON
    object of the values before they parted, or null. Kept by the merge from the journal, which has all of it.
    """

    __tablename__ = "field_conflict"
    table: str = Field(primary_key=True, sa_column_kwargs={"name": "table_name"})
    row_id: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    heads: str
    base: str


class DeviceFork(SQLModel, table=True):
    """A history that goes by another device's name: from ``first`` on, the entry with ``hash`` and all behind it."""

    __tablename__ = "device_fork"
    device: str = Field(primary_key=True, max_length=36)
    first: int = Field(primary_key=True)
    hash: str = Field(primary_key=True)
    new_device: str = Field(max_length=36)
