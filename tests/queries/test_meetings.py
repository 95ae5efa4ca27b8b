"""The list of meetings, and the one that a person means."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from models.domain.clock import VIETNAM, to_text
from models.domain.errors import UnknownRecord
from models.domain.vocabulary import MeetingKind
from models.queries.meetings import BEGINS_AT, find_meeting, last_held, meeting_title, meetings, open_round
from models.queries.meetings import meeting as read_meeting

AT = datetime(2026, 12, 3, 14, 0, tzinfo=VIETNAM)


@pytest.fixture
def other(meeting, do):
    """An extraordinary meeting a week later."""
    return do("meeting.plan", at=AT + timedelta(days=7), kind=MeetingKind.EXTRAORDINARY, title="Đột xuất về bão").value


def test_meetings_are_listed_by_their_days(meeting, other, do, reader):
    earlier = do("meeting.plan", at=AT - timedelta(days=30)).value
    assert [view.id for view in meetings(reader)] == [earlier, meeting, other]


@pytest.mark.parametrize("text", ["03/12/2026", "2026-12-03", " 3/12/2026 ", "regular"])
def test_a_meeting_is_found_by_its_day_or_kind(meeting, other, reader, text):
    assert find_meeting(reader, text) == meeting


def test_a_meeting_is_found_by_its_key_and_by_words_of_its_title(meeting, other, reader):
    assert find_meeting(reader, other) == other
    assert find_meeting(reader, "dot xuat") == other


def test_a_meeting_just_after_midnight_in_vietnam_is_of_that_day(cell, do, reader):
    key = do("meeting.plan", at=datetime(2026, 12, 5, 0, 30, tzinfo=VIETNAM)).value
    assert find_meeting(reader, "05/12/2026") == key


def test_the_day_of_a_meeting_is_that_on_which_it_was_opened(meeting, do, clock, reader):
    clock.now = datetime(2026, 12, 1, 6, 6, tzinfo=VIETNAM)
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    opened = read_meeting(reader, meeting)
    assert (opened.day, opened.planned_day) == (date(2026, 12, 1), date(2026, 12, 3))
    assert meeting_title(opened) == "Regular meeting 2026-12-01"
    assert [find_meeting(reader, text) for text in ("01/12/2026", "03/12/2026")] == [meeting] * 2
    assert reader.execute(f"SELECT {BEGINS_AT} FROM meeting m").fetchone() == (to_text(opened.begins_at),)


def test_a_clock_that_was_evidently_wrong_does_not_move_a_meeting(meeting, do, clock, reader):
    do("agenda.agree", meeting=meeting)
    clock.now = datetime(2026, 10, 1, 6, 6, tzinfo=VIETNAM)
    do("meeting.open", meeting=meeting)
    opened = read_meeting(reader, meeting)
    assert (opened.day, opened.begins_at) == (date(2026, 12, 3), opened.scheduled_at)
    assert reader.execute(f"SELECT {BEGINS_AT} FROM meeting m").fetchone() == (to_text(opened.scheduled_at),)


@pytest.mark.parametrize("text", ["04/12/2026", "31/02/2026", "xyz"])
def test_a_meeting_that_is_not_there_is_said_so(meeting, reader, text):
    with pytest.raises(UnknownRecord, match="There is no meeting"):
        find_meeting(reader, text)


def test_two_meetings_of_a_day_are_not_guessed(meeting, do, reader):
    do("meeting.plan", at=AT, kind=MeetingKind.COMMITTEE)
    with pytest.raises(UnknownRecord, match="may mean several"):
        find_meeting(reader, "03/12/2026")


def test_an_unknown_key_is_said_so(cell, reader):
    with pytest.raises(UnknownRecord):
        read_meeting(reader, "nothing")


def test_the_breaks_do_not_count_as_time_held(meeting, do, clock, reader):
    assert read_meeting(reader, meeting).held_seconds(clock.now) == 0
    do("meeting.open")
    clock.advance(minutes=20)
    do("meeting.pause")
    clock.advance(minutes=10)
    assert read_meeting(reader, meeting).held_seconds(clock.now) == 20 * 60
    do("meeting.resume")
    clock.advance(minutes=5)
    do("meeting.close")
    clock.advance(hours=1)
    assert read_meeting(reader, meeting).held_seconds(clock.now) == 25 * 60


def test_the_last_meeting_held_is_a_closed_one_of_that_kind_before_that_time(meeting, other, do, reader):
    assert last_held(reader, MeetingKind.REGULAR, AT + timedelta(days=30)) is None
    do("meeting.open", meeting=meeting)
    do("meeting.close")
    assert last_held(reader, MeetingKind.REGULAR, AT + timedelta(days=30)).id == meeting
    assert last_held(reader, MeetingKind.REGULAR, AT) is None
    assert last_held(reader, MeetingKind.EXTRAORDINARY, AT + timedelta(days=30)) is None


def test_without_a_vote_no_round_is_open(meeting, reader):
    assert open_round(reader, meeting) is None
