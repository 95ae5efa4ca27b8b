"""What was posted on the Handbook: noted, taken back, and what the score sheet makes of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest

from models.acts.registry import ActOutcome
from models.acts.words import perform_words
from models.domain.errors import Refused
from models.domain.vocabulary import PostedKind
from models.profiles.loading import load_criteria, load_profile
from models.queries.handbook import postings
from models.queries.score_sheet import score_sheet
from models.store.export import export_text
from models.store.store import Store
from tests.conftest import FakeClock

Do = Callable[..., ActOutcome]
RULES = load_profile(None, date(2026, 12, 3))


def proposed(reader: sqlite3.Connection, meeting: str, clock: FakeClock) -> dict[str, int | None]:
    sheet = score_sheet(reader, meeting, load_criteria(None), RULES, clock())
    keys = ("material", "digital", "close-3")
    points = {key: sheet.proposals[key].points for key in keys}
    return {key: None if found is None else found.whole for key, found in points.items()}


def held(do: Do, meeting: str, clock: FakeClock) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    clock.advance(minutes=90)
    do("meeting.close", meeting=meeting)


def test_material_that_is_posted_the_day_before_gives_three_points_and_minutes_after_it_one(
    cell: Store, do: Do, meeting: str, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    assert proposed(reader, meeting, clock) == {"material": None, "digital": None, "close-3": None}
    perform_words(cell, "handbook.post", {"what": "material", "on": "2/12/2026"})
    assert proposed(reader, meeting, clock) == {"material": 2, "digital": 1, "close-3": None}
    held(do, meeting, clock)
    clock.advance(days=2)
    do("handbook.post", what=PostedKind.MINUTES, meeting=meeting)
    assert proposed(reader, meeting, clock) == {"material": 2, "digital": 1, "close-3": 1}
    assert [(one.kind, one.posted_on) for one in postings(reader, meeting)] == [
        (PostedKind.MATERIAL, date(2026, 12, 2)),
        (PostedKind.MINUTES, date(2026, 12, 5)),
    ]


@pytest.mark.parametrize(
    ("what", "days", "points"),
    [
        (PostedKind.NOTICE, 0, {"material": None, "digital": 0, "close-3": None}),
        (PostedKind.MATERIAL, 0, {"material": 0, "digital": 0, "close-3": None}),
        (PostedKind.OTHER, 0, {"material": None, "digital": None, "close-3": None}),
        (PostedKind.RESOLUTION, 2, {"material": None, "digital": None, "close-3": 1}),
        (PostedKind.RESOLUTION, 3, {"material": None, "digital": None, "close-3": 0}),
    ],
)
def test_what_is_posted_too_late_gives_no_points_and_another_paper_none_at_all(
    do: Do,
    meeting: str,
    reader: sqlite3.Connection,
    clock: FakeClock,
    what: PostedKind,
    days: int,
    points: dict[str, int | None],
) -> None:
    held(do, meeting, clock)
    clock.advance(days=days)
    do("handbook.post", what=what, meeting=meeting)
    assert proposed(reader, meeting, clock) == points


def test_finished_papers_are_posted_once_the_minutes_are_approved_and_the_note_is_undone(
    do: Do, meeting: str, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    held(do, meeting, clock)
    do("minutes.write", text="Biên bản", meeting=meeting)
    do("minutes.approve", meeting=meeting)
    before = export_text(reader)
    do("handbook.post", what=PostedKind.MINUTES, meeting=meeting)
    assert "handbook_posting" in export_text(reader)
    do("undo")
    assert export_text(reader) == before


def test_several_papers_of_a_kind_are_told_apart_by_their_titles(
    do: Do, meeting: str, reader: sqlite3.Connection
) -> None:
    do("handbook.post", what=PostedKind.MATERIAL, title="Dự thảo", on=date(2026, 12, 1), meeting=meeting)
    do("handbook.post", what=PostedKind.MATERIAL, on=date(2026, 12, 2), meeting=meeting)
    with pytest.raises(Refused, match="noted already, with 2026-12-01"):
        do("handbook.post", what=PostedKind.MATERIAL, title="Dự thảo", meeting=meeting)
    do("handbook.unpost", what=PostedKind.MATERIAL, title="Dự thảo", meeting=meeting)
    assert [one.title for one in postings(reader, meeting)] == [""]
    do("handbook.post", what=PostedKind.MATERIAL, title="Dự thảo", on=date(2026, 12, 2), meeting=meeting)
    assert [one.title for one in postings(reader, meeting)] == ["", "Dự thảo"]


@pytest.mark.parametrize(
    ("act", "arguments", "told"),
    [
        ("handbook.post", {"what": PostedKind.MATERIAL, "on": date(2026, 12, 4)}, "is still to come"),
        ("handbook.post", {"what": PostedKind.MINUTES}, "was not held yet"),
        ("handbook.unpost", {"what": PostedKind.MATERIAL}, "No such posting is noted"),
    ],
)
def test_what_cannot_have_been_posted_is_refused_and_nothing_changes(
    do: Do, meeting: str, reader: sqlite3.Connection, act: str, arguments: dict[str, object], told: str
) -> None:
    before = export_text(reader)
    with pytest.raises(Refused, match=told):
        do(act, meeting=meeting, **arguments)
    assert export_text(reader) == before
