"""The facts that points are proposed from, as the store of the scenario's meeting has them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from models.acts.registry import ActOutcome
from models.acts.scores import SHEET
from models.acts.words import perform_words
from models.domain.bands import Rate
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.vocabulary import AttendanceState, Office, ScoreStage
from models.profiles.loading import load_profile
from models.profiles.schema import LengthBySize
from models.queries.agenda import agenda
from models.queries.carry_over import carried_over
from models.queries.people import members
from models.queries.scoring import facts, given_scores
from models.store.export import export_text
from models.store.store import Store
from tests.conftest import FakeClock
from tests.whole.scenario import BEFORE_THE_KILL, DISCUSSION, NOTES

Do = Callable[..., ActOutcome]
RULES = load_profile(None, date(2026, 12, 3))


@pytest.fixture
def held(cell: Store, meeting: str, do: Do, clock: FakeClock) -> str:
    """The scenario's meeting up to the notes."""
    do("agenda.agree", meeting=meeting)
    for one in (*BEFORE_THE_KILL, *DISCUSSION, *NOTES):
        clock.advance(minutes=one.minutes)
        perform_words(cell, one.act, one.words)
    return meeting


def test_the_scenarios_meeting_knows_who_came_who_spoke_and_what_was_noted(
    held: str, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    found = facts(reader, held, RULES, clock())
    assert found.attendance == Rate(9, 10)
    assert found.speaking == Rate(4, 9)
    assert (found.praise, found.criticism) == (1, 2)
    assert found.agreed
    assert found.ideology_minutes is not None
    assert found.required_minutes == 90
    assert found.unexcused == 0
    assert not found.is_over
    assert found.notice is None
    assert not found.thematic


def test_the_tasks_of_the_last_regular_meeting_count_when_they_were_done_by_the_day(
    cell: Store, do: Do, meeting: str, reader: sqlite3.Connection, member: Callable[[str], str], clock: FakeClock
) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    done, late, _open, dropped = (
        str(do("task.assign", title=name, owner=member("Đức"), due=date(2026, 12, 20)).value) for name in "abcd"
    )
    do("meeting.close")
    do("task.finish", task=done, on=date(2026, 12, 19))
    do("task.finish", task=late, on=date(2026, 12, 30))
    do("task.drop", task=dropped, reason="thôi")
    following = str(do("meeting.plan", at=datetime(2027, 1, 6, 14, 0, tzinfo=VIETNAM)).value)
    found = facts(reader, following, RULES, clock())
    assert (found.tasks, found.tasks_late) == (Rate(2, 3), 1)


def test_whoever_is_excused_for_the_fourth_time_running_is_counted(
    do: Do, cell: Store, reader: sqlite3.Connection, member: Callable[[str], str], clock: FakeClock
) -> None:
    counts = []
    for month in (9, 10, 11, 12):
        held = str(do("meeting.plan", at=datetime(2026, month, 3, 14, 0, tzinfo=VIETNAM)).value)
        do("agenda.agree", meeting=held)
        do("meeting.open", meeting=held)
        do("attendance.mark", member=member("Ân"), state=AttendanceState.EXCUSED, reason="ốm")
        counts.append(facts(reader, held, RULES, clock()).excused_too_often)
        do("meeting.close")
    assert counts == [0, 0, 0, 1]


def test_taking_all_proposals_is_one_act_and_keeps_what_a_person_gave(
    do: Do, held: str, reader: sqlite3.Connection
) -> None:
    do("score.give", criterion="speaking", points=2, remark="ít người")
    before = export_text(reader)
    count = do("score.take_proposals").value
    given = given_scores(reader, held, SHEET)[ScoreStage.SELF]
    assert len(given) == count + 1
    assert (given["speaking"].points, given["speaking"].remark) == (2, "ít người")
    assert (given["attendance-share"].points, given["attendance-share"].evidence) == (4, "9/10")
    assert "chairing-1" not in given
    do("undo")
    assert export_text(reader) == before


def test_points_of_another_stage_are_taken_over_apart(do: Do, held: str, reader: sqlite3.Connection) -> None:
    do("score.give", criterion="speaking", points=2)
    do("score.take_from", source=ScoreStage.SELF, stage=ScoreStage.VOTED)
    do("score.give", criterion="speaking", points=3, stage=ScoreStage.VOTED)
    given = given_scores(reader, held, SHEET)
    assert [given[stage].get("speaking") and given[stage]["speaking"].points for stage in ScoreStage] == [
        2,
        3,
        None,
        None,
    ]


def test_changing_points_keeps_the_remark_and_clearing_them_forgets_it(
    do: Do, held: str, reader: sqlite3.Connection
) -> None:
    do("score.give", criterion="speaking", points=2, remark="ít người")
    do("score.give", criterion="speaking", points=3)
    assert given_scores(reader, held, SHEET)[ScoreStage.SELF]["speaking"].remark == "ít người"
    do("score.clear", criterion="speaking")
    assert given_scores(reader, held, SHEET)[ScoreStage.SELF] == {}
    do("score.give", criterion="speaking", points=3)
    assert given_scores(reader, held, SHEET)[ScoreStage.SELF]["speaking"].remark == ""


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("score.clear", {"criterion": "speaking"}),
        ("score.take_from", {"source": ScoreStage.SELF, "stage": ScoreStage.VOTED}),
        ("score.give", {"criterion": "thematic-content", "points": 1}),
        ("score.give", {"criterion": "speaking", "points": 6}),
    ],
)
def test_what_cannot_be_given_is_refused_and_nothing_changes(
    do: Do, held: str, reader: sqlite3.Connection, act: str, arguments: dict[str, object]
) -> None:
    before = export_text(reader)
    with pytest.raises(Refused):
        do(act, **arguments)
    assert export_text(reader) == before


