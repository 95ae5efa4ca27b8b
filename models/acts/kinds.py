"""Kinds of arguments beside text, numbers, dates and words: keys of records.

Screens and tests pass keys; on the command line a person writes a name or a number, and
:mod:`models.acts.record_finders` finds the key.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Annotated, NewType

from models.domain.typed.days import YearHint

MeetingId = NewType("MeetingId", str)
MemberId = NewType("MemberId", str)
SubjectName = NewType("SubjectName", str)
"""The key of a member, or the name of a person who is none yet: whom an admission is about."""
GuestId = NewType("GuestId", str)
ItemId = NewType("ItemId", str)
SpeechId = NewType("SpeechId", str)
MaterialId = NewType("MaterialId", str)
NoteId = NewType("NoteId", str)
MotionId = NewType("MotionId", str)
OptionId = NewType("OptionId", str)
RoundId = NewType("RoundId", str)
ResolutionId = NewType("ResolutionId", str)
LetterId = NewType("LetterId", str)
TaskId = NewType("TaskId", str)
PetitionId = NewType("PetitionId", str)
ThemeId = NewType("ThemeId", str)
EntryName = NewType("EntryName", str)

DueDay = Annotated[date, YearHint.AHEAD]
PastDay = Annotated[date, YearHint.PAST]
BirthDay = Annotated[date, YearHint.BORN]
"""How the year of a day is completed if a person leaves it out or writes two digits of it."""


class ArgumentReading(Enum):
    """Marks how an argument is read beyond its kind:

    ``IN_MEETING`` an hour alone is on the meeting's day, ``MEASURED`` decimals are allowed if the act has ``decimals``
    too.
    """

    IN_MEETING = "in_meeting"
    MEASURED = "measured"


MeetingTime = Annotated[datetime, ArgumentReading.IN_MEETING]
Measure = Annotated[int, ArgumentReading.MEASURED]
