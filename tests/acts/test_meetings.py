"""A meeting from its plan to its close: what is planned, what the rules say, what runs and stands still with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from models.acts.registry import ActOutcome
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.methods import Method
from models.domain.vocabulary import (
    AttendanceState,
    ItemState,
    MeetingKind,
    MeetingState,
    MotionState,
    Office,
    RoundState,
    SpeechState,
    Status,
)
from models.queries.agenda import agenda, find_item, running_item
from models.queries.floor import floor_view
from models.queries.invariants import broken_rules
from models.queries.meetings import guests, meetings
from models.queries.meetings import meeting as read_meeting
from models.store.export import export_text
from models.tables import Motion, Round

DAY = date(2026, 12, 3)
AT = datetime(2026, 12, 3, 14, 0, tzinfo=VIETNAM)


@pytest.fixture
def view(reader, meeting):
    return lambda: read_meeting(reader, meeting)


@pytest.fixture
def opened(meeting, do):
    """The scenario's meeting, open."""
    do("meeting.open")
    return meeting


@pytest.fixture
def discussion(opened, do, reader, member):
    """The discussion runs and Yến speaks."""
    do("attendance.present_rest")
    item = find_item(reader, opened, "Discussion")
    do("item.start", item=item)
    do("speech.start", member=member("Yến"))
    return item


def warnings_of(outcome):
    return " ".join(map(str, outcome.warnings))


def test_a_regular_meeting_is_planned_with_the_standard_agenda(meeting, reader, view):
    listed = agenda(reader, meeting)
    assert (len(listed.items), listed.total_minutes, view().planned_minutes) == (18, 90, 90)
    assert view().state is MeetingState.PLANNED
    assert view().scheduled_at == datetime(2026, 12, 3, 7, 0, tzinfo=UTC)
    assert (view().chair, view().minute_taker, view().place) == ("Phạm Quốc Ánh", "", "Phòng họp")
    assert (view().profile, view().template) == ("rules-2026", "agenda-regular")


def test_the_roles_of_the_template_become_members_by_their_offices(meeting, reader):
    presenters = {item.title_en: item.presenter for item in agenda(reader, meeting).items}
    assert presenters["Purpose of the meeting, guests"] == "Phạm Quốc Ánh"
    assert presenters["Roll-call"] == "Lê Thị Dung"
    assert presenters["Report on the dues"] == "Nguyễn Văn Đức"
    assert presenters["Discussion"] == "all"
    assert presenters["Self-criticism and criticism"] == "an assigned member"


def test_the_work_of_a_vacant_office_falls_to_the_secretary(store, do, reader):
    do("cell.create", name="Chi bộ")
    do("member.add", name="Vũ A", office=Office.SECRETARY)
    key = do("meeting.plan", at=AT).value
    assert {item.presenter_name for item in agenda(reader, key).items} == {"Vũ A", ""}


@pytest.mark.parametrize("kind", list(MeetingKind))
def test_every_kind_of_meeting_can_be_planned_and_taken_back(cell, do, reader, kind):
    before = export_text(reader)
    key = do("meeting.plan", at=AT, kind=kind).value
    assert agenda(reader, key).items
    do("undo")
    assert export_text(reader) == before


def test_one_meeting_is_not_planned_twice(meeting, do):
    with pytest.raises(Refused, match="planned already"):
        do("meeting.plan", at=AT)


def test_no_meeting_is_planned_without_a_cell(store, do):
    with pytest.raises(Refused, match="has no name yet"):
        do("meeting.plan", at=AT)


def test_a_regular_meeting_that_is_short_or_late_in_the_month_is_warned_of_with_the_citation(cell, do):
    outcome = do("meeting.plan", at=AT + timedelta(days=10), minutes=60)
    assert "held by day 7 of the month" in warnings_of(outcome)
    assert "60 minutes are too few for a regular meeting" in warnings_of(outcome)
    assert any("42-HD/BTCTW" in warning.citation for warning in outcome.warnings)


def test_a_regular_meeting_with_a_theme_takes_longer(meeting, do):
    do("item.add", title="Chuyên đề", minutes=20, thematic=True)
    assert "110 minutes are too few for a regular meeting with a theme" in warnings_of(do("agenda.agree"))


@pytest.mark.parametrize("minutes", [0, -5, 10_000])
def test_a_meeting_lasts_a_number_of_minutes_that_can_be(cell, do, minutes):
    with pytest.raises(Refused, match="minutes cannot be planned"):
        do("meeting.plan", at=AT, minutes=minutes)


def test_a_meeting_changes_piece_by_piece(meeting, do, member, view):
    do("meeting.change", place="Hội trường", title="Phiên cuối năm", minute_taker=member("Hạnh"), present_only=False)
    assert (view().place, view().title, view().minute_taker) == ("Hội trường", "Phiên cuối năm", "Trần Thị Bích Hạnh")
    assert (view().present_only, view().chair, view().planned_minutes) == (False, "Phạm Quốc Ánh", 90)


