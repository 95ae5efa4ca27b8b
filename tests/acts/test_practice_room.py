"""The practice room: always the same cell, made only where no other store is, and it goes on where it stood."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.demo.seeding import PRACTISED
from models.domain.errors import Refused
from models.domain.vocabulary import MeetingState
from models.practice.clock import PracticeClock
from models.practice.happenings import Happening
from models.practice.keeping import (
    KEY,
    OUTAGE,
    Practice,
    is_finished,
    keeping,
    kept_practice,
    resumed,
)
from models.practice.plan import Draw
from models.practice.reading import practice_facts, practice_plan
from models.practice.room import furnish_practice, practice_home
from models.profiles.loading import load_practice
from models.profiles.practice import Behaviour
from models.queries.meetings import meeting
from models.queries.people import cell
from models.store.opening import open_reader
from models.store.store import Store
from sync.client.join_checks import prepare_store
from tests.meeting_room import Clock
from tests.practice_rooms import DRAW, made_room


@pytest.fixture(scope="session")
def room_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Practice]:
    return made_room(tmp_path_factory)


@pytest.fixture
def room(room_once: tuple[Path, Practice], tmp_path: Path) -> tuple[Path, Practice]:
    """A practice room, and its practice."""
    home = tmp_path / "room"
    shutil.copytree(room_once[0], home)
    return home, room_once[1]


def named_plan(home: Path, practice: Practice) -> list[tuple[str, str, str, int]]:
    """Return the plan by names: the keys of members differ from one furnishing to the next."""
    connection = open_reader(home)
    try:
        facts = practice_facts(connection, practice.meeting, practice.now)
    finally:
        connection.close()
    plan = practice_plan(load_practice(None), practice, facts)
    away = [("away", facts.name(key), value, 0) for key, value in sorted(plan.away.items())]
    return sorted([(one.id, facts.name(one.member), facts.name(one.other), one.after) for one in plan.planned] + away)


def test_the_same_draw_makes_the_same_room_whose_meeting_is_prepared(
    room: tuple[Path, Practice], tmp_path: Path
) -> None:
    home, practice = room
    again = furnish_practice(tmp_path / "again", DRAW)
    assert named_plan(tmp_path / "again", again) == named_plan(home, practice)
    connection = open_reader(home)
    try:
        held = meeting(connection, practice.meeting)
        assert held.state is MeetingState.NOTIFIED
        assert held.agreed_at is not None
        assert cell(connection).name == PRACTISED
        assert "tập dượt" in PRACTISED
    finally:
        connection.close()
    assert practice.now < held.scheduled_at


def test_a_store_that_is_no_practice_is_left_as_it_is(tmp_path: Path) -> None:
    home = tmp_path / "cell"
    Store.create(home).close()
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    for refused in (lambda: furnish_practice(home, DRAW), lambda: kept_practice(home)):
        with pytest.raises(Refused, match="is no practice; it was left as it is"):
            refused()
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_the_room_stands_beside_the_home_of_the_cell(tmp_path: Path) -> None:
    assert practice_home(tmp_path / "chibo") == tmp_path / "chibo-practice"
    assert kept_practice(tmp_path / "chibo-practice") is None


def test_a_practice_is_kept_whole_and_one_in_the_room_replaced_by_a_new_one(room: tuple[Path, Practice]) -> None:
    home, practice = room
    event = Happening("late#1", "late", Behaviour.LATE, practice.now + timedelta(minutes=9), "m", values={"text": 2})
    after = practice.then(event)
    store = Store.open(home)
    keeping(after)(store)
    store.close()
    assert kept_practice(home) == after
    assert not is_finished(home, after)
    other = Draw(8, *(DRAW.level, DRAW.kind, DRAW.speed))
    assert furnish_practice(home, other).draw == other
    kept = kept_practice(home)
    assert kept is not None
    assert (kept.draw, kept.log) == (other, ())


def test_a_killed_practice_goes_on_at_its_last_act_and_after_a_power_cut_some_minutes_later(
    room: tuple[Path, Practice], clock: Clock
) -> None:
    home, practice = room
    clock.now = practice.now + timedelta(minutes=17)
    store = Store.open(home, clock)
    perform(store, "meeting.open", meeting=practice.meeting)
    store.close()
    kept = kept_practice(home)
    assert kept is not None
    assert kept.now == clock.now
    assert resumed(kept) == kept
    dark = kept.then(Happening("power#1", "power", Behaviour.POWER, kept.now))
    assert resumed(dark).now == kept.now + OUTAGE


def test_a_practice_that_another_version_wrote_is_begun_anew_and_none_joins_a_server(
    room: tuple[Path, Practice],
) -> None:
    home, _practice = room
    with pytest.raises(Refused, match="never sent"):
        prepare_store(home, "records", is_first=True)
    store = Store.open(home)
    with store.unit("test.newer") as unit:
        unit.remember(KEY, '{"seed": 1}')
    store.close()
    assert kept_practice(home) is None
    assert furnish_practice(home, DRAW).draw == DRAW


def test_the_clock_of_a_practice_runs_as_many_times_faster(clock: Clock) -> None:
    seconds = iter((100.0, 100.0, 107.5))
    running = PracticeClock(clock.now, 4, lambda: next(seconds))
    assert running() == clock.now
    assert running() == clock.now + timedelta(seconds=30)
