"""Finds the records that arguments name: by key, number or words, within a meeting or the whole cell."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from models.acts import kinds
from models.domain.errors import UnknownRecord
from models.domain.language import N_
from models.domain.ways_out import WayOut
from models.queries import handles, lookup
from models.queries.agenda import find_item
from models.queries.meetings import find_meeting
from models.queries.votes import find_motion

Finder = Callable[[sqlite3.Connection, str | None, str], str]


def _in_meeting(find: Callable[[sqlite3.Connection, str, str], str]) -> Finder:
    """Return a finder within the meeting; it refuses when there is no meeting."""

    def found(connection: sqlite3.Connection, meeting: str | None, text: str) -> str:
        if not meeting:
            raise UnknownRecord(
                N_("There is no meeting yet, so there is no “{text}” in it; plan one: {way}."),
                text=text,
                way=WayOut("meeting.plan"),
            )
        return find(connection, meeting, text)

    return found


def _among(table: str, candidates: handles.Candidates) -> Finder:
    """Return a finder by key or words among candidates."""
    return lambda connection, meeting, text: lookup.choose_named(table, text, candidates(connection, meeting or ""))


def _subject(connection: sqlite3.Connection, _meeting: str | None, text: str) -> str:
    """Return the key of the member whom a text names, else the text: the name of a person who is no member."""
    return lookup.find_member(connection, text) if lookup.names_a_member(connection, text) else text


FINDERS: dict[Any, Finder] = {
    kinds.MeetingId: lambda connection, _meeting, text: find_meeting(connection, text),
    kinds.MemberId: lambda connection, _meeting, text: lookup.find_member(connection, text),
    kinds.SubjectName: _subject,
    kinds.ItemId: _in_meeting(find_item),
    kinds.MotionId: _in_meeting(find_motion),
    kinds.NoteId: _in_meeting(handles.find_note),
    kinds.RoundId: _in_meeting(handles.find_round),
    kinds.GuestId: _in_meeting(_among(N_("guest"), handles.guests)),
    kinds.SpeechId: _in_meeting(_among(N_("speech"), handles.speeches)),
    kinds.OptionId: _in_meeting(_among(N_("option"), handles.options)),
    kinds.MaterialId: _in_meeting(_among(N_("document"), handles.materials)),
    kinds.ResolutionId: _among(N_("resolution"), handles.resolutions),
    kinds.LetterId: _among(N_("letter"), handles.letters),
    kinds.TaskId: lambda connection, _meeting, text: handles.find_task(connection, "", text),
    kinds.PetitionId: lambda connection, _meeting, text: handles.find_petition(connection, "", text),
    kinds.ThemeId: _among(N_("theme"), handles.themes),
}

PICKED: Mapping[Any, handles.Candidates] = {
    kinds.NoteId: handles.notes,
    kinds.MotionId: handles.listed_motions,
    kinds.RoundId: handles.rounds,
    kinds.GuestId: handles.guests,
    kinds.SpeechId: handles.speeches,
    kinds.MaterialId: handles.materials,
    kinds.ResolutionId: handles.resolutions,
    kinds.LetterId: handles.letters,
    kinds.TaskId: handles.tasks,
    kinds.PetitionId: handles.petitions,
    kinds.ThemeId: handles.themes,
}
"""The candidates of the palette's forms, by kind of key; members, items and meetings are handled there."""

IN_MEETING = frozenset(
    {
        kinds.ItemId,
        kinds.MotionId,
        kinds.GuestId,
        kinds.SpeechId,
        kinds.RoundId,
        kinds.OptionId,
        kinds.MaterialId,
        kinds.NoteId,
    }
)
"""Kinds of keys that are searched within a meeting."""
