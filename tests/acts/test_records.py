"""Notes, tasks, petitions, points and minutes: what they refuse, and that an undo takes each back whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from models.acts.registry import ActOutcome
from models.domain.errors import Refused, UnknownRecord
from models.domain.seal import seal_of
from models.domain.vocabulary import NoteKind, ScoreStage, Visibility
from models.queries.decisions import tasks_of
from models.queries.history import journal
from models.queries.notes import notes
from models.store.export import export_text

Do = Callable[..., ActOutcome]
Named = Callable[[str], str]
SECRET = "điều chỉ chủ trì được biết"


@pytest.fixture
def held(do: Do, meeting: str) -> str:
    """The scenario's meeting, open, its first item running."""
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("item.start")
    return meeting


def test_self_criticism_is_confidential_by_itself_and_praise_is_for_the_minutes(
    do: Do, held: str, member: Named, reader: sqlite3.Connection
) -> None:
    do("note.write", text=SECRET, kind=NoteKind.SELF_CRITICISM, about=member("Đức"))
    do("note.write", text="làm tốt", kind=NoteKind.PRAISE)
    assert [note.text for note in notes(reader, held)] == ["làm tốt"]
    assert [note.text for note in notes(reader, held, [Visibility.CONFIDENTIAL])] == [SECRET]


def test_the_text_of_a_note_is_in_no_audit_line_and_no_refusal(do: Do, held: str, reader: sqlite3.Connection) -> None:
    outcome = do("note.write", text=SECRET, visibility=Visibility.CONFIDENTIAL)
    with pytest.raises(Refused) as refusal:
        do("note.change", note=outcome.value, text="  ")
    assert SECRET not in f"{outcome.label}{refusal.value}{[one.details for one in journal(reader)]}"


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("note.write", {"text": "một ý kiến"}),
        ("task.assign", {"title": "Kiểm tra", "owner": "Đức", "due": date(2026, 12, 25), "baseline": 3, "target": 77}),
        ("petition.record", {"text": "Sửa đèn đường", "owner": "Dung"}),
        ("resolution.draft", {"title": "Nghị quyết tháng 12"}),
        ("score.give", {"criterion": "time", "points": 1}),
        ("minutes.write", {"text": "Biên bản"}),
    ],
)
def test_an_undo_takes_an_act_back_whole_and_a_redo_does_it_again(
    do: Do, held: str, member: Named, reader: sqlite3.Connection, act: str, arguments: dict[str, Any]
) -> None:
    if act == "score.give":
        arguments = arguments | {"criterion": _first_criterion()}
    if "owner" in arguments:
        arguments = arguments | {"owner": member(str(arguments["owner"]))}
    before = export_text(reader)
    do(act, **arguments)
    after = export_text(reader)
    assert after != before
    do("undo")
    assert export_text(reader) == before
    do("redo")
    assert export_text(reader) == after


def test_a_task_done_after_its_day_is_late_and_a_dropped_one_says_why(
    do: Do, held: str, member: Named, reader: sqlite3.Connection
) -> None:
    late = do("task.assign", title="một", owner=member("Yến"), due=date(2026, 12, 1)).value
    dropped = do("task.assign", title="hai", owner=member("Mậu")).value
    do("task.finish", task=late, actual=5, result="xong")
    do("task.drop", task=dropped, reason="trùng")
    states = dict(reader.execute("SELECT title, state FROM task"))
    assert states == {"một": "late", "hai": "dropped"}
    with pytest.raises(Refused, match="cannot become"):
        do("task.finish", task=dropped)


def test_a_baseline_without_a_target_is_refused(do: Do, held: str, member: Named) -> None:
    with pytest.raises(Refused, match="target"):
        do("task.assign", title="x", owner=member("Yến"), baseline=3)


def test_how_things_stand_when_a_task_is_given_is_kept_corrected_and_emptied(
    do: Do, held: str, member: Named, reader: sqlite3.Connection
) -> None:
    def at_start() -> str:
        (one,) = tasks_of(reader, held)
        return one.state_at_start

    task = do(
        "task.assign", title="Rà soát hồ sơ", owner=member("Vi Văn Mậu"), state_at_start="đã rà soát  3 hồ sơ"
    ).value
    assert at_start() == "đã rà soát 3 hồ sơ"
    do("task.change", task=task, state_at_start="đã rà soát 5 hồ sơ")
    assert at_start() == "đã rà soát 5 hồ sơ"
    do("task.change", task=task, title="Rà soát hồ sơ đảng viên")
    assert at_start() == "đã rà soát 5 hồ sơ"
    do("task.change", task=task, state_at_start="-")
    assert at_start() == ""


def test_no_petition_is_closed_without_an_answer(do: Do, held: str) -> None:
    petition = do("petition.record", text="Sửa đèn đường").value
    with pytest.raises(Refused, match="answer"):
        do("petition.close", petition=petition)
    do("petition.forward", petition=petition, to="Ủy ban xã")
    do("petition.answer", petition=petition, answer="Đã sửa")
    do("petition.close", petition=petition)


def test_points_beyond_a_criterion_and_unknown_criteria_are_refused(do: Do, held: str) -> None:
    with pytest.raises(Refused, match="0 to"):
        do("score.give", criterion=_first_criterion(), points=99)
    with pytest.raises(UnknownRecord):
        do("score.give", criterion="beauty", points=1)


