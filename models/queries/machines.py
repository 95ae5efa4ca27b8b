"""The cell's machines: their names, and the marks that distinguish their acts in the journal.

Each machine numbers its own acts. In a store with acts of several machines, an act is named by the mark of its machine
and its number, ``7f3a:12``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nlargest
from types import MappingProxyType

from models.domain.errors import Refused, WrongUsage
from models.domain.language import N_, _
from models.domain.text import fold
from models.domain.typed.characters import quoted
from models.domain.typed.numbers import read_whole
from models.queries.history import last_times
from models.queries.journal_heads import last_entries

PREFIX = "machine:"
"""The prefix of the setting that stores a machine's name; the id of its account follows."""

KEY = "key:"
"""The prefix of the settings that record the cell's keys by id: why each was made, never the key itself."""
RENEWED = "recovery"
"""The reason of a key made for a new recovery code; the hash of that code's public key follows."""

MOST_LISTED = 20
"""How many machines are listed; the rest is counted."""
_NEVER = datetime.min.replace(tzinfo=UTC)

LEAST_MARK = 4
"""The minimum length of a mark, taken from the random end of a device's id; its beginning is a time stamp."""


def machine_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the names of machines by the ids of their accounts at the central server."""
    rows = connection.execute("SELECT key, value FROM setting WHERE key GLOB ? AND deleted = 0", (f"{PREFIX}*",))
    return {key.removeprefix(PREFIX): value for key, value in rows}


def confirms_recovery(connection: sqlite3.Connection, recovery: str, key: str) -> bool:
    """Tell whether the records confirm that a recovery code, given by its hash, was made.

    Records of an older program name only the key made with it.
    """
    told = "SELECT 1 FROM setting WHERE deleted = 0 AND key GLOB ? AND (value = ? OR (value = ? AND key = ?))"
    wanted = (f"{KEY}*", f"{RENEWED} {recovery}", RENEWED, KEY + key)
    return connection.execute(told, wanted).fetchone() is not None


@dataclass(frozen=True, slots=True)
class JournalMachine:
    """A machine with acts in the journal. ``name`` is empty if it has none."""

    device: str
    mark: str
    name: str
    is_this: bool

    @property
    def word(self) -> str:
        """The displayed word: this machine, its name, or its mark."""
        if self.is_this:
            return _("this machine")
        return self.name or self.mark


@dataclass(frozen=True, slots=True)
class JournalMachines:
    """The machines of the journal by device; names and finds their acts."""

    by_device: Mapping[str, JournalMachine]

    @property
    def are_several(self) -> bool:
        """Whether a number alone does not identify an act."""
        return len(self.by_device) > 1

    def of(self, device: str) -> JournalMachine:
        """Return a machine, including one without entries in the journal."""
        return self.by_device.get(device) or JournalMachine(device, device[-LEAST_MARK:], "", is_this=False)

    def entry_name(self, device: str, seq: int) -> str:
        """Return the name of an act for ``undo number=``: its number, with the mark of the machine if there are
        several.
        """
        return f"{self.of(device).mark}:{seq}" if self.are_several else str(seq)

    def find(self, connection: sqlite3.Connection, text: str) -> tuple[str, int]:
        """Return the act named ``12``, ``7f3a:12`` or ``name of the machine:12``.

        Raises :class:`Refused` if there is none, or if the number exists on several machines.
        """
        machine, _colon, number = text.strip().replace("/", ":").rpartition(":")
        try:
            seq = read_whole(number)
        except WrongUsage:
            sentence = N_("“{text}” is no act; write its number as “chibo journal log” prints it.")
            raise Refused(sentence, text=quoted(text)) from None
        wanted = [one for one in self.by_device.values() if not machine or _is_called(one, machine)]
        found = [one for one in wanted if _has(connection, one.device, seq)]
        if not found:
            raise Refused(N_("Act number {number} has been taken back already, or there is none."), number=text)
        if len(found) > 1:
            named = ", ".join(f"{one.mark}:{seq} ({one.word})" for one in found)
            raise Refused(N_("Several machines have an act number {number}: {named}. Write one of these."),
                          number=text, named=named)  # fmt: skip
        return found[0].device, seq


def journal_machines(connection: sqlite3.Connection) -> JournalMachines:
    """Return the machines with acts in the journal, each with its shortest unique mark."""
    row = connection.execute("SELECT value FROM local_state WHERE key = 'device'").fetchone()
    this = str(row[0]) if row else ""
    devices = sorted({*last_entries(connection), this} - {""})
    names = _names(connection)
    length = next(n for n in range(LEAST_MARK, 65) if len({one[-n:] for one in devices}) == len(devices))
    return JournalMachines(
        {one: JournalMachine(one, one[-length:], names.get(one, ""), is_this=one == this) for one in devices}
    )


@dataclass(frozen=True, slots=True)
class MachineStanding:
    """A machine's last act in the journal here: its number and its time."""

    machine: JournalMachine
    acts: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Standings:
    """The machines of the journal that matter most, this one first, and how many ``more`` there are."""

    listed: tuple[MachineStanding, ...] = ()
    more: int = 0


def standings(connection: sqlite3.Connection, held: Mapping[str, int] = MappingProxyType({})) -> Standings:
    """Return the last act of machines in the journal: at most :data:`MOST_LISTED`, as anybody can make thousands.

    Those of which the server does not hold all (``held``: its last entries) come before those that wrote last.
    """
    machines, last = journal_machines(connection), last_entries(connection)
    times = last_times(connection, last)

    def weight(one: JournalMachine) -> tuple[bool, bool, datetime]:
        lacks = held.get(one.device, 0) < last.get(one.device, 0)
        return one.is_this, lacks, times.get(one.device, _NEVER)

    chosen = nlargest(MOST_LISTED, machines.by_device.values(), key=weight)
    found = [MachineStanding(one, last.get(one.device, 0), times.get(one.device)) for one in chosen]
    found.sort(key=lambda one: (not one.machine.is_this, one.machine.word))
    return Standings(tuple(found), len(machines.by_device) - len(found))


def _names(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the names of machines by device: the first machine that a device names on joining is itself."""
    rows = connection.execute(
        "SELECT e.device, s.value FROM journal_entry e JOIN journal_change c ON c.device = e.device AND c.seq = e.seq"
        " JOIN setting s ON s.id = c.row_id WHERE e.act = 'machine.name' AND s.deleted = 0 AND s.key GLOB ?"
        " ORDER BY e.seq DESC",
        (f"{PREFIX}*",),
    )
    return dict(rows.fetchall())


def _is_called(one: JournalMachine, text: str) -> bool:
    return text in (one.device, one.mark) or (bool(one.name) and fold(one.name) == fold(text))


def _has(connection: sqlite3.Connection, device: str, seq: int) -> bool:
    sql = "SELECT 1 FROM journal_entry WHERE device = ? AND seq = ?"
    return connection.execute(sql, (device, seq)).fetchone() is not None
