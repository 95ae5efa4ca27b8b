"""The scenario's meeting, played to its end and scored, for the documents that are made of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.acts.counting import cast_ballot
from models.acts.registry import Outcome
from models.acts.words import perform_words
from models.documents.record import MeetingRecord, meeting_record
from models.profiles.loading import load_criteria, load_profile
from models.queries.lookup import find_member
from models.queries.meetings import meeting as meeting_view
from models.queries.votes import motions
from models.store.connection import open_reader
from models.store.store import Store
from tests.disks import small_disk
from tests.meeting_room import Clock
from tests.whole.scenario import SCENARIO, Cast

__all__ = ["adopted", "held", "record", "small_disk"]


@pytest.fixture
def held(cell: Store, meeting: str, clock: Clock, do: Callable[..., Outcome]) -> Path:
    """The home of the scenario's cell after its meeting."""
    return _play(cell, meeting, clock, do)


@pytest.fixture
def adopted(cell: Store, meeting: str, clock: Clock, do: Callable[..., Outcome]) -> Path:
    """The same, with the text of the resolution that the first motion adopts."""
    return _play(cell, meeting, clock, do, ("motion.put", "Nghị quyết tháng 12"))


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
    reader = open_reader(held)
    try:
        rules = load_profile(held, meeting_view(reader, meeting).day)
        return meeting_record(reader, meeting, rules, held, clock.now)
    finally:
        reader.close()
