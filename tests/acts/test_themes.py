"""The year plan of themes: chosen from the catalogue or one's own, moved between quarters, taken up by a meeting."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from models.acts.registry import ActOutcome
from models.domain.clock import VIETNAM
from models.domain.errors import Refused, UnknownRecord
from models.domain.vocabulary import CellKind, MeetingKind
from models.queries.themes import PlannedView, YearPlan, offered_themes, reminders, year_plan
from models.store.store import Store

Do = Callable[..., ActOutcome]
Plan = Callable[..., YearPlan]
DECEMBER = date(2026, 12, 3)


@pytest.fixture
def plan(cell: Store, reader: sqlite3.Connection) -> Plan:
    return lambda year=2026, today=DECEMBER: year_plan(reader, cell.home, year, today)


def titles(themes: tuple[PlannedView, ...]) -> list[str]:
    return [theme.title for theme in themes]


def at(day: int, month: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 14, tzinfo=VIETNAM)


def hold(do: Do, meeting: str) -> None:
    do("meeting.open", meeting=meeting)
    do("meeting.close")


def test_a_theme_of_the_catalogue_stands_in_its_quarter_and_moves(do: Do, plan: Plan) -> None:
    theme = do("theme.choose", key="four-good", quarter=1).value
    assert titles(plan().quarters[0].themes) == ["Xây dựng chi bộ bốn tốt"]
    do("theme.move", theme=theme, quarter=2, month=5)
    found = plan()
    assert (found.quarters[0].themes, titles(found.quarters[1].themes)) == ((), ["Xây dựng chi bộ bốn tốt"])


def test_a_theme_of_ones_own_may_wait_for_its_quarter(do: Do, plan: Plan) -> None:
    do("theme.add", title="Giữ rừng đầu nguồn")
    assert titles(plan().open) == ["Giữ rừng đầu nguồn"]


def test_two_laptops_that_choose_one_theme_make_one_row(do: Do, plan: Plan) -> None:
    theme = do("theme.choose", key="digital", quarter=1).value
    with pytest.raises(Refused, match="in the plan of 2026 already"):
        do("theme.choose", key="digital", quarter=3)
    do("theme.remove", theme=theme)
    assert do("theme.choose", key="digital", quarter=3).value == theme
    assert titles(plan().themes) == [
        "Phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số ở đơn vị, địa phương"
    ]


@pytest.mark.parametrize(("quarter", "month"), [(5, None), (-1, None), (2, 9), (0, 13)])
def test_a_quarter_or_month_that_is_none_is_refused(do: Do, plan: Plan, quarter: int, month: int | None) -> None:
    with pytest.raises(Refused, match=r"quarter"):
        do("theme.add", title="x", quarter=quarter, month=month)
    assert plan().themes == ()


def test_an_unknown_theme_is_told_with_those_there_are(do: Do, cell: Store) -> None:
    with pytest.raises(UnknownRecord, match="four-good"):
        do("theme.choose", key="beauty")


def test_planning_its_meeting_moves_a_theme_to_the_quarter_of_the_day(do: Do, plan: Plan) -> None:
    theme = do("theme.choose", key="four-good", quarter=1).value
    meeting = do("theme.plan_meeting", theme=theme, at=at(10, 12)).value
    (found,) = plan().quarters[3].themes
    assert (found.month, found.meeting and found.meeting.id, found.is_used) == (12, meeting, False)
    with pytest.raises(Refused, match="already"):
        do("theme.plan_meeting", theme=theme, at=at(11, 12))


def test_undo_takes_the_meeting_and_the_link_back_together(do: Do, plan: Plan) -> None:
    theme = do("theme.choose", key="four-good", quarter=1).value
    do("theme.plan_meeting", theme=theme, at=at(10, 12))
    do("undo")
    (found,) = plan().quarters[0].themes
    assert found.meeting is None
    assert plan().quarters[3].meetings == ()


def test_the_catalogue_shows_what_was_used_and_offers_the_unused_first(
    do: Do, cell: Store, reader: sqlite3.Connection
) -> None:
    theme = do("theme.choose", key="study-ho-chi-minh", quarter=4).value
    meeting = do("theme.plan_meeting", theme=theme, at=at(3, 12)).value
    before = {one.theme.key: one for one in offered_themes(reader, cell.home)}
    assert (before["study-ho-chi-minh"].planned, before["study-ho-chi-minh"].used) == ((2026,), ())
    hold(do, meeting)
    found = offered_themes(reader, cell.home)
    assert (found[-1].theme.key, found[-1].used) == ("study-ho-chi-minh", (DECEMBER,))
    assert not found[0].planned


def test_a_cell_is_offered_what_its_type_needs(do: Do, cell: Store, reader: sqlite3.Connection) -> None:
    everything = {one.theme.key for one in offered_themes(reader, cell.home)}
    do("cell.change", kind=CellKind.AGENCY)
    agency = {one.theme.key for one in offered_themes(reader, cell.home)}
    assert {"hygiene", "production"} <= everything - agency
    assert {"public-duty", "admission"} <= agency


def test_a_quarter_without_a_meeting_with_a_theme_is_told_with_the_rule(do: Do, plan: Plan) -> None:
    lacking = [quarter.quarter for quarter in plan().quarters if quarter.lacks]
    assert lacking == [1, 2, 3, 4]
    first, last = plan().quarters[0].lacks, plan().quarters[3].lacks
    assert first
    assert last
    assert "42-HD/BTCTW" in last.citation
    assert ("needed 1" in str(first), "needs 1" in str(last)) == (True, True)
    do("meeting.plan", at=at(10, 12), kind=MeetingKind.THEMATIC)
    assert plan().quarters[3].lacks is None


def test_a_planned_meeting_that_was_not_held_counts_no_more_once_the_quarter_is_over(do: Do, plan: Plan) -> None:
    do("meeting.plan", at=at(10, 12), kind=MeetingKind.THEMATIC)
    assert plan(today=date(2027, 1, 1)).quarters[3].lacks is not None


def test_a_regular_meeting_with_a_theme_counts_for_its_quarter(do: Do, meeting: str, plan: Plan) -> None:
    assert plan().quarters[3].lacks is not None
    do("item.add", title="Chuyên đề quý", minutes=30, thematic=True, meeting=meeting)
    assert [one.id for one in plan().quarters[3].meetings] == [meeting]


def reminded(reader: sqlite3.Connection, home: Path, today: date) -> list[str]:
    return [str(one) for one in reminders(reader, home, today)]


def test_a_cell_that_has_not_begun_is_reminded_of_nothing(cell: Store, reader: sqlite3.Connection) -> None:
    assert reminded(reader, cell.home, DECEMBER) == []


def test_the_last_month_of_a_quarter_is_when_to_think_of_this_one_and_the_next(
    do: Do, cell: Store, reader: sqlite3.Connection
) -> None:
    do("theme.choose", key="digital", quarter=2)
    may, june = reminded(reader, cell.home, date(2026, 5, 31)), reminded(reader, cell.home, date(2026, 6, 1))
    assert may == []
    assert june == [
        "Quarter II/2026 has 0 meetings with a theme; it needs 1.",
        "Quarter III/2026 has no theme in the plan yet.",
    ]
    do("theme.choose", key="four-good", quarter=3)
    assert len(reminded(reader, cell.home, date(2026, 6, 1))) == 1


def test_in_december_the_next_quarter_is_that_of_the_next_year(do: Do, cell: Store, reader: sqlite3.Connection) -> None:
    do("theme.choose", key="digital", quarter=1)
    assert any("I/2027" in one for one in reminded(reader, cell.home, DECEMBER))
    do("theme.choose", key="digital", quarter=1, year=2027)
    assert not any("I/2027" in one for one in reminded(reader, cell.home, DECEMBER))


def test_a_theme_planned_for_this_month_waits_for_its_meeting(do: Do, cell: Store, reader: sqlite3.Connection) -> None:
    theme = do("theme.choose", key="four-good", quarter=2, month=5).value
    assert reminded(reader, cell.home, date(2026, 5, 4)) == [
        "The theme “Xây dựng chi bộ bốn tốt” is planned for 5/2026, and no meeting takes it up yet."
    ]
    do("theme.plan_meeting", theme=theme, at=at(12, 5))
    assert reminded(reader, cell.home, date(2026, 5, 4)) == []


def test_the_annual_review_is_asked_after_from_november_on(do: Do, cell: Store, reader: sqlite3.Connection) -> None:
    do("theme.choose", key="digital", quarter=4)
    assert not any("annual review" in one for one in reminded(reader, cell.home, date(2026, 10, 31)))
    assert any("annual review of 2026" in one for one in reminded(reader, cell.home, date(2026, 11, 1)))
    do("meeting.plan", at=at(20, 12), kind=MeetingKind.ANNUAL_REVIEW)
    assert not any("annual review" in one for one in reminded(reader, cell.home, date(2026, 11, 1)))