def test_points_of_one_stage_replace_each_other_and_stages_stand_apart(
    do: Do, held: str, reader: sqlite3.Connection
) -> None:
    criterion = _first_criterion()
    do("score.give", criterion=criterion, points=1)
    do("score.give", criterion=criterion, points=2)
    do("score.give", criterion=criterion, points=3, stage=ScoreStage.SUPERIOR)
    assert sorted(reader.execute("SELECT stage, points FROM score")) == [("self", 2), ("superior", 3)]


def test_approved_minutes_are_sealed_and_change_no_more(do: Do, held: str, reader: sqlite3.Connection) -> None:
    do("minutes.write", text="Biên bản đã đọc", meeting=held)
    with pytest.raises(Refused, match="cannot become"):
        do("minutes.approve", meeting=held)
    do("meeting.close")
    with pytest.raises(Refused, match="The records changed"):  # the text does not know when the meeting ended
        do("minutes.approve", meeting=held)
    do("minutes.approve", meeting=held, outdated_ok=True)
    assert reader.execute("SELECT seal FROM minutes").fetchone() == (seal_of("Biên bản đã đọc"),)
    before = export_text(reader)
    for act, arguments in (
        ("minutes.write", {"text": "khác", "meeting": held}),
        ("note.write", {"text": "muộn", "item": _an_item(reader)}),
        ("undo", {}),
    ):
        with pytest.raises(Refused, match=r"addend|change no more"):
            do(act, **arguments)
    assert export_text(reader) == before
    do("minutes.correct", text="Sửa tên một người", meeting=held)
    assert reader.execute("SELECT count(*) FROM addendum").fetchone() == (1,)


def test_an_unknown_record_is_one_sentence_and_changes_nothing(do: Do, held: str, reader: sqlite3.Connection) -> None:
    before = export_text(reader)
    for act, arguments in (
        ("note.change", {"note": "nosuch", "text": "x"}),
        ("task.finish", {"task": "nosuch"}),
        ("petition.answer", {"petition": "nosuch", "answer": "x"}),
        ("resolution.change", {"resolution": "nosuch", "title": "x"}),
    ):
        with pytest.raises(UnknownRecord):
            do(act, **arguments)
    assert export_text(reader) == before


def _an_item(reader: sqlite3.Connection) -> str:
    return str(reader.execute("SELECT id FROM agenda_item ORDER BY position").fetchone()[0])


def _first_criterion() -> str:
    from models.profiles import load_criteria

    return next(row.key for heading in load_criteria(None).headings for row in heading.criteria if row.points >= 4)


def test_minutes_that_were_changed_meanwhile_are_neither_overwritten_nor_approved_unseen(
    do: Do, held: str, reader: sqlite3.Connection
) -> None:
    do("minutes.write", text="Bản một", meeting=held)
    do("minutes.write", text="Bản hai", replaces=seal_of("Bản một"), meeting=held)
    with pytest.raises(Refused, match="changed elsewhere"):
        do("minutes.write", text="Bản ba", replaces=seal_of("Bản một"), meeting=held)
    do("meeting.close")
    with pytest.raises(Refused, match="since you read them"):
        do("minutes.approve", seal=seal_of("Bản một"), meeting=held)
    assert reader.execute("SELECT text, state FROM minutes").fetchone() == ("Bản hai", "draft")


def test_after_the_approval_only_the_stages_of_the_superior_are_scored(do: Do, held: str) -> None:
    do("meeting.close")
    do("minutes.write", text="Biên bản", meeting=held)
    do("minutes.approve", meeting=held)
    for stage in (ScoreStage.SELF, ScoreStage.VOTED):
        with pytest.raises(Refused, match="approved"):
            do("score.give", criterion="speaking", points=3, stage=stage, meeting=held)
    for stage in (ScoreStage.SUPERIOR, ScoreStage.OFFICIAL):
        do("score.give", criterion="speaking", points=3, stage=stage, meeting=held)
        do("undo")


def test_numbers_of_a_task_are_kept_with_the_decimals_of_the_finest(
    do: Do, held: str, member: Named, reader: sqlite3.Connection
) -> None:
    task = do("task.assign", title="Thu hoạch", owner=member("Yến"), baseline=3, target=12, measured_in="tấn").value

    def kept() -> tuple[int, ...]:
        row: tuple[int, ...] = reader.execute("SELECT baseline, target, actual, decimals FROM task").fetchone()
        return row

    do("task.report", task=task, actual=125, decimals=1)
    assert kept() == (30, 120, 125, 1)
    do("task.report", task=task, actual=13)
    assert kept() == (30, 120, 130, 1)
    do("task.change", task=task, target=1225, decimals=2)
    assert kept() == (300, 1225, 1300, 2)
    (line,) = tasks_of(reader, held)
    assert line.progress is not None
    assert line.progress.text("tấn") == "3 → 13 / 12.25 tấn (106.12%)"
    for wrong in (-1, 5):
        with pytest.raises(Refused, match="0 to 4 decimals"):
            do("task.report", task=task, actual=1, decimals=wrong)
    do("undo")
    assert kept() == (30, 120, 130, 1)
