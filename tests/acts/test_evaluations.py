"""The evaluation by the superior's member: signed over points and remarks, closed by the signature, withdrawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.acts.registry import ActOutcome
from models.domain.errors import Refused
from models.domain.vocabulary import ScoreStage
from models.profiles.loading import load_criteria, load_profile
from models.queries.evaluations import EvaluationView, find_evaluation, offered_evaluation, stands_as_signed
from models.queries.score_sheet import ScoreSheet, score_sheet
from models.store.opening import open_reader
from models.store.store import Store
from models.tables import Score
from tests.conftest import FakeClock

Do = Callable[..., ActOutcome]
WHO = {"evaluator": "Tẩn Láo Tả", "role": "Đảng ủy viên", "remark": "Nền nếp, rõ việc."}
SUPERIOR = ScoreStage.SUPERIOR


@pytest.fixture
def judged(cell: Store, meeting: str, do: Do) -> str:
    """The meeting, open, with all of the superior's points given."""
    do("meeting.open")
    with cell.unit("test.points") as unit:
        for key, line in load_criteria(None).lines.items():
            if not line.only_with_theme:
                unit.add(_score(meeting, key, line.points.whole))
    return meeting


def _score(meeting: str, key: str, points: int) -> Score:
    from models.store.ids import natural_id

    sheet = "criteria-meeting-quality"
    row = natural_id("score", meeting, sheet, key, SUPERIOR)
    return Score(id=row, meeting_id=meeting, sheet=sheet, criterion=key, stage=SUPERIOR, points=points)


def read(store: Store, meeting: str, clock: FakeClock) -> tuple[EvaluationView | None, ScoreSheet]:
    reader = open_reader(store.home)
    try:
        rules = load_profile(None, clock.now.date())
        return find_evaluation(reader, meeting), score_sheet(reader, meeting, load_criteria(None), rules, clock.now)
    finally:
        reader.close()


def test_a_signature_closes_the_superiors_points_until_it_is_withdrawn(judged: str, do: Do) -> None:
    done = do("evaluation.sign", **WHO)
    assert done.label == "Tẩn Láo Tả signed the evaluation of the meeting: 95 of 95 points"
    with pytest.raises(Refused, match="signed by Tẩn Láo Tả; withdraw the signature first"):
        do("score.give", criterion="notice", points=0, stage=SUPERIOR)
    with pytest.raises(Refused, match="withdraw the signature first"):
        do("evaluation.sign", **WHO)
    do("score.give", criterion="notice", points=0, stage=ScoreStage.OFFICIAL)
    do("evaluation.withdraw")
    do("score.give", criterion="notice", points=0, stage=SUPERIOR)
    assert "94 of 95" in do("evaluation.sign", **WHO).label


def test_nothing_is_signed_while_points_are_missing_or_nobody_is_named(judged: str, do: Do) -> None:
    do("score.clear", criterion="notice", stage=SUPERIOR)
    with pytest.raises(Refused, match="has given no points yet for 1 line;"):
        do("evaluation.sign", **WHO)
    do("score.give", criterion="notice", points=1, stage=SUPERIOR)
    with pytest.raises(Refused):
        do("evaluation.sign", **WHO | {"evaluator": " "})
    with pytest.raises(Refused, match="The evaluation is not signed"):
        do("evaluation.withdraw")


def test_undo_takes_a_signature_back_and_the_audit_line_tells_no_word_of_the_remark(
    cell: Store, judged: str, do: Do, clock: FakeClock
) -> None:
    do("evaluation.sign", **WHO)
    do("undo")
    found, _sheet = read(cell, judged, clock)
    assert found is None or not found.is_signed
    reader = open_reader(cell.home)
    told = str(reader.execute("SELECT group_concat(details) FROM journal_entry").fetchone()[0])
    reader.close()
    assert "Nền nếp" not in told


def test_the_seal_tells_whether_anything_was_changed_since(cell: Store, judged: str, do: Do, clock: FakeClock) -> None:
    do("evaluation.sign", **WHO)
    found, sheet = read(cell, judged, clock)
    assert found is not None
    assert stands_as_signed(sheet, found)
    with cell.unit("test.change") as unit:  # as points of another machine come in by sync
        unit.get(Score, _score(judged, "notice", 1).id).points = 0
    found, sheet = read(cell, judged, clock)
    assert found is not None
    assert not stands_as_signed(sheet, found)


def test_the_assigned_member_among_the_guests_is_offered(cell: Store, judged: str, do: Do) -> None:
    do("guest.add", name="Tẩn Láo Tả", role="Đảng ủy viên", assigned_superior=True)
    reader = open_reader(cell.home)
    offered = offered_evaluation(reader, judged)
    reader.close()
    assert (offered.evaluator, offered.role, offered.is_signed) == ("Tẩn Láo Tả", "Đảng ủy viên", False)
    do("evaluation.write", evaluator="Giàng A Páo", meeting=judged)
    reader = open_reader(cell.home)
    assert offered_evaluation(reader, judged).evaluator == "Giàng A Páo"
    reader.close()
