"""The past does not move: who came to the cell when, and the roll that a meeting closed with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models.acts.registry import ActOutcome
from models.domain.clock import VIETNAM
from models.domain.electorate import CHARTER
from models.domain.vocabulary import AttendanceState, MeetingState, Status
from models.queries.meetings import meeting as view_of
from models.queries.people import members
from models.queries.roll_call import electorate_of, roll_call
from models.store.store import Store
from tests.conftest import FakeClock

Do = Callable[..., ActOutcome]
SEPTEMBER = datetime(2026, 9, 3, 14, tzinfo=VIETNAM)


@pytest.fixture
def held(do: Do, cell: Store, clock: FakeClock) -> str:
    """September's meeting, held with everybody; it is October now."""
    clock.now = SEPTEMBER.astimezone(UTC)
    key = str(do("meeting.plan", at=SEPTEMBER).value)
    do("meeting.open")
    do("attendance.present_rest")
    clock.advance(minutes=95)
    do("meeting.close")
    clock.advance(days=40)
    return key


def test_who_comes_in_october_was_not_there_in_september(do: Do, reader, held: str) -> None:
    before = electorate_of(reader, held, CHARTER)
    do("member.add", name="Lò Văn Mới", joined=date(2015, 1, 1), official=date(2016, 1, 1))
    assert electorate_of(reader, held, CHARTER) == before
    assert "Lò Văn Mới" not in {row.full_name for row in roll_call(reader, held)}
    later = str(do("meeting.plan", at=SEPTEMBER + timedelta(days=60)).value)
    assert electorate_of(reader, later, CHARTER).official == before.official + 1


def test_who_is_imported_later_comes_on_the_day_of_the_file_or_of_the_import(
    do: Do, reader, held: str, tmp_path: Path
) -> None:
    before = electorate_of(reader, held, CHARTER)
    file = tmp_path / "roster.csv"
    file.write_text(
        "Họ và tên,Ngày sinh,Ngày chính thức,Ngày chuyển đến\n"
        "Lò Văn Mới,01/02/1980,01/01/2010,\nVừ Mí Sính,01/02/1981,01/01/2011,05/10/2026\n",
        encoding="utf-8",
    )
    do("roster.import", file=file)
    assert electorate_of(reader, held, CHARTER) == before
    came = {view.full_name: view.came_on for view in members(reader, date(2026, 12, 1))}
    assert came["Lò Văn Mới"] == date(2026, 10, 13)
    assert came["Vừ Mí Sính"] == date(2026, 10, 5)
    assert "Vừ Mí Sính" not in {view.full_name for view in members(reader, date(2026, 10, 4))}


def test_before_its_first_meeting_members_belong_to_the_cell_since_ever(reader, cell: Store) -> None:
    assert {view.came_on for view in members(reader, date(2026, 12, 3))} == {None}


def test_a_day_of_coming_can_be_given_and_corrected(do: Do, reader, held: str) -> None:
    later = str(do("meeting.plan", at=SEPTEMBER + timedelta(days=60)).value)
    key = str(do("member.add", name="Lò Văn Mới", official=date(2016, 1, 1), since=date(2026, 11, 10)).value)
    assert key not in {row.member_id for row in roll_call(reader, later)}
    do("member.change", member=key, since=date(2026, 10, 15))
    assert key in {row.member_id for row in roll_call(reader, later)}


def test_what_is_corrected_of_members_does_not_move_a_closed_meeting(do: Do, reader, held: str, member) -> None:
    before, roll = electorate_of(reader, held, CHARTER), roll_call(reader, held)
    do("member.status", member=member("Mậu"), status=Status.LEFT, since=date(2026, 8, 1))
    do("member.status", member=member("Yến"), status=Status.EXEMPT, since=date(2026, 8, 1))
    assert electorate_of(reader, held, CHARTER) == before
    assert [(row.full_name, row.statuses, row.office) for row in roll_call(reader, held)] == [
        (row.full_name, row.statuses, row.office) for row in roll
    ]
    excused = {"state": AttendanceState.EXCUSED, "absence": "ốm", "reason": "ghi nhầm"}
    do("attendance.correct_mark", member=member("Yến"), meeting=held, **excused)
    assert electorate_of(reader, held, CHARTER).counted == before.counted


def test_a_meeting_opened_later_has_the_roll_of_that_day_and_says_so(
    do: Do, reader, cell: Store, clock: FakeClock, member
) -> None:
    key = str(do("meeting.plan", at=clock.now).value)
    before = electorate_of(reader, key, CHARTER).official
    do("member.status", member=member("Mậu"), status=Status.LEFT, since=date(2026, 12, 4))
    assert electorate_of(reader, key, CHARTER).official == before
    clock.advance(days=2)
    outcome = do("meeting.open")
    assert any("the roll is that of today" in str(warning) for warning in outcome.warnings)
    assert electorate_of(reader, key, CHARTER).official == before - 1


def test_a_meeting_that_is_moved_is_no_longer_notified(do: Do, reader, meeting: str) -> None:
    do("agenda.agree")
    do("meeting.prepare")
    do("meeting.notify")
    moved = do("meeting.change", at=datetime(2026, 12, 4, 14, tzinfo=VIETNAM))
    view = view_of(reader, meeting)
    assert (view.state, view.notified_at) == (MeetingState.PREPARED, None)
    assert any("notify everybody anew" in str(warning) for warning in moved.warnings)
