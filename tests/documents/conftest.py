"""The scenario's meeting and one as large as they come, each played once, for the documents that are made of them."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.acts.counting import cast_ballot
from models.acts.registry import ActOutcome, perform
from models.acts.words import perform_words
from models.documents.catalogue import DocumentRequest, make
from models.documents.minutes_text import draft_minutes
from models.documents.names import DocumentKind
from models.documents.paper import Paper
from models.documents.record import MeetingRecord, meeting_record
from models.domain.clock import VIETNAM
from models.domain.language import choose_language
from models.profiles.loading import load_criteria, load_profile
from models.queries.lookup import find_member
from models.queries.meetings import meeting as meeting_view
from models.queries.votes import motions
from models.store.opening import open_reader
from models.store.store import Store
from tests.conftest import DATA, FakeClock
from tests.disks import small_disk
from tests.documents import large_meeting
from tests.made_once import made_once
from tests.meeting_room import Room
from tests.whole.scenario import SCENARIO, VOTERS, Cast

__all__ = ["small_disk"]

Do = Callable[..., ActOutcome]
Held = tuple[Path, str]
"""The home of a cell after its meeting, and the key of the meeting."""


@pytest.fixture(scope="session")
def played_once(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> tuple[Path, str, datetime]:
    """The scenario's cell after its meeting, without minutes; with the time at which it ended."""
    home, (meeting, ended) = made_once(tmp_path_factory, "played", lambda home: _played(home, empty_store_file, "en"))
    return home, meeting, ended


@pytest.fixture(scope="session")
def sealed_once(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Held:
    """The scenario's cell after its meeting, whose first motion adopted a resolution, and whose minutes are approved in
    Vietnamese.
    """

    def make(home: Path) -> str:
        meeting, ended = _played(home, empty_store_file, "vi", ("motion.put", "Nghị quyết tháng 12"))
        _seal(home, meeting, ended)
        return meeting

    return made_once(tmp_path_factory, "sealed", make)


@pytest.fixture(scope="session")
def large_once(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Held:
    """A cell of fifty after a meeting of forty items, its minutes approved in Vietnamese."""

    def make(home: Path) -> str:
        shutil.copytree(empty_store_file, home)
        meeting = large_meeting.play(home)
        _seal(home, meeting, datetime(2026, 12, 4, 9, tzinfo=VIETNAM))
        return meeting

    return made_once(tmp_path_factory, "large", make)


@pytest.fixture
def sealed(sealed_once: Held, home: Path) -> Held:
    """A copy of the scenario's cell, to be changed."""
    shutil.copytree(sealed_once[0], home)
    return home, sealed_once[1]


@pytest.fixture
def clock(played_once: tuple[Path, str, datetime]) -> FakeClock:
    """A clock that goes on from the end of the meeting."""
    found = FakeClock()
    found.now = played_once[2]
    return found


@pytest.fixture
def store(played_once: tuple[Path, str, datetime], home: Path, clock: FakeClock) -> Iterator[Store]:
    """A copy of the scenario's cell after its meeting."""
    shutil.copytree(played_once[0], home)
    opened = Store.open(home, clock)
    yield opened
    opened.close()


@pytest.fixture
def cell(store: Store) -> Store:
    """The same: the cell is there."""
    return store


@pytest.fixture
def meeting(played_once: tuple[Path, str, datetime]) -> str:
    """The key of the scenario's meeting."""
    return played_once[1]


@pytest.fixture
def room(room_file: tuple[Path, Room], home: Path) -> Iterator[Room]:
    """The scenario's cell in its room before any vote, with seven voters there."""
    shutil.copytree(room_file[0], home)
    clock = FakeClock()
    opened = Store.open(home, clock)
    found = room_file[1].copied_to(opened, clock)
    found.enter(*VOTERS)
    yield found
    opened.close()


def made_in(room: Room, kind: DocumentKind, motion: int | None = None) -> Paper:
    """Return a document of the room's meeting."""
    with closing(open_reader(room.store.home)) as reader:
        return make((reader, room.store.home, room.clock.now), DocumentRequest(kind, room.meeting, motion))


@pytest.fixture
def held(store: Store) -> Path:
    """The home of the scenario's cell after its meeting."""
    return store.home


@pytest.fixture
def record(held: Path, meeting: str, clock: FakeClock) -> MeetingRecord:
    """Everything that happened at it."""
    return recorded(held, meeting, clock.now)


def recorded(home: Path, meeting: str, now: datetime) -> MeetingRecord:
    """Return what happened at a meeting."""
    reader = open_reader(home)
    try:
        rules = load_profile(home, meeting_view(reader, meeting).day)
        return meeting_record(reader, meeting, rules, home, now)
    finally:
        reader.close()


def _played(home: Path, empty: Path, language: str, drafted: tuple[str, str] = ("", "")) -> tuple[str, datetime]:
    shutil.copytree(empty, home)
    clock = FakeClock()
    store = Store.open(home, clock)

    def do(act: str, /, **arguments: Any) -> ActOutcome:
        return perform(store, act, **arguments)

    choose_language(language)
    do("cell.create", name="Chi bộ Chi cục An toàn vệ sinh thực phẩm", superior="Đảng bộ các cơ quan tỉnh",
       place="Hà Giang")  # fmt: skip
    do("roster.import", file=DATA / "roster.csv")
    at = datetime(2026, 12, 3, 14, 0, tzinfo=VIETNAM)
    meeting = str(do("meeting.plan", at=at, place="Phòng họp").value)
    _hold(store, meeting, clock, do, drafted)
    store.close()
    choose_language("en")
    return meeting, clock.now


def _seal(home: Path, meeting: str, now: datetime) -> None:
    store = Store.open(home, lambda: now + timedelta(minutes=1))
    choose_language("vi")
    perform(store, "minutes.write", text=draft_minutes(recorded(home, meeting, now)), meeting=meeting)
    perform(store, "minutes.approve", meeting=meeting)
    choose_language("en")
    store.close()


def _hold(store: Store, meeting: str, clock: FakeClock, do: Do, drafted: tuple[str, str]) -> None:
    do("agenda.agree", meeting=meeting)
    for step in SCENARIO:
        if isinstance(step, Cast):
            _cast(store, meeting, step)
            continue
        clock.advance(minutes=step.minutes)
        done = perform_words(store, step.act, step.words)
        if (step.act, step.words.get("title")) == drafted:
            text = "1. Kiểm tra an toàn thực phẩm dịp Tết.\n2. Hoàn thành đường điện thôn Bản."
            do("resolution.draft", title=drafted[1], text=text, motion=done.value)
    for heading in load_criteria(store.home).headings:
        for line in heading.criteria:
            if not line.only_with_theme:
                do("score.give", criterion=line.key, points=line.points, meeting=meeting)
    do("meeting.close")


def _cast(store: Store, meeting: str, step: Cast) -> None:
    reader: sqlite3.Connection = open_reader(store.home)
    opened = next(motion.open_round for motion in motions(reader, meeting) if motion.open_round)
    voter = find_member(reader, step.voter)
    reader.close()
    cast_ballot(store, opened.id, voter, [step.choice])