def test_the_length_required_is_that_of_a_meeting_with_a_theme_and_of_the_size_of_the_cell(
    cell: Store, do: Do, meeting: str, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    do("meeting.change", minutes=150, meeting=meeting)
    assert facts(reader, meeting, RULES, clock()).required_minutes == 90
    sized = replace(
        RULES,
        meetings=replace(
            RULES.meetings,
            minutes_by_size=replace(
                RULES.meetings.minutes_by_size, value=(LengthBySize(0, 9, 45, 60), LengthBySize(10, None, 100, 130))
            ),
        ),
    )
    assert facts(reader, meeting, sized, clock()).required_minutes == 100
    do("item.change", item=agenda(reader, meeting).items[11].id, thematic=True)
    assert facts(reader, meeting, RULES, clock()).required_minutes == 120
    assert facts(reader, meeting, sized, clock()).required_minutes == 130


def test_the_timer_knows_how_long_ideology_and_self_criticism_took(
    do: Do, meeting: str, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    assert facts(reader, meeting, RULES, clock()).ideology_minutes is None
    for kind, minutes in (("ideology", 6), ("discussion", 20), ("criticism", 9)):
        item = next(one.id for one in agenda(reader, meeting).items if one.kind == kind)
        do("item.start", item=item)
        clock.advance(minutes=minutes)
        do("item.finish", item=item)
    assert facts(reader, meeting, RULES, clock()).ideology_minutes == 15


def test_somebody_absent_without_a_reason_is_known_to_the_sheet(
    do: Do, meeting: str, reader: sqlite3.Connection, member: Callable[[str], str], clock: FakeClock
) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("attendance.mark", member=member("Ân"), state=AttendanceState.UNEXCUSED)
    assert facts(reader, meeting, RULES, clock()).unexcused == 1


def test_a_cell_with_a_secretary_alone_gets_the_points_for_the_meeting_of_the_committee(
    do: Do, meeting: str, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    assert facts(reader, meeting, RULES, clock()).committee_met is False
    for one in members(reader, date(2026, 12, 3)):
        if one.office is Office.COMMITTEE_MEMBER:
            do("member.office", member=one.id, office=Office.COMMITTEE_MEMBER, until=date(2026, 12, 3))
    assert facts(reader, meeting, RULES, clock()).committee_met is None


def test_a_wish_that_is_due_waits_for_its_answer(
    do: Do, meeting: str, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    due = str(do("petition.record", text="Sửa đèn đường", due=date(2026, 12, 20)).value)
    do("petition.record", text="Mua máy in", due=date(2027, 2, 1))
    do("meeting.close")
    following = str(do("meeting.plan", at=datetime(2027, 1, 6, 14, 0, tzinfo=VIETNAM)).value)
    assert facts(reader, following, RULES, clock()).wishes == Rate(0, 1)
    do("petition.answer", petition=due, answer="Đã sửa")
    assert facts(reader, following, RULES, clock()).wishes == Rate(1, 1)


def test_shortcomings_stand_with_the_meeting_and_come_into_the_next_one(
    do: Do, meeting: str, reader: sqlite3.Connection
) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    before = export_text(reader)
    do("score.shortcomings", shortcomings="Phát biểu còn ít", remedy="Gợi ý trước cho từng đồng chí")
    do("undo")
    assert export_text(reader) == before
    do("score.shortcomings", shortcomings="Phát biểu còn ít", remedy="Gợi ý trước cho từng đồng chí")
    do("meeting.close")
    following = str(do("meeting.plan", at=datetime(2027, 1, 6, 14, 0, tzinfo=VIETNAM)).value)
    last = carried_over(reader, following).last
    assert last is not None
    assert (last.shortcomings, last.remedy) == ("Phát biểu còn ít", "Gợi ý trước cho từng đồng chí")
