"""The kinds of argument that acts take beside text, numbers, dates and words: keys of records.

On screen and in tests an act gets keys; on the command line a person writes a name or a number, and
:mod:`models.acts.words` finds the key.
"""

from __future__ import annotations

from typing import NewType

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
EntryNumber = NewType("EntryNumber", int)
