"""The content of the report to the superior, made of the scenario's meeting."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from models.acts.registry import ActOutcome
from models.documents.report_text import report_sections
from models.domain.bands import Rate
from models.domain.errors import Refused
from models.domain.points import Points
from models.domain.report_figures import WORDS, told_figures
from models.domain.seal import seal_of
from models.domain.vocabulary import CellKind, Classification, ReportState, ScoreStage
from models.profiles.criteria import Criterion
from models.profiles.loading import load_criteria
from models.queries.meetings import meeting as find_meeting
from models.queries.report import minutes_content, preview_content, report_content
from models.queries.report_year import targets_reached
from models.store.entry import to_json
from models.store.opening import open_reader
from models.store.store import Store
from sync.server.report_content import read_figures
from tests.conftest import FakeClock
from tests.half_points import let_halves_be_given

Do = Callable[..., ActOutcome]
TEXT = "BIÊN BẢN\n\n1. Khai mạc.\n2. Thảo luận."


@pytest.fixture
def approved(held: Path, meeting: str, do: Do) -> str:
    """The scenario's meeting with its minutes approved."""
    do("minutes.write", text=TEXT, meeting=meeting)
    do("minutes.approve", meeting=meeting)
    return meeting


@pytest.fixture
def reader(held: Path) -> Iterator[sqlite3.Connection]:
    connection = open_reader(held)
    yield connection
    connection.close()


@pytest.fixture
def content(reader: sqlite3.Connection, approved: str, held: Path) -> dict[str, Any]:
    return report_content(reader, approved, held)


def test_nothing_is_reported_before_the_minutes_are_approved(
    held: Path, meeting: str, reader: sqlite3.Connection
) -> None:
    with pytest.raises(Refused, match="not approved yet"):
        report_content(reader, meeting, held)


def test_it_can_be_read_before_the_approval_after_which_it_goes(
    do: Do, held: Path, meeting: str, reader: sqlite3.Connection
) -> None:
    assert preview_content(reader, meeting, held)["minutes"] == {"text": "", "seal": "", "approved_at": None}
    do("minutes.write", text=TEXT, meeting=meeting)
    before = preview_content(reader, meeting, held)
    do("minutes.approve", meeting=meeting)
    after = report_content(reader, meeting, held)
    assert preview_content(reader, meeting, held) == after
    assert before | {"minutes": after["minutes"]} == after


def test_a_meeting_that_is_not_over_has_no_report(do: Do, cell: Store) -> None:
    meeting = str(do("meeting.plan", at=datetime(2027, 1, 4, 7, tzinfo=UTC)).value)
    with cell.reading() as connection, pytest.raises(Refused, match="not over yet"):
        preview_content(connection, meeting, cell.home)


def test_attendance_is_reported_in_counts(content: dict[str, Any]) -> None:
    assert content["attendance"] == {
        "official": 10,
        "probationary": 2,
        "convened": 8,
        "present": 9,
        "present_official": 7,
        "excused": 1,
        "unexcused": 0,
        "exempt": 1,
        "elsewhere": 1,
        "uncalled": 0,
        "late": 1,
    }


def test_every_figure_that_is_declared_stands_in_the_report(content: dict[str, Any]) -> None:
    for _figure, (*sections, member) in told_figures():
        found = content
        for name in sections:
            found = found[name]
        assert member in found, (*sections, member)
    for section, words in WORDS.items():
        assert words.keys() <= content[section].keys()


