"""A rule of the profile that is changed changes what the program does: those that did nothing before."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from models.acts.registry import Outcome
from models.domain.vocabulary import AttendanceState, MeetingKind, MeetingState, Method, MotionKind, MotionState
from models.profiles.loading import SHIPPED, load_profile
from models.queries.reviews import member_reviews
from models.queries.votes import MotionView, motions
from models.queries.year import YearOfMeetings, year_of_meetings
from models.store.store import Store
from tests.meeting_room import Clock, Room

Do = Callable[..., Outcome]
Named = Callable[[str], str]
Rule = Callable[[str, str], None]
TODAY = date(2026, 12, 3)


@pytest.fixture
def rule(cell: Store) -> Rule:
    """Change a rule in the cell's own file."""
    path = cell.home / "profiles" / "rules-2025.toml"

    def change(key: str, value: str) -> None:
        path.parent.mkdir(exist_ok=True)
        text = (path if path.exists() else SHIPPED / path.name).read_text(encoding="utf-8")
        changed, count = re.subn(rf"(?m)^(\[{re.escape(key)}\]\nvalue = ).*$", rf"\g<1>{value}", text)
        assert count == 1
        path.write_text(changed, encoding="utf-8")

    return change


@pytest.fixture
def voting(do: Do, meeting: str, member: Named) -> str:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    for name in ("Trình", "Ơn"):
        do("attendance.mark", member=member(name), state=AttendanceState.ELSEWHERE)
    for name in ("Ánh", "Dung", "Đức", "Hạnh", "Yến", "Mậu", "Hương"):
        do("attendance.mark", member=member(name), state=AttendanceState.PRESENT)
    return meeting


def _view(reader: sqlite3.Connection, meeting: str) -> MotionView:
    return motions(reader, meeting)[-1]


def _count(do: Do, reader: sqlite3.Connection, meeting: str, votes: tuple[int, ...]) -> None:
    view = _view(reader, meeting)
    opened = do("round.open", motion=view.id, method=Method.SHOW_OF_HANDS).value
    standing = [one.option.id for one in _view(reader, meeting).rounds[-1].options]
    do("round.count_hands_for", round=opened, marks=dict(zip(standing, votes, strict=True)))


@pytest.mark.parametrize(("value", "threshold"), [("false", ""), ("true", "more than 1/2")])
def test_a_second_ballot_among_the_tied_needs_a_majority_where_the_rules_say_so(
    rule: Rule, do: Do, voting: str, member: Named, reader: sqlite3.Connection, value: str, threshold: str
) -> None:
    rule("votes.tie_needs_majority", value)
    people = [member(name) for name in ("Đức", "Hạnh", "Mậu")]
    do("motion.put", title="Bầu", kind=MotionKind.ELECTION, seats=2, candidates=people)
    do("attendance.mark", member=member("Ân"), state=AttendanceState.ELSEWHERE)  # N = 7: four are a majority
    _count(do, reader, voting, (5, 4, 4))
    do("round.open", motion=_view(reader, voting).id)
    assert _view(reader, voting).rounds[-1].threshold == threshold


@pytest.mark.parametrize(("value", "state"), [("true", MotionState.PASSED), ("false", MotionState.FAILED)])
def test_votes_for_discipline_add_up_where_the_rules_let_them(
    rule: Rule, do: Do, voting: str, member: Named, reader: sqlite3.Connection, value: str, state: MotionState
) -> None:
    rule("votes.discipline_accumulates", value)
    do("motion.put", title="Kỷ luật", kind=MotionKind.DISCIPLINE, subject=member("Hương"))
    _count(do, reader, voting, (2, 3, 2, 0))
    assert _view(reader, voting).state is state


@pytest.mark.parametrize(("value", "warned"), [('"at least 2/3"', False), ('"at least 9/10"', True)])
def test_the_quorum_of_an_election_is_that_of_the_rules(
    rule: Rule, do: Do, voting: str, member: Named, value: str, warned: bool
) -> None:
    rule("votes.congress_quorum", value)
    people = [member(name) for name in ("Đức", "Hạnh")]
    motion = do("motion.put", title="Bầu", kind=MotionKind.ELECTION, seats=1, candidates=people).value
    opened = do("round.open", motion=motion, method=Method.PAPER_BALLOT)
    assert any("quorum" in str(one) for one in opened.warnings) is warned


@pytest.mark.parametrize(("value", "first"), [("true", True), ("false", False)])
def test_the_head_is_reviewed_first_where_the_rules_say_so(
    rule: Rule, cell: Store, reader: sqlite3.Connection, value: str, first: bool
) -> None:
    rule("review.head_first", value)
    listed = member_reviews(reader, cell.home, 2026, TODAY).members
    assert (listed[1].member.office == "deputy_secretary") is first


@pytest.mark.parametrize(("value", "warned"), [("2", True), ("9", False)])
def test_a_result_that_goes_up_late_is_warned_of_by_the_days_of_the_rules(
    rule: Rule, do: Do, meeting: str, clock: Clock, value: str, warned: bool
) -> None:
    rule("meetings.result_days", value)
    do("meeting.open", meeting=meeting)
    do("meeting.close")
    do("minutes.write", text="Biên bản", meeting=meeting)
    clock.advance(minutes=5 * 24 * 60)
    done = do("minutes.approve", meeting=meeting)
    assert any("goes up 5 days after" in str(one) for one in done.warnings) is warned


def _year(reader: sqlite3.Connection, store: Store) -> YearOfMeetings:
    return year_of_meetings(reader, 2026, load_profile(store.home, date(2026, 6, 1)), store.home)


def _held(room: Room, month: int, kind: MeetingKind) -> None:
    at = datetime(2026, month, 5, 7, tzinfo=UTC)
    room.add_meeting(at, kind=kind, opened_at=at, closed_at=at.replace(hour=9), state=MeetingState.CLOSED)


def test_a_thematic_meeting_stands_for_the_regular_one_only_where_the_rules_say_so(
    rule: Rule, cell: Store, room: Room, reader: sqlite3.Connection
) -> None:
    _held(room, 5, MeetingKind.THEMATIC)
    assert _year(reader, cell).regular(5) is None
    rule("meetings.theme_replaces_regular", "true")
    assert _year(reader, cell).regular(5) is not None


def test_a_month_has_its_regular_meetings_when_it_has_as_many_as_the_rules_ask(
    rule: Rule, cell: Store, room: Room, reader: sqlite3.Connection
) -> None:
    _held(room, 5, MeetingKind.REGULAR)
    assert _year(reader, cell).months_held == 1
    rule("meetings.regular_per_month", "2")
    assert _year(reader, cell).months_held == 0