def test_the_time_of_an_open_meeting_stands(opened, do):
    with pytest.raises(Refused, match="its time stands"):
        do("meeting.change", at=AT + timedelta(days=1))


def test_a_cell_whose_committee_has_not_met_is_warned(meeting, do, clock, view):
    assert "committee has not met" in warnings_of(do("meeting.prepare"))
    assert view().state is MeetingState.PREPARED


def test_a_committee_that_met_is_not_warned_of(meeting, do):
    first = do("meeting.plan", at=AT - timedelta(days=2), kind=MeetingKind.COMMITTEE).value
    do("meeting.open", meeting=first)
    do("meeting.close")
    assert "committee" not in warnings_of(do("meeting.prepare", meeting=meeting))


def test_notice_on_the_day_itself_is_too_late(meeting, do, clock, view):
    assert "Notice is due 1 day before" in warnings_of(do("meeting.notify"))
    assert (view().state, view().notified_at) == (MeetingState.NOTIFIED, clock.now)


def test_notice_two_days_before_is_in_time(cell, do, reader):
    key = do("meeting.plan", at=AT + timedelta(days=2)).value
    assert not do("meeting.notify", meeting=key).warnings


def test_a_postponed_meeting_waits_for_a_day_and_is_planned_again(meeting, do, view):
    do("meeting.postpone", reason="bão")
    assert (view().state, view().postponed_reason) == (MeetingState.POSTPONED, "bão")
    do("meeting.postpone", to=AT + timedelta(days=1), meeting=meeting)
    assert (view().state, view().day) == (MeetingState.PLANNED, DAY + timedelta(days=1))


def test_a_meeting_is_postponed_only_with_a_reason(meeting, do):
    with pytest.raises(Refused, match="reason is empty"):
        do("meeting.postpone", to=AT + timedelta(days=1))


def test_an_open_meeting_is_not_postponed(opened, do):
    with pytest.raises(Refused, match="cannot be done any more"):
        do("meeting.postpone", reason="bão")


def test_a_meeting_opens_at_the_present_and_warns_of_missing_notice(meeting, do, clock, view):
    clock.advance(minutes=5)
    outcome = do("meeting.open")
    assert (view().state, view().opened_at) == (MeetingState.OPEN, clock.now)
    assert "Nobody was notified" in warnings_of(outcome)
    assert "can come" not in warnings_of(outcome)


def test_a_quorum_that_cannot_be_reached_is_warned_of(meeting, do, member):
    do("agenda.agree")
    for name in ("Yến", "Mậu", "Hương"):
        do("attendance.mark", member=member(name), state=AttendanceState.EXCUSED, reason="ốm")
    assert "At most 5 of 8 members convened can come; 6 are needed." in warnings_of(do("meeting.open"))


def test_one_meeting_is_open_at_a_time(opened, do):
    other = do("meeting.plan", at=AT + timedelta(days=1)).value
    with pytest.raises(Refused, match="The meeting of 2026-12-03 is still open"):
        do("meeting.open", meeting=other)


def test_a_break_stops_item_and_speech_and_both_go_on_after_it(discussion, do, clock, reader, meeting, view):
    clock.advance(minutes=3)
    do("meeting.pause")
    clock.advance(minutes=10)
    assert view().state is MeetingState.PAUSED
    assert running_item(reader, meeting) is None
    assert floor_view(reader, discussion).current.speech.state is SpeechState.PAUSED
    do("meeting.resume")
    clock.advance(minutes=1)
    assert running_item(reader, meeting) == discussion
    assert agenda(reader, meeting).elapsed_seconds(clock.now)[discussion] == 4 * 60
    assert floor_view(reader, discussion).current.spoken_seconds(clock.now) == 4 * 60
    assert view().held_seconds(clock.now) == 4 * 60
    assert not list(broken_rules(reader, meeting))


def test_a_speech_paused_before_the_break_stays_paused_after_it(discussion, do, reader):
    do("speech.pause")
    do("meeting.pause")
    do("meeting.resume")
    assert floor_view(reader, discussion).current.speech.state is SpeechState.PAUSED


def test_nothing_is_resumed_that_was_not_paused(opened, do):
    with pytest.raises(Refused, match="cannot become"):
        do("meeting.resume")
    do("meeting.pause")
    with pytest.raises(Refused, match="The meeting is paused"):
        do("meeting.pause")


