"""A sealed paper does not change: every document of a meeting reads the same whatever is renamed after the approval."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from models.acts.registry import perform
from models.documents.catalogue import DocumentRequest, make
from models.documents.names import DocumentKind
from models.documents.paper import Paper
from models.documents.rendering.plain import to_text
from models.domain.vocabulary import Office
from models.queries.meetings import meeting as meeting_view
from models.queries.people import find_cell
from models.queries.report import minutes_content, report_content
from models.store.connection import connect
from models.store.entry import RowChange
from models.store.entry_checks import change_fault
from models.store.limits import DATABASE
from models.store.opening import open_reader
from models.store.store import Store
from tests.sync.hostile.taking.entries import spoil

NOW = datetime(2027, 2, 1, 8, tzinfo=UTC)
KINDS = (
    DocumentRequest(DocumentKind.MINUTES, ""),
    DocumentRequest(DocumentKind.RESOLUTION, ""),
    DocumentRequest(DocumentKind.ATTENDANCE, ""),
    DocumentRequest(DocumentKind.TASKS, ""),
    DocumentRequest(DocumentKind.SCORE, ""),
    DocumentRequest(DocumentKind.EXTRACT, "", 1),
    DocumentRequest(DocumentKind.COUNT, "", 2),
)

Sealed = tuple[Path, str]


def _papers(home: Path, meeting: str) -> dict[str, Paper]:
    with closing(open_reader(home)) as reader:
        return {one.kind: make((reader, home, NOW), DocumentRequest(one.kind, meeting, one.motion)) for one in KINDS}


def _somebody(store: Store) -> str:
    with store.reading() as reader:
        return str(reader.execute("SELECT id FROM member LIMIT 1").fetchone()[0])


def _change_everything(home: Path, meeting: str) -> None:
    """Rename the cell and everybody, change offices and standings, and let somebody come."""
    store = Store.open(home, lambda: NOW)
    perform(store, "cell.change", name="Chi bộ Mới", superior="Đảng bộ phường", place="Tuyên Quang", code="CBM")
    with store.reading() as reader:
        people = reader.execute("SELECT id, full_name FROM member").fetchall()
        of = meeting_view(reader, meeting)
    for key, name in people:
        perform(store, "member.change", member=key, name=f"{name} Mới")
    secretary = next(key for key, _name in people if key == of.chair_id)
    perform(store, "member.office", member=secretary, office=Office.SECRETARY, until=date(2026, 12, 1))
    perform(store, "member.add", name="Người Mới Đến")
    store.close()


@pytest.fixture
def changed(sealed: Sealed) -> tuple[Sealed, dict[str, Paper]]:
    before = _papers(*sealed)
    _change_everything(*sealed)
    return sealed, before


@pytest.mark.parametrize("kind", [one.kind for one in KINDS])
def test_a_paper_of_a_sealed_meeting_says_what_it_said(
    changed: tuple[Sealed, dict[str, Paper]], kind: DocumentKind
) -> None:
    sealed, before = changed
    assert to_text(_papers(*sealed)[kind]) == to_text(before[kind])
    assert _papers(*sealed)[kind] == before[kind]


def test_a_record_that_is_given_up_for_another_stays_on_the_sealed_paper(sealed: Sealed) -> None:
    home, meeting = sealed
    kinds = (DocumentKind.ATTENDANCE, DocumentKind.RESOLUTION, DocumentKind.MINUTES, DocumentKind.SCORE)
    before = _papers(home, meeting)
    store = Store.open(home, lambda: NOW)
    with store.reading() as reader:
        sql = (
            "SELECT m.id, m.full_name FROM attendance a JOIN member m ON m.id = a.member_id"
            " WHERE a.meeting_id = ? AND a.state = 'present'"
        )
        people = reader.execute(sql, (meeting,)).fetchall()
    gone = next(key for key, name in people if name not in to_text(before[DocumentKind.RESOLUTION]))
    kept = next(key for key, _name in people if key != gone)
    perform(store, "member.merge", member=gone, into=kept)
    store.close()
    after = _papers(home, meeting)
    for kind in kinds:
        assert to_text(after[kind]) == to_text(before[kind])


def test_what_goes_up_is_sealed_too(sealed: Sealed) -> None:
    home, meeting = sealed
    with closing(open_reader(home)) as reader:
        before = report_content(reader, meeting, home), minutes_content(reader, meeting)
    _change_everything(home, meeting)
    with closing(open_reader(home)) as reader:
        after = report_content(reader, meeting, home), minutes_content(reader, meeting)
        assert find_cell(reader).name == "Chi bộ Mới"  # the store itself is as it is now
    assert json.dumps(after, sort_keys=True, default=str) == json.dumps(before, sort_keys=True, default=str)


def test_what_happens_to_a_task_after_the_approval_still_stands_in_its_list(sealed: Sealed) -> None:
    home, meeting = sealed
    store = Store.open(home, lambda: NOW)
    with store.reading() as reader:
        (task,) = reader.execute("SELECT id FROM task WHERE meeting_id = ? ORDER BY id LIMIT 1", (meeting,)).fetchone()
    perform(store, "task.finish", task=task, result="xong!")
    store.close()
    assert "xong!" in to_text(_papers(home, meeting)[DocumentKind.TASKS])


def test_what_happens_to_a_task_after_the_approval_does_not_change_the_resolution(sealed: Sealed) -> None:
    home, meeting = sealed
    before = _papers(home, meeting)[DocumentKind.RESOLUTION]
    store = Store.open(home, lambda: NOW)
    with store.reading() as reader:
        tasks = [key for (key,) in reader.execute("SELECT id FROM task WHERE meeting_id = ? ORDER BY id", (meeting,))]
    assert len(tasks) > 1
    perform(store, "task.change", task=tasks[0], title="Việc khác", due=date(2027, 6, 1))
    perform(store, "task.drop", task=tasks[1], reason="thôi")
    perform(store, "task.assign", title="Việc mới", owner=_somebody(store))
    store.close()
    assert to_text(_papers(home, meeting)[DocumentKind.RESOLUTION]) == to_text(before)


def test_minutes_that_an_older_program_sealed_read_as_before(sealed: Sealed) -> None:
    home, meeting = sealed
    store = Store.open(home, lambda: NOW)
    with store.unit("test.change") as unit:
        unit.connection.execute("UPDATE minutes SET head = '', number = NULL")
    store.close()
    _change_everything(home, meeting)
    paper = _papers(home, meeting)[DocumentKind.MINUTES]
    assert paper.cell == "CHI BỘ MỚI"
    assert "01-" in paper.number


def test_the_number_of_minutes_stays_when_others_are_approved(sealed: Sealed) -> None:
    home, meeting = sealed
    before = _papers(home, meeting)[DocumentKind.MINUTES].number
    store = Store.open(home, lambda: NOW)
    with store.unit("test.change") as unit:  # as if an earlier approval came from another laptop
        unit.connection.execute("UPDATE minutes SET approved_at = '2027-03-01T00:00:00.000Z'")
    store.close()
    assert _papers(home, meeting)[DocumentKind.MINUTES].number == before


@pytest.mark.parametrize("seed", range(6))
def test_a_head_that_is_taken_in_from_another_machine_makes_every_paper(sealed: Sealed, seed: int) -> None:
    home, meeting = sealed
    with closing(connect(home / DATABASE)) as raw:
        (good,) = raw.execute("SELECT head FROM minutes WHERE meeting_id = ?", (meeting,)).fetchone()
        assert _fault(good) is None
        random, refused = Random(seed), 0
        for _ in range(300):
            head = json.loads(good)
            spoil(head, random)
            text = json.dumps(head)
            if _fault(text) is not None:
                refused += 1
                continue
            raw.execute("UPDATE minutes SET head = ? WHERE meeting_id = ?", (text, meeting))
        assert refused > 100
    _papers(home, meeting)  # of the last one that was taken


@pytest.mark.parametrize(
    ("part", "spoilt"),
    [
        ("attendance", [{}]),
        ("attendance", [{"id": "x"}]),
        ("attendance", {"state": "present"}),
        ("tasks", [{}]),
        ("meeting", {"title": "", "place": "", "chair_id": None, "minute_taker_id": None}),
        ("meeting", {"title": "", "place": "", "chair_id": None, "minute_taker_id": None, "roll": "[1]"}),
        ("people", {"x": {"name": "A"}}),
        ("people", {"x": {"name": "A", "born": "hôm qua"}}),
        ("cell", {"name": None, "superior": "", "place": "", "code": ""}),
    ],
)
def test_a_head_with_what_no_table_holds_is_not_taken_in(sealed: Sealed, part: str, spoilt: object) -> None:
    home, meeting = sealed
    with closing(open_reader(home)) as reader:
        (good,) = reader.execute("SELECT head FROM minutes WHERE meeting_id = ?", (meeting,)).fetchone()
    assert _fault(json.dumps(json.loads(good) | {part: spoilt})) is not None


def test_a_mark_of_another_word_is_not_taken_in(sealed: Sealed) -> None:
    home, meeting = sealed
    with closing(open_reader(home)) as reader:
        (good,) = reader.execute("SELECT head FROM minutes WHERE meeting_id = ?", (meeting,)).fetchone()
    head = json.loads(good)
    head["attendance"][0]["state"] = "asleep"
    assert _fault(json.dumps(head)) is not None


def _fault(head: str) -> object:
    return change_fault(RowChange("minutes", "m", {"head": ""}, {"head": head}))
