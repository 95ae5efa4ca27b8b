"""Meetings: agenda, attendance, speeches, notes."""

from __future__ import annotations

from datetime import date, datetime

from models.domain.vocabulary import (
    AddendumKind,
    AttendanceState,
    ItemState,
    MeetingKind,
    MeetingState,
    MinutesState,
    NoteKind,
    PostedKind,
    SpeechKind,
    SpeechState,
    Visibility,
)
from models.tables.base import Record, moment, reference, word


class Meeting(Record, table=True):
    """One meeting. ``profile`` names the rules in force when it was planned; times are when a state was reached.

    ``roll`` is written when it closes: its members with statuses and office, independent of later changes.
    ``shortcomings`` and their ``remedy`` are named by the chair with the score, and read out at the next meeting.
    ``invitation`` is when the invitation was made last and what it said (:mod:`models.queries.invitations`).
    """

    organisation_id: str = reference("organisation", required=True)
    kind: MeetingKind = word(MeetingKind, required=True)
    title: str = ""
    scheduled_at: datetime = moment(index=True)
    planned_minutes: int = 90
    place: str = ""
    state: MeetingState = word(MeetingState, MeetingState.PLANNED)
    profile: str = ""
    template: str = ""
    chair_id: str | None = reference("member", index=False)
    minute_taker_id: str | None = reference("member", index=False)
    agenda_version: int = 0
    agreed_at: datetime | None = moment()
    notified_at: datetime | None = moment()
    opened_at: datetime | None = moment()
    closed_at: datetime | None = moment()
    postponed_reason: str = ""
    unspoken_first: bool = True
    present_only: bool = True
    planned_speech_seconds: int | None = None
    score_stage: str = ""
    roll: str = ""
    shortcomings: str = ""
    remedy: str = ""
    invitation: str = ""


class MeetingPause(Record, table=True):
    """A break of the meeting, with the interrupted item and speech, so that both continue after it."""

    __tablename__ = "meeting_pause"
    meeting_id: str = reference("meeting", required=True)
    paused_at: datetime = moment()
    resumed_at: datetime | None = moment()
    item_id: str | None = reference("agenda_item", index=False)
    speech_id: str | None = reference("speech", index=False)


class Guest(Record, table=True):
    """A person at the meeting who is not of the cell; ``assigned_superior`` is the superior's attending member."""

    meeting_id: str = reference("meeting", required=True)
    full_name: str
    role: str = ""
    assigned_superior: bool = False
    arrived_at: datetime | None = moment()
    left_at: datetime | None = moment()


class AgendaItem(Record, table=True):
    """An item of the agenda, in a tree. ``position`` is a fractional key; ``kind`` comes from the template.

    ``title_en`` is the template's English title and is emptied when the title is edited.
    ``added_after_agreement`` marks a change of the agenda that the cell had agreed.
    """

    __tablename__ = "agenda_item"
    meeting_id: str = reference("meeting", required=True)
    parent_id: str | None = reference("agenda_item")
    position: str = "a0"
    title: str
    title_en: str = ""
    kind: str = ""
    planned_minutes: int = 0
    presenter_id: str | None = reference("member", index=False)
    presenter_text: str = ""
    state: ItemState = word(ItemState, ItemState.PENDING)
    started_at: datetime | None = moment()
    ended_at: datetime | None = moment()
    conclusion: str = ""
    thematic: bool = False
    list_closed: bool = False
    added_after_agreement: bool = False
    carried_from_id: str | None = reference("agenda_item", index=False)


class ItemRun(Record, table=True):
    """A period in which an item ran; its timer is the sum of its runs, so a killed process loses no second."""

    __tablename__ = "item_run"
    item_id: str = reference("agenda_item", required=True)
    started_at: datetime = moment()
    ended_at: datetime | None = moment()


class Material(Record, table=True):
    """A document of an item: a file stored beside the database under its SHA-256."""

    item_id: str = reference("agenda_item", required=True)
    name: str
    sha256: str
    size: int = 0


class HandbookPosting(Record, table=True):
    """A paper of a meeting that was posted on the Handbook (the members' app), with its day; its key is natural.

    ``title`` distinguishes several papers of one kind.
    """

    __tablename__ = "handbook_posting"
    meeting_id: str = reference("meeting", required=True)
    kind: PostedKind = word(PostedKind, required=True)
    title: str = ""
    posted_on: date


class Attendance(Record, table=True):
    """The roll-call of one member at one meeting; the key is natural: two devices can make the same record.

    ``reason_accepted``: the committee accepted the reason for missing the whole meeting. ``online``: present through a
    connection and not in the room.
    """

    meeting_id: str = reference("meeting", required=True)
    member_id: str = reference("member", required=True)
    state: AttendanceState = word(AttendanceState, required=True)
    arrived_at: datetime | None = moment()
    left_at: datetime | None = moment()
    reason: str = ""
    reason_accepted: bool = False
    online: bool = False


class Speech(Record, table=True):
    """A contribution: waiting, running or ended. ``pause_seconds`` is the total of its ended pauses.

    ``interrupts_id`` is the speech that an intervention or an interposed question paused. It is a member's or a
    guest's.
    """

    meeting_id: str = reference("meeting", required=True)
    item_id: str = reference("agenda_item", required=True)
    member_id: str | None = reference("member")
    guest_id: str | None = reference("guest")
    kind: SpeechKind = word(SpeechKind, SpeechKind.SPEECH)
    state: SpeechState = word(SpeechState, SpeechState.WAITING)
    position: str = "a0"
    asked_at: datetime = moment()
    started_at: datetime | None = moment()
    paused_at: datetime | None = moment()
    pause_seconds: int = 0
    ended_at: datetime | None = moment()
    planned_seconds: int | None = None
    interrupts_id: str | None = reference("speech", index=False)


class Note(Record, table=True):
    """Something written down about an item: by whom (a member or a guest), about whom, and who may see it."""

    meeting_id: str = reference("meeting", required=True)
    item_id: str | None = reference("agenda_item")
    kind: NoteKind = word(NoteKind, NoteKind.GENERAL)
    member_id: str | None = reference("member")
    author_id: str | None = reference("member", index=False)
    guest_id: str | None = reference("guest", index=False)
    text: str
    visibility: Visibility = word(Visibility, Visibility.MINUTES)
    written_at: datetime = moment()


class Minutes(Record, table=True):
    """The minutes of a meeting; approved ones have the SHA-256 of their text and cannot be changed.

    ``number`` runs over the term and is given at the approval. ``head`` is the other content of the meeting's papers
    (names of the cell, of people and their offices) at that time (:mod:`models.queries.sealed`).
    """

    meeting_id: str = reference("meeting", required=True)
    text: str = ""
    derived_text: str = ""
    state: MinutesState = word(MinutesState, MinutesState.DRAFT)
    approved_at: datetime | None = moment()
    seal: str = ""
    number: int | None = None
    head: str = ""


class Addendum(Record, table=True):
    """A correction of approved minutes, or something missing in them."""

    minutes_id: str = reference("minutes", required=True)
    kind: AddendumKind = word(AddendumKind, AddendumKind.CORRECTION)
    text: str
    written_at: datetime = moment()
