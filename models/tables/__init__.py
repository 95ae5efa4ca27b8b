"""The tables (SQLModel). Every :class:`Record` is journalled; nothing else is."""

from models.tables.base import Record
from models.tables.decisions import (
    Motion,
    MotionOption,
    NamedVote,
    Petition,
    Resolution,
    Round,
    RoundOption,
    RoundTeller,
    RoundVoter,
    Score,
    Task,
)
from models.tables.exchange import DeviceFork, FieldConflict, Report, SetAside, Settlement
from models.tables.journal import JournalChange, JournalEntry, LocalState
from models.tables.letters import Letter
from models.tables.meetings import (
    Addendum,
    AgendaItem,
    Attendance,
    Guest,
    HandbookPosting,
    ItemRun,
    Material,
    Meeting,
    MeetingPause,
    Minutes,
    Note,
    Speech,
)
from models.tables.people import Member, MemberOffice, MemberStatus, Organisation, Setting
from models.tables.superior import OfficialPoints, Praise
from models.tables.years import Evaluation, MemberReview, PlannedTheme, YearScore

__all__ = [
    "Addendum",
    "AgendaItem",
    "Attendance",
    "DeviceFork",
    "Evaluation",
    "FieldConflict",
    "Guest",
    "HandbookPosting",
    "ItemRun",
    "JournalChange",
    "JournalEntry",
    "Letter",
    "LocalState",
    "Material",
    "Meeting",
    "MeetingPause",
    "Member",
    "MemberOffice",
    "MemberReview",
    "MemberStatus",
    "Minutes",
    "Motion",
    "MotionOption",
    "NamedVote",
    "Note",
    "OfficialPoints",
    "Organisation",
    "Petition",
    "PlannedTheme",
    "Praise",
    "Record",
    "Report",
    "Resolution",
    "Round",
    "RoundOption",
    "RoundTeller",
    "RoundVoter",
    "Score",
    "SetAside",
    "Setting",
    "Settlement",
    "Speech",
    "Task",
    "YearScore",
]
