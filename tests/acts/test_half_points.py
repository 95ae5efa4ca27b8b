"""Half points where the sheet has them: given, refused, kept, taken back, told to other machines and merged there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.acts.registry import ActOutcome, audit_line, perform
from models.acts.words import perform_words
from models.domain.clock import VIETNAM
from models.domain.errors import Refused, WrongUsage
from models.domain.language import choose_language
from models.domain.points import Points
from models.domain.vocabulary import CellKind, MeetingState, ScoreStage, SheetKind
from models.profiles.loading import load_criteria
from models.queries.conflicts import open_conflicts
from models.queries.scoring import GivenScore, given_scores
from models.queries.superior import official_points
from models.queries.year_points import given_in_year
from models.store import exchange
from models.store.entry import Entry, RowChange, entry_hash
from models.store.store import Store
from models.store.verify import verify
from models.tables import Meeting
from tests.conftest import FakeClock
from tests.half_points import QUALITY, let_halves_be_given
from tests.store.test_exchange import everything

Do = Callable[..., ActOutcome]
VILLAGE = "criteria-four-good-village"
SELF = ScoreStage.SELF
HALVES = Points(5)


@pytest.fixture
def scored(cell: Store, meeting: str, do: Do) -> str:
    """The meeting, open, with a sheet on which half points can be given."""
    let_halves_be_given(cell.home)
    do("meeting.open")
    return meeting


@pytest.fixture
def other(tmp_path: Path, clock: FakeClock) -> Iterator[Store]:
    """The store of another machine of the cell."""
    opened = Store.create(tmp_path / "other", clock)
    yield opened
    opened.close()


def points(store: Store, meeting: str) -> dict[str, GivenScore]:
    with store.reading() as connection:
        return dict(given_scores(connection, meeting, QUALITY)[SELF])


def give(store: Store, criterion: str, halves: int) -> ActOutcome:
    return perform(store, "score.give", criterion=criterion, points=Points(halves))


def test_half_a_point_is_given_and_stands_in_the_audit_line_of_either_language(cell: Store, scored: str) -> None:
    done = give(cell, "attendance-share", 5)
    assert points(cell, scored)["attendance-share"].points == HALVES
    assert done.label.startswith("gave 2.5 points for “")
    with cell.reading() as connection:
        [(act, details)] = connection.execute(
            "SELECT act, details FROM journal_entry ORDER BY seq DESC LIMIT 1"
        ).fetchall()
    choose_language("vi")
    import json

    assert "2,5 điểm" in audit_line(act, json.loads(details))


def test_whole_points_are_journalled_as_before_there_were_halves(cell: Store, scored: str, do: Do) -> None:
    do("score.give", criterion="attendance-share", points=2)
    entry = everything(cell)[-1][0]
    assert entry.details["points"] == 2


@pytest.mark.parametrize("typed", ["2,5", "2.5", "2½"])
def test_half_a_point_is_typed_on_the_command_line_as_people_write_it(cell: Store, scored: str, typed: str) -> None:
    perform_words(cell, "score.give", {"criterion": "attendance-share", "points": typed})
    assert points(cell, scored)["attendance-share"].points == HALVES


def test_a_sheet_without_halves_refuses_them_and_says_what_can_be_given(cell: Store, meeting: str, do: Do) -> None:
    do("meeting.open")
    with pytest.raises(Refused, match=r"This sheet has whole points only: “.*” 0 to 4, not 2\.5\."):
        give(cell, "attendance-share", 5)
    assert points(cell, meeting) == {}


@pytest.mark.parametrize(("typed", "told"), [("4,5", "has 0 to 4 points; 4.5 cannot"), ("x", "like 8, or with a half")])
def test_more_than_the_line_has_and_what_is_no_number_are_refused(
    cell: Store, scored: str, typed: str, told: str
) -> None:
    with pytest.raises((Refused, WrongUsage), match=told):
        perform_words(cell, "score.give", {"criterion": "attendance-share", "points": typed})
    assert points(cell, scored) == {}


def test_half_a_point_is_undone_taken_from_another_stage_and_cleared(cell: Store, scored: str, do: Do) -> None:
    give(cell, "attendance-share", 4)
    give(cell, "attendance-share", 5)
    do("undo")
    assert points(cell, scored)["attendance-share"].points == 2
    do("redo")
    do("score.take_from", source=SELF, stage=ScoreStage.VOTED)
    with cell.reading() as connection:
        voted = given_scores(connection, scored, QUALITY)[ScoreStage.VOTED]
    assert voted["attendance-share"].points == HALVES
    do("score.clear", criterion="attendance-share")
    give(cell, "attendance-share", 6)
    assert points(cell, scored)["attendance-share"].points == 3


def test_a_proposal_with_half_a_point_is_taken_over(cell: Store, scored: str, do: Do) -> None:
    path = cell.home / "profiles" / f"{QUALITY}.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('points = 1\nevidence = "excused_runs"', 'points = 0.5\nevidence = "excused_runs"'))
    do("score.take_proposals")
    assert points(cell, scored)["excused-runs"].points == Points(1)


def test_half_a_point_of_a_year_is_given_where_its_sheet_has_them(cell: Store, do: Do) -> None:
    do("cell.change", kind=CellKind.VILLAGE)
    said = {"year": 2026, "sheet": SheetKind.FOUR_GOOD, "criterion": "politics-work"}
    with pytest.raises(Refused, match="whole points only"):
        do("year.score", **said, points=HALVES)
    let_halves_be_given(cell.home, VILLAGE)
    do("year.score", **said, points=HALVES)
    do("year.take_from", year=2026, sheet=SheetKind.FOUR_GOOD, source=SELF, stage=ScoreStage.VOTED)
    with cell.reading() as connection:
        found = given_in_year(connection, 2026, VILLAGE)
    assert (found[SELF]["politics-work"].points, found[ScoreStage.VOTED]["politics-work"].points) == (HALVES, HALVES)


def test_official_points_with_a_half_are_taken_over(cell: Store, meeting: str, do: Do) -> None:
    with cell.unit("test.change") as unit:
        unit.get(Meeting, meeting).state = MeetingState.APPROVED
    at = datetime(2026, 12, 5, 9, tzinfo=VIETNAM)
    done = do("score.hear", meeting=meeting, points=Points(179), of=Points(195), at=at)
    assert "89.5 of 97.5" in done.label
    with cell.reading() as connection:
        found = official_points(connection)[meeting]
    assert (found.points, found.of) == (Points(179), Points(195))


LINES = {key: line.points for key, line in load_criteria(None).lines.items() if not line.only_with_theme}
some_given = st.dictionaries(st.sampled_from(sorted(LINES)), st.integers(0, 60), min_size=1, max_size=6)


@given(first=some_given, second=some_given)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_another_machine_holds_the_same_points(
    first: dict[str, int], second: dict[str, int], cell: Store, scored: str, other: Store
) -> None:
    for criterion, halves in [*first.items(), *second.items()]:
        give(cell, criterion, min(halves, LINES[criterion].halves))
    exchange.apply(other, everything(cell))
    assert points(other, scored) == points(cell, scored)
    with other.reading() as connection:
        assert verify(connection).finding is None


def _older(entry: Entry) -> tuple[Entry, str]:
    """Return an entry as a program that knows no halves would have written it."""

    def without(values: dict[str, Any] | None) -> dict[str, Any] | None:
        return None if values is None else {name: value for name, value in values.items() if name != "half"}

    changes = tuple(replace(one, old=without(one.old), new=without(one.new)) for one in entry.changes)
    older = replace(entry, changes=changes, schema_version=5)
    return older, entry_hash(older)


def test_an_entry_of_an_older_program_has_no_half(cell: Store, scored: str, other: Store, do: Do) -> None:
    do("score.give", criterion="attendance-share", points=3)
    pairs = everything(cell)
    exchange.apply(other, [*pairs[:-1], _older(pairs[-1][0])])
    assert points(other, scored)["attendance-share"].points == 3


@pytest.mark.parametrize("older_is_later", [False, True])
def test_concurrent_points_stand_whole_and_never_as_a_mixture(
    cell: Store, scored: str, other: Store, clock: FakeClock, older_is_later: bool
) -> None:
    """One machine gave 2.5, another with an older program 3: either may hold, but not 3.5."""
    give(cell, "attendance-share", 2)
    exchange.apply(other, everything(cell))
    known = len(everything(cell))
    let_halves_be_given(other.home)
    clock.advance(minutes=1)
    order = [lambda: give(cell, "attendance-share", 5), lambda: give(other, "attendance-share", 6)]
    for act in order if older_is_later else reversed(order):
        act()
        clock.advance(minutes=1)
    theirs = [_older(entry) for entry, _ in everything(other) if entry.device == other_device(other)]
    exchange.apply(cell, theirs)
    assert points(cell, scored)["attendance-share"].points == (3 if older_is_later else HALVES)
    with cell.reading() as connection:
        (conflict,) = open_conflicts(connection)
    assert (conflict.labels, conflict.base) == (("points",), ("1",))
    assert {side.values for side in conflict.sides} == {("2.5",), ("3",)}
    assert known < len(everything(cell))


def other_device(store: Store) -> str:
    with store.reading() as connection:
        return str(connection.execute("SELECT value FROM local_state WHERE key = 'device'").fetchone()[0])


def test_a_change_of_the_half_alone_names_what_it_replaced(cell: Store, scored: str) -> None:
    give(cell, "attendance-share", 4)
    give(cell, "attendance-share", 5)
    change: RowChange = everything(cell)[-1][0].changes[0]
    assert (change.old, change.new) == ({"half": 0}, {"half": 1})
    assert change.replaced.keys() == {"half"}