def test_a_count_that_no_sentence_says_has_a_line_of_its_own(
    content: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(WORDS["tasks"], "handed_back", "Handed back")
    shown = {one.name: one.lines for one in report_sections(content | {"tasks": content["tasks"] | {"handed_back": 3}})}
    assert shown["tasks"][-1] == "Handed back: 3"


def test_the_meeting_is_named_with_its_times(content: dict[str, Any], approved: str) -> None:
    found = content["meeting"]
    assert (found["id"], found["kind"], found["number"], found["planned_minutes"]) == (approved, "regular", 1, 90)
    assert found["opened_at"] < found["closed_at"]
    assert 0 < found["minutes"] <= 24 * 60


def test_votes_are_counts_and_every_round_stays_on_record(content: dict[str, Any]) -> None:
    resolution = content["votes"][0]
    first, second = resolution["rounds"]
    assert [(one["yes"], one["no"], one["abstain"], one["counted"], one["passed"]) for one in (first, second)] == [
        (4, 2, 1, 8, False),
        (5, 2, 0, 8, True),
    ]
    states = [one["state"] for motion in content["votes"] for one in motion["rounds"]]
    assert "voided" in states


def test_indicators_keep_numerator_and_denominator(content: dict[str, Any]) -> None:
    assert content["indicators"]["attendance"] == {"numerator": 9, "denominator": 10}
    assert content["indicators"]["speaking"] == {
        "numerator": content["speaking"]["spoke"],
        "denominator": content["speaking"]["present"],
    }


def test_the_score_is_the_cells_own_with_its_grade(content: dict[str, Any], held: Path) -> None:
    most = sum(line.points for line in _lines(held))
    score = content["score"]
    assert (score["stage"], score["points"], score["of"], score["complete"]) == ("self", most, most, True)
    assert score["grade"] == "good"


def test_half_a_point_goes_up_beside_the_whole_ones_and_only_where_there_is_one(
    do: Do, reader: sqlite3.Connection, held: Path, approved: str
) -> None:
    before = report_content(reader, approved, held)
    assert not {"half", "half_of", "halves"} & before["score"].keys()
    let_halves_be_given(held)
    same = report_content(reader, approved, held)
    assert same == before | {"score": before["score"] | {"halves": True}}
    for line in _lines(held):
        do("score.give", criterion=line.key, points=line.points, stage=ScoreStage.SUPERIOR, meeting=approved)
    do("score.give", criterion="duration", points=Points(9), stage=ScoreStage.SUPERIOR, meeting=approved)
    do("evaluation.sign", evaluator="Tẩn Láo Tả", meeting=approved)
    content = report_content(reader, approved, held)
    most = content["score"]["of"]
    assert (content["superior"]["points"], content["superior"]["half"], content["superior"]["of"]) == (
        most - 1,
        1,
        most,
    )
    section = content["evaluation"]
    assert [(one["criterion"], one["points"]) for one in section["points"] if "half" in one] == [("duration", 4)]
    assert read_figures(content, datetime(2026, 12, 5, tzinfo=UTC)).superior_points == Points.of(most - 1, 1)
    attended = content | {"superior": content["superior"] | {"invited": True}}
    told = {one.name: " ".join(one.lines) for one in report_sections(attended)}
    assert f"Gave {most - 1}.5 of {most} points" in told["superior"]
    assert "4.5/5" in told["evaluation"]


def test_only_petitions_that_were_forwarded_go_up(
    reader: sqlite3.Connection, do: Do, held: Path, meeting: str, approved: str
) -> None:
    assert report_content(reader, approved, held)["petitions"] == []
    petition = reader.execute("SELECT id FROM petition").fetchone()[0]
    do("petition.forward", petition=petition, to="Đảng ủy")
    (found,) = report_content(reader, approved, held)["petitions"]
    assert (found["id"], found["to"]) == (petition, "Đảng ủy")


def test_minutes_go_up_with_their_seal_and_a_hash_for_each_line(content: dict[str, Any]) -> None:
    assert content["minutes"]["text"] == TEXT
    assert content["minutes"]["seal"] == seal_of(TEXT)
    assert content["paragraphs"] == [seal_of(line) for line in TEXT.split("\n")]


def test_no_note_and_no_name_of_a_voter_is_in_it(
    reader: sqlite3.Connection, content: dict[str, Any], held: Path
) -> None:
    written = json.dumps({name: part for name, part in content.items() if name != "minutes"}, ensure_ascii=False)
    notes = [text for (text,) in reader.execute("SELECT text FROM note")]
    names = [name for (name,) in reader.execute("SELECT full_name FROM member")]
    titles = [title for (title,) in reader.execute("SELECT title FROM motion")]
    assert notes
    assert not [text for text in notes if text in written]
    assert not [name for name in names if name in written and not any(name in title for title in titles)]


def test_it_is_made_of_plain_values_without_fractions(content: dict[str, Any]) -> None:
    assert json.loads(json.dumps(content), parse_float=pytest.fail) == content


def test_what_happens_after_the_meeting_changes_nothing(
    content: dict[str, Any], reader: sqlite3.Connection, held: Path, approved: str, clock: FakeClock, do: Do
) -> None:
    clock.advance(days=20)
    for (task,) in reader.execute("SELECT id FROM task").fetchall():
        do("task.finish", task=task)
    assert report_content(reader, approved, held) == content


def test_an_overdue_task_counts_until_it_is_done(
    do: Do, store: Store, reader: sqlite3.Connection, held: Path, meeting: str
) -> None:
    with store.unit("test.due") as unit:
        unit.connection.execute("UPDATE task SET due_on = '2026-12-02'")
    do("minutes.write", text=TEXT, meeting=meeting)
    do("minutes.approve", meeting=meeting)
    (given,) = reader.execute("SELECT count(*) FROM task").fetchone()
    assert given > 0
    assert report_content(reader, meeting, held)["tasks"]["overdue"] == given


def test_a_report_that_goes_up_again_says_which_remark_it_answers(
    do: Do, reader: sqlite3.Connection, held: Path, approved: str, content: dict[str, Any]
) -> None:
    assert content["answer"] is None
    do("report.mark", meeting=approved, state=ReportState.SENT, digest="cd" * 32)
    do("report.mark", meeting=approved, state=ReportState.RETURNED, remark="Thiếu số liệu.")
    do("report.requeue", meeting=approved)
    answer = report_content(reader, approved, held)["answer"]
    assert (answer["remark"], answer["digest"]) == ("Thiếu số liệu.", "cd" * 32)
    assert answer["returned_at"]


def test_the_superiors_attendance_and_evaluation_are_told(
    do: Do, reader: sqlite3.Connection, held: Path, approved: str
) -> None:
    assert report_content(reader, approved, held)["superior"] == {
        "invited": False,
        "attended": False,
        "evaluated": False,
        "points": None,
        "of": None,
        "grade": None,
    }
    for line in _lines(held):
        do("score.give", criterion=line.key, points=0, stage=ScoreStage.SUPERIOR, meeting=approved)
    content = report_content(reader, approved, held)
    assert (content["superior"]["evaluated"], content["superior"]["points"]) == (True, 0)
    assert content["superior"]["of"] == content["score"]["of"]
    assert content["superior"]["grade"] == "poor"


def test_the_kind_of_the_cell_goes_up_as_it_was_at_the_approval(
    do: Do, reader: sqlite3.Connection, held: Path, meeting: str
) -> None:
    do("cell.change", kind=CellKind.ARMED_FORCES)
    do("minutes.write", text="Biên bản.", meeting=meeting)
    do("minutes.approve", meeting=meeting)
    do("cell.change", kind=CellKind.VILLAGE)
    content = report_content(reader, meeting, held)
    assert content["cell"]["kind"] == "armed_forces"
    assert "Kind of cell: armed forces" in report_sections(content)[0].lines


def test_a_signed_evaluation_goes_up_with_its_seal_and_an_unsigned_one_does_not(
    do: Do, reader: sqlite3.Connection, held: Path, approved: str
) -> None:
    for line in _lines(held):
        do("score.give", criterion=line.key, points=line.points, stage=ScoreStage.SUPERIOR, meeting=approved)
    do("evaluation.write", evaluator="Tẩn Láo Tả", meeting=approved)
    assert report_content(reader, approved, held)["evaluation"] is None
    do("evaluation.sign", evaluator="Tẩn Láo Tả", role="Đảng ủy viên", remark="Nền nếp, rõ việc.", meeting=approved)
    section = report_content(reader, approved, held)["evaluation"]
    sealed = {name: value for name, value in section.items() if name not in {"seal", "titles"}}
    assert section["seal"] == seal_of(to_json(sealed))
    assert (section["evaluator"], section["role"], section["remark"]) == (
        "Tẩn Láo Tả",
        "Đảng ủy viên",
        "Nền nếp, rõ việc.",
    )
    assert {one["criterion"] for one in section["points"]} == set(section["titles"]) - {"thematic-content"}
    told = next(one for one in report_sections(report_content(reader, approved, held)) if one.name == "evaluation")
    assert told.lines[0].startswith("Signed by Tẩn Láo Tả, Đảng ủy viên")


def test_it_tells_of_the_year_in_figures_alone(do: Do, reader: sqlite3.Connection, held: Path, approved: str) -> None:
    assert report_content(reader, approved, held)["year"] == {
        "version": 1,
        "targets": {"numerator": 0, "denominator": 0},
        "years": [],
    }
    do("year.plan_admissions", year=2026, count=2)
    members = [key for (key,) in reader.execute("SELECT id FROM member WHERE deleted = 0 ORDER BY id LIMIT 3")]
    for member, rating in zip(members, ("excellent", "good", "good"), strict=True):
        do("review.decide", member=member, year=2026, rating=Classification(rating))
    found = report_content(reader, approved, held)
    classes = {"excellent": 1, "good": 2, "completed": 0, "not_completed": 0}
    assert found["year"]["years"] == [{"year": 2026, "admissions_planned": 2, "classes": classes}]
    told = next(one for one in report_sections(found) if one.name == "year")
    assert told.lines == (
        "2026: admissions planned: 2",
        "2026: members by class: completed excellently 1, completed well 2",
    )
    names = [name for (name,) in reader.execute("SELECT full_name FROM member")]
    assert not [name for name in names if name in json.dumps(found["year"], ensure_ascii=False)]


def test_the_next_report_tells_which_targets_were_reached_by_then(
    do: Do, reader: sqlite3.Connection, held: Path, approved: str
) -> None:
    given = [key for (key,) in reader.execute("SELECT id FROM task WHERE target IS NOT NULL ORDER BY id")]
    later = str(do("meeting.plan", at=datetime(2027, 1, 4, 7, tzinfo=UTC)).value)
    january = find_meeting(reader, later)
    assert targets_reached(reader, january) == Rate(0, len(given))
    (target,) = reader.execute("SELECT target FROM task WHERE id = ?", (given[0],)).fetchone()
    do("task.finish", task=given[0], actual=target, on=date(2027, 1, 4))
    assert targets_reached(reader, january) == Rate(1, len(given))
    do("undo")
    do("task.finish", task=given[0], actual=target, on=date(2027, 1, 5))
    assert targets_reached(reader, january) == Rate(0, len(given))


def test_sealed_minutes_hold_the_meeting_and_the_text_alone(reader: sqlite3.Connection, approved: str) -> None:
    assert set(minutes_content(reader, approved)) == {"cell", "meeting", "minutes", "addenda", "paragraphs"}


def _lines(home: Path) -> list[Criterion]:
    every = (line for heading in load_criteria(home).headings for line in heading.criteria)
    return [line for line in every if not line.only_with_theme]
