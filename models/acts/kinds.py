"""The kinds of argument that acts take beside text, numbers, dates and words: keys of records.

On screen and in tests an act gets keys; on the command line a person writes a name or a number, and
:mod:`models.acts.record_finders` finds the key.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated, NewType

from models.domain.typed.days import YearHint

MeetingId = NewType("MeetingId", str)
MemberId = NewType("MemberId", str)
GuestId = NewType("GuestId", str)
ItemId = NewType("ItemId", str)
SpeechId = NewType("SpeechId", str)
MaterialId = NewType("MaterialId", str)
NoteId = NewType("NoteId", str)
MotionId = NewType("MotionId", str)
OptionId = NewType("OptionId", str)
RoundId = NewType("RoundId", str)
ResolutionId = NewType("ResolutionId", str)
TaskId = NewType("TaskId", str)
PetitionId = NewType("PetitionId", str)
ThemeId = NewType("ThemeId", str)
EntryName = NewType("EntryName", str)

DueDay = Annotated[date, YearHint.AHEAD]
PastDay = Annotated[date, YearHint.PAST]
BirthDay = Annotated[date, YearHint.BORN]
"""Days that differ in where they lie when a person leaves the year out or writes two digits of it."""


class ArgumentReading(Enum):
    """How words become an argument where its kind does not tell: ``IN_MEETING`` an hour alone is one of the meeting's
    day, ``MEASURED`` decimals may be written, where the act has ``decimals`` too.
    """

    IN_MEETING = "in_meeting"
    MEASURED = "measured"


MeetingTime = Annotated[datetime, ArgumentReading.IN_MEETING]
Measure = Annotated[int, ArgumentReading.MEASURED]