def test_closing_ends_what_runs_and_leaves_the_rest_over(discussion, do, clock, reader, meeting, view):
    clock.advance(minutes=95)
    outcome = do("meeting.close")
    assert outcome.label == "closed the meeting after 95 minutes; 17 items left for the next"
    assert (view().state, view().closed_at) == (MeetingState.CLOSED, clock.now)
    states = {item.id: item.state for item in agenda(reader, meeting).items}
    assert states.pop(discussion) is ItemState.DONE
    assert set(states.values()) == {ItemState.DEFERRED}
    assert floor_view(reader, discussion).current is None
    assert not list(broken_rules(reader, meeting))
    (unscored,) = map(str, outcome.warnings)
    assert re.fullmatch(
        r"The cell has given no points yet for \d+ lines of the score sheet; until .*score.give”.", unscored
    )


def test_a_meeting_shorter_than_the_rule_is_warned_of_at_its_close(opened, do, clock):
    clock.advance(minutes=40)
    assert "40 minutes are too few" in warnings_of(do("meeting.close"))


def test_a_meeting_can_be_closed_in_a_break(discussion, do, clock, reader, meeting, view):
    do("meeting.pause")
    clock.advance(minutes=5)
    do("meeting.close")
    assert view().pauses[-1].ended_at == clock.now
    assert agenda(reader, meeting).item(discussion).state is ItemState.DONE
    assert not list(broken_rules(reader, meeting))


def test_a_meeting_is_not_closed_over_an_open_vote(opened, do, cell, clock):
    with cell.unit("test.vote") as unit:
        unit.add(
            Motion(id="m", meeting_id=opened, title="Nghị quyết", threshold="more than 1/2", state=MotionState.OPEN)
        )
        unit.add(
            Round(
                id="r",
                motion_id="m",
                number=1,
                method=Method.SHOW_OF_HANDS,
                state=RoundState.OPEN,
                threshold="more than 1/2",
                official=8,
                counted=8,
                voters_present=7,
                opened_at=clock.now,
            )
        )
    with pytest.raises(Refused, match="The vote on “Nghị quyết” is open"):
        do("meeting.close")


def test_a_heading_whose_items_were_discussed_is_not_left_over(opened, do, reader):
    heading = do("item.add", title="Nhân sự").value
    under = do("item.add", title="Kết nạp", under=heading).value
    do("item.start", item=under)
    do("meeting.close")
    states = {item.id: item.state for item in agenda(reader, opened).items}
    assert (states[heading], states[under]) == (ItemState.SKIPPED, ItemState.DONE)


@pytest.mark.parametrize("name", ["meeting.pause", "meeting.close"])
def test_undo_lets_everything_go_on_as_before_the_act(discussion, do, clock, reader, name):
    before = export_text(reader)
    clock.advance(minutes=2)
    do(name)
    do("undo")
    assert export_text(reader) == before


def test_a_guest_of_an_open_meeting_is_there_and_may_go_and_come_back(opened, do, reader, clock):
    key = do("guest.add", name="Đỗ Văn Cấp", role="Đảng ủy viên", assigned_superior=True).value
    (guest,) = guests(reader, opened)
    assert (guest.full_name, guest.assigned_superior, guest.arrived_at) == ("Đỗ Văn Cấp", True, clock.now)
    clock.advance(minutes=30)
    do("guest.leave", guest=key)
    assert guests(reader, opened)[0].left_at == clock.now
    do("guest.arrive", guest=key)
    assert guests(reader, opened)[0].left_at is None


def test_a_guest_announced_before_the_meeting_comes_when_it_is_open(meeting, do, reader):
    key = do("guest.add", name="Đỗ Văn Cấp").value
    assert guests(reader, meeting)[0].arrived_at is None
    with pytest.raises(Refused, match="The meeting is not open"):
        do("guest.arrive", guest=key)
    do("meeting.open")
    do("guest.arrive", guest=key)
    with pytest.raises(Refused, match="is here already"):
        do("guest.arrive", guest=key)


def test_a_guest_is_corrected_and_removed(meeting, do, reader):
    key = do("guest.add", name="Đỗ Văn Cấp").value
    do("guest.change", guest=key, role="Phó Bí thư Đảng ủy", assigned_superior=True)
    assert (guests(reader, meeting)[0].role, guests(reader, meeting)[0].full_name) == (
        "Phó Bí thư Đảng ủy",
        "Đỗ Văn Cấp",
    )
    do("guest.remove", guest=key)
    assert guests(reader, meeting) == ()


def test_a_meeting_planned_for_a_day_on_which_a_member_has_left_does_not_call_on_the_member(cell, do, member, reader):
    do("member.status", member=member("Dung"), status=Status.LEFT, since=DAY)
    key = do("meeting.plan", at=AT).value
    assert "Lê Thị Dung" not in {item.presenter for item in agenda(reader, key).items}
    assert [view.id for view in meetings(reader)] == [key]


def test_after_the_last_meeting_the_one_meant_is_asked_for(do: Callable[..., ActOutcome], meeting: str) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("meeting.close", meeting=meeting)
    with pytest.raises(Refused, match="name the one that you mean, such as 2026-12-03"):
        do("minutes.write", text="Biên bản")
