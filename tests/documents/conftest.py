"""The scenario's meeting, played to its end and scored, for the documents that are made of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from models.acts.counting import cast_ballot
from models.acts.registry import Outcome, perform
from models.acts.words import perform_words
from models.documents.minutes_text import draft_minutes
from models.documents.record import MeetingRecord, meeting_record
from models.domain.clock import VIETNAM
from models.domain.language import choose_language
from models.profiles.loading import load_criteria, load_profile
from models.queries.lookup import find_member
from models.queries.meetings import meeting as meeting_view
from models.queries.votes import motions
from models.store.connection import open_reader
from models.store.store import Store
from tests.conftest import DATA, FakeClock
from tests.disks import small_disk
from tests.meeting_room import Clock
from tests.whole.scenario import SCENARIO, Cast

__all__ = ["held", "record", "sealed", "sealed_once", "small_disk"]


@pytest.fixture
def held(cell: Store, meeting: str, clock: Clock, do: Callable[..., Outcome]) -> Path:
    """The home of the scenario's cell after its meeting."""
    return _play(cell, meeting, clock, do)


@pytest.fixture(scope="session")
def sealed_once(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> tuple[Path, str]:
    """The scenario's cell after its meeting, whose first motion adopted a resolution, and whose minutes are approved in
    Vietnamese; and the key of the meeting. Made once, and copied by whoever needs it.
    """
    home = tmp_path_factory.mktemp("sealed") / "home"
    shutil.copytree(empty_store_file, home)
    clock = FakeClock()
    store = Store.open(home, clock)

    def do(act: str, /, **arguments: Any) -> Outcome:
        return perform(store, act, **arguments)

    choose_language("vi")
    do("cell.create", name="Chi bộ Chi cục An toàn vệ sinh thực phẩm", superior="Đảng bộ các cơ quan tỉnh",
       place="Hà Giang")  # fmt: skip
    do("roster.import", file=DATA / "roster.csv")
    at = datetime(2026, 12, 3, 14, 0, tzinfo=VIETNAM)
    meeting = str(do("meeting.plan", at=at, place="Phòng họp").value)
    _play(store, meeting, clock, do, ("motion.put", "Nghị quyết tháng 12"))
    do("minutes.write", text=draft_minutes(_record(home, meeting, clock.now)), meeting=meeting)
    do("minutes.approve", meeting=meeting)
    store.close()
    choose_language("en")
    return home, meeting


@pytest.fixture
def sealed(sealed_once: tuple[Path, str], home: Path) -> tuple[Path, str]:
    """A copy of it: the home folder, and the key of the meeting."""
    shutil.copytree(sealed_once[0], home)
    return home, sealed_once[1]


def _play(
    cell: Store, meeting: str, clock: Clock, do: Callable[..., Outcome], drafted: tuple[str, str] = ("", "")
) -> Path:
    do("agenda.agree", meeting=meeting)
    for step in SCENARIO:
        if isinstance(step, Cast):
            _cast(cell, meeting, step)
            continue
        clock.advance(minutes=step.minutes)
        done = perform_words(cell, step.act, step.words)
        if (step.act, step.words.get("title")) == drafted:
            text = "1. Kiểm tra an toàn thực phẩm dịp Tết.\n2. Hoàn thành đường điện thôn Bản."
            do("resolution.draft", title=drafted[1], text=text, motion=done.value)
    for heading in load_criteria(cell.home).headings:
        for line in heading.criteria:
            if not line.only_with_theme:
                do("score.give", criterion=line.key, points=line.points, meeting=meeting)
    do("meeting.close")
    return cell.home


def _cast(store: Store, meeting: str, step: Cast) -> None:
    reader = open_reader(store.home)
    opened = next(motion.open_round for motion in motions(reader, meeting) if motion.open_round)
    voter = find_member(reader, step.voter)
    reader.close()
    cast_ballot(store, opened.id, voter, [step.choice])


@pytest.fixture
def record(held: Path, meeting: str, clock: Clock) -> MeetingRecord:
    """Everything that happened at it."""
    return _record(held, meeting, clock.now)


def _record(home: Path, meeting: str, now: datetime) -> MeetingRecord:
    reader = open_reader(home)
    try:
        rules = load_profile(home, meeting_view(reader, meeting).day)
        return meeting_record(reader, meeting, rules, home, now)
    finally:
        reader.close()
