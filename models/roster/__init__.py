"""Rosters as cells keep them (CSV, XLSX) read into plain values, checked, and compared with the store.

Use :func:`read_roster` for a file and :func:`compare` for what importing it would do; nothing is written here.
"""

from models.roster.preview import ExistingMember, FieldChange, Preview, PreviewRow, RowOutcome, compare
from models.roster.reading import read_roster
from models.roster.values import Roster, RosterColumn, RosterFinding, RosterRow, RosterSource, Severity

__all__ = [
    "ExistingMember",
    "FieldChange",
    "Preview",
    "PreviewRow",
    "Roster",
    "RosterColumn",
    "RosterFinding",
    "RosterRow",
    "RosterSource",
    "RowOutcome",
    "Severity",
    "compare",
    "read_roster",
]
