"""What a stranger's report says of its evaluation is read leniently, and whether its seal fits is told."""

from __future__ import annotations

from typing import Any

import pytest

from models.domain.points import Points
from models.domain.seal import seal_of
from models.store.entry import to_json
from sync.server.report_evaluation import read_evaluation

SEALED: dict[str, Any] = {
    "meeting": "m",
    "sheet": "criteria-meeting-quality",
    "evaluator": "Tẩn Láo Tả",
    "role": "Đảng ủy viên",
    "remark": "Nền nếp.",
    "signed_at": "2026-12-03T09:00:00.000Z",
    "points": [{"criterion": "notice", "points": 1, "of": 1, "remark": ""}],
}
WHOLE = SEALED | {"seal": seal_of(to_json(SEALED)), "titles": {"notice": "Thông báo"}}


def test_a_signed_evaluation_is_read_with_its_points_and_found_whole() -> None:
    found = read_evaluation({"evaluation": WHOLE})
    assert found is not None
    assert found.whole
    assert (found.evaluator, found.role, found.remark) == ("Tẩn Láo Tả", "Đảng ủy viên", "Nền nếp.")
    assert [(one.title, one.points, one.of) for one in found.points] == [("Thông báo", 1, 1)]
    assert found.signed_at is not None


def test_half_a_point_is_read_and_stands_under_the_seal() -> None:
    sealed = SEALED | {"points": [{"criterion": "notice", "points": 0, "half": 1, "of": 1, "remark": ""}]}
    section = sealed | {"seal": seal_of(to_json(sealed)), "titles": {}}
    found = read_evaluation({"evaluation": section})
    assert found is not None
    assert (found.whole, found.points[0].points) == (True, Points(1))
    changed = section | {"points": [{"criterion": "notice", "points": 0, "of": 1, "remark": ""}]}
    assert not read_evaluation({"evaluation": changed}).whole


@pytest.mark.parametrize(
    "change",
    [
        {"remark": "Yếu kém."},
        {"points": [{"criterion": "notice", "points": 0, "of": 1, "remark": ""}]},
        {"evaluator": "Ai đó"},
        {"more": 1},
        {"seal": None},
        {"remark": "\ud800"},
    ],
)
def test_whatever_was_changed_under_the_seal_is_told(change: dict[str, Any]) -> None:
    found = read_evaluation({"evaluation": WHOLE | change})
    assert found is not None
    assert not found.whole


@pytest.mark.parametrize(
    "content",
    [{}, {"evaluation": None}, {"evaluation": []}, {"evaluation": {"evaluator": 5}}, {"evaluation": {"points": 1}}],
)
def test_a_report_without_an_evaluation_or_of_an_older_program_has_none(content: dict[str, Any]) -> None:
    assert read_evaluation(content) is None


def test_points_that_are_none_are_left_out() -> None:
    strange = [None, {"criterion": "a"}, {"criterion": "b", "points": -1, "of": 1}, {"points": 1, "of": 1}]
    found = read_evaluation({"evaluation": SEALED | {"points": strange, "signed_at": "never"}})
    assert found is not None
    assert (found.points, found.signed_at, found.whole) == ((), None, False)
