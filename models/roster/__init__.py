"""Rosters as cells keep them (CSV, XLSX) read into plain values, checked, and compared with the store.

Use :func:`read_roster` for a file and :func:`compare` for what importing it would do; nothing is written here.
"""

from models.roster.preview import Change, ExistingMember, Outcome, Preview, PreviewRow, compare
from models.roster.reading import read_roster
from models.roster.values import Column, Finding, Roster, RosterRow, Severity, Source

__all__ = [
    "Change",
    "Column",
    "ExistingMember",
    "Finding",
    "Outcome",
    "Preview",
    "PreviewRow",
    "Roster",
    "RosterRow",
    "Severity",
    "Source",
    "compare",
    "read_roster",
]
