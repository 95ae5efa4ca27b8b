"""What ``make quick`` runs: the tests that a change concerns."""

from __future__ import annotations

import pytest

from tests.quick import concerned, selected


@pytest.mark.parametrize(
    ("changed", "test"),
    [
        ("models/acts/petitions.py", "tests/acts/test_records.py"),  # names its acts
        ("models/queries/overview.py", "tests/queries/test_overview.py"),  # imports it
        ("models/domain/points.py", "tests/unit/test_points.py"),
        ("tests/acts/test_votes.py", "tests/acts/test_votes.py"),
        ("tests/acts/conftest.py", "tests/acts/test_speakers.py"),  # its fixtures
        ("tests/meeting_room.py", "tests/queries/test_year.py"),
    ],
)
def test_a_change_concerns_the_tests_of_what_was_changed(changed: str, test: str) -> None:
    assert test in selected([changed])


def test_a_change_elsewhere_concerns_none_but_the_core() -> None:
    tests = ["tests/acts/test_votes.py", "tests/queries/test_overview.py"]
    assert list(concerned(["tui/app.py", "README.md"], tests)) == []
    assert "tests/unit/test_points.py" in selected([])


def test_sweeps_are_run_when_they_are_concerned_alone() -> None:
    sweep = "tests/unit/roster/test_hostile_workbooks.py"
    assert sweep not in selected([])
    assert sweep in selected([sweep])
