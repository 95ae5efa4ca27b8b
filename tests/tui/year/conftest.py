"""A cell in the middle of its year: meetings held and missed, points and reviews begun."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.domain.vocabulary import (
    AttendanceState,
    CellKind,
    Classification,
    MeetingKind,
    MeetingState,
    ScoreStage,
    SheetKind,
)
from models.profiles.loading import load_criteria
from models.queries.people import cell, members
from models.store.ids import natural_id, new_id
from models.store.store import Store
from models.tables import Attendance, Meeting, Score
from tests.conftest import FakeClock

YEAR = 2026
HELD = ((1, 3), (2, 9), (4, 3), (5, 4))  # February's was late, March was missed


@pytest.fixture(scope="session")
def made_year_home(tmp_path_factory: pytest.TempPathFactory, planned_home: Path) -> Path:
    home, clock = tmp_path_factory.mktemp("year") / "home", FakeClock()
    shutil.copytree(planned_home, home)
    store = Store.open(home, clock)
    perform(store, "cell.change", kind=CellKind.AGENCY)
    with store.unit("test.year") as unit:
        whom = [one.id for one in members(unit.connection, unit.today)]
        for month, day in HELD:
            at = datetime(YEAR, month, day, 7, tzinfo=UTC)
            kind = MeetingKind.THEMATIC if month == 5 else MeetingKind.REGULAR
            times = {"scheduled_at": at, "opened_at": at, "closed_at": at.replace(hour=8, minute=30)}
            own = cell(unit.connection).id
            key = unit.add(Meeting(id=new_id(), organisation_id=own, kind=kind, state=MeetingState.CLOSED, **times)).id
            for place, member in enumerate(whom):
                state = AttendanceState.EXCUSED if place == month else AttendanceState.PRESENT
                unit.add(_attendance(key, member, state))
        for key, line in load_criteria(None).lines.items():
            unit.add(_score(unit_meeting(unit.connection), key, line.points.whole))
    perform(store, "year.take_proposals", year=YEAR, sheet=SheetKind.FOUR_GOOD)
    head, second = whom[:2]
    perform(store, "review.assess", member=head, text="Còn chậm báo cáo", rating=Classification.GOOD)
    perform(store, "review.comment", member=head, text="Cần chủ động hơn")
    perform(store, "review.propose", member=head, rating=Classification.GOOD)
    perform(store, "review.count", member=head, convened=9, excellent=1, good=8, completed=0, not_completed=0)
    perform(store, "review.decide", member=second, rating=Classification.EXCELLENT)
    store.close()
    return home


@pytest.fixture(scope="session")
def themed_home(tmp_path_factory: pytest.TempPathFactory, made_year_home: Path) -> Path:
    """The cell with a theme in the first quarter of its plan."""
    home = tmp_path_factory.mktemp("themed") / "home"
    shutil.copytree(made_year_home, home)
    with closing(Store.open(home, FakeClock())) as store:
        perform(store, "theme.choose", key="four-good", quarter=1, month=3, year=2026)
    return home


@pytest.fixture
def year_home(made_year_home: Path, home: Path) -> Path:
    """A home folder of that cell."""
    shutil.copytree(made_year_home, home)
    return home


def unit_meeting(connection: object) -> str:
    """Return the key of January's meeting."""
    sql = "SELECT id FROM meeting WHERE scheduled_at LIKE '2026-01%'"
    return str(connection.execute(sql).fetchone()[0])  # type: ignore[attr-defined]


def _attendance(meeting: str, member: str, state: AttendanceState) -> Attendance:
    key = natural_id("attendance", meeting, member)
    return Attendance(id=key, meeting_id=meeting, member_id=member, state=state)


def _score(meeting: str, criterion: str, points: int) -> Score:
    sheet, stage = "criteria-meeting-quality", ScoreStage.VOTED
    key = natural_id("score", meeting, sheet, criterion, stage)
    return Score(id=key, meeting_id=meeting, sheet=sheet, criterion=criterion, stage=stage, points=points)
