"""An act changes the meeting that its screen shows, also while another one runs; a new act cannot be forgotten here."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import models.acts
from models.acts.registry import ActOutcome, acts, perform
from models.acts.words import looks_into_meeting, perform_words
from models.domain.errors import Refused
from models.domain.vocabulary import AttendanceState, ItemState, MeetingState, PostedKind, ScoreStage, SpeechState
from models.queries.scoring import given_scores
from models.queries.sheets import meeting_sheet
from models.store.ids import natural_id
from models.store.store import Store
from models.tables import AgendaItem, Attendance, ItemRun, Meeting, Minutes, Report
from tests.meeting_room import Room

MEETING_DEPENDENT = sorted(
    one.name for one in acts().values() if any(p.name == "meeting" and not p.required for p in one.parameters)
)


class TwoMeetings:
    """The room's meeting, which runs and is the default, and a later one, which is shown."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.shown = room.add_meeting(room.clock.now + timedelta(days=1), state=MeetingState.OPEN,
                                      opened_at=room.clock.now)  # fmt: skip
        self.item = self._item("Thảo luận", ItemState.RUNNING)
        self.later = self._item("Tổng hợp", ItemState.PENDING)
        for name in ("Mậu", "Ân"):
            key = natural_id("attendance", self.shown, room.members[name])
            now = {"state": AttendanceState.PRESENT, "arrived_at": room.clock.now}
            self._add(Attendance, id=key, meeting_id=self.shown, member_id=room.members[name], **now)

    def _add(self, table: Any, **fields: Any) -> None:
        with self.room.store.unit("test.add") as unit:
            unit.add(table(**fields))

    def _item(self, title: str, state: ItemState) -> str:
        began = self.room.clock.now if state is ItemState.RUNNING else None
        fields = {"title": title, "state": state, "started_at": began, "meeting_id": self.shown}
        item = self.room.add(AgendaItem, position="a" + title[0], **fields)
        if began:
            self.room.add(ItemRun, item_id=item, started_at=began)
        return item

    def member(self, name: str) -> str:
        return self.room.members[name]

    def state(self, state: MeetingState, **fields: Any) -> None:
        self.room.change(Meeting, self.shown, state=state, **fields)

    def no_item(self) -> None:
        self.room.change(AgendaItem, self.item, state=ItemState.DONE)

    def speech(self, state: SpeechState) -> None:
        steps = {SpeechState.SPEAKING: ["speech.next"], SpeechState.PAUSED: ["speech.next", "speech.pause"]}
        perform(self.room.store, "speech.ask", member=self.member("Mậu"), meeting=self.shown)
        for step in steps.get(state, []):
            perform(self.room.store, step, meeting=self.shown)

    def minutes(self) -> None:
        key = natural_id("minutes", self.shown)
        self._add(Minutes, id=key, meeting_id=self.shown, text="Biên bản.", derived_text="")

    def report(self) -> None:
        self.state(MeetingState.SENT)
        self._add(Report, id=natural_id("report", self.shown), meeting_id=self.shown, state="returned")

    def left_over(self) -> None:
        earlier = self.room.add_meeting(self.room.clock.now - timedelta(days=30), state=MeetingState.CLOSED,
                                        opened_at=self.room.clock.now, closed_at=self.room.clock.now)  # fmt: skip
        self.room.add(AgendaItem, title="Nước sạch", state=ItemState.DEFERRED, meeting_id=earlier)

    def signed(self) -> None:
        self.scored(ScoreStage.SUPERIOR)
        perform(self.room.store, "evaluation.sign", evaluator="Lò Văn Pánh", meeting=self.shown)

    def scored(self, stage: ScoreStage) -> None:
        perform(self.room.store, "score.take_proposals", stage=stage, meeting=self.shown)
        for key in self._without_points(stage):
            perform(self.room.store, "score.give", criterion=key, points=0, stage=stage, meeting=self.shown)

    def _without_points(self, stage: ScoreStage) -> list[str]:
        with self.room.store.unit("test.read") as unit:
            table = meeting_sheet(unit.connection, unit.home, self.shown)
            given = given_scores(unit.connection, self.shown, table.id)[stage]
            return [key for key, line in table.lines.items() if key not in given and not line.only_with_theme]


Case = tuple[Callable[[TwoMeetings], object], Callable[[TwoMeetings], Mapping[str, Any]]]


def _nothing(_two: TwoMeetings) -> None:
    return None


def _of(**arguments: Any) -> Callable[[TwoMeetings], Mapping[str, Any]]:
    return lambda two: {k: v(two) if callable(v) else v for k, v in arguments.items()}


def _in(state: MeetingState, **fields: Any) -> Callable[[TwoMeetings], object]:
    return lambda two: two.state(state, **fields)


def _speech(state: SpeechState) -> Callable[[TwoMeetings], object]:
    return lambda two: two.speech(state)


def _then(*steps: Callable[[TwoMeetings], object]) -> Callable[[TwoMeetings], object]:
    return lambda two: [step(two) for step in steps]


def _mau(two: TwoMeetings) -> str:
    return two.member("Mậu")


def _five_minutes_ago(two: TwoMeetings) -> datetime:
    return two.room.clock.now - timedelta(minutes=5)


def _closed(two: TwoMeetings) -> None:
    two.state(MeetingState.CLOSED, closed_at=two.room.clock.now)


CASES: dict[str, Case] = {
    "agenda.agree": (_nothing, _of()),
    "agenda.carry_over": (TwoMeetings.left_over, _of()),
    "attendance.accept_reason": (lambda two: perform(
        two.room.store, "attendance.mark", member=_mau(two), state=AttendanceState.EXCUSED, reason="ốm",
        meeting=two.shown), _of(member=_mau)),
    "attendance.clear": (_nothing, _of(member=_mau)),
    "attendance.correct": (_nothing, _of(member=_mau, arrived=_five_minutes_ago)),
    "attendance.correct_mark": (_nothing, _of(member=_mau, state=AttendanceState.EXCUSED, reason="ghi nhầm")),
    "attendance.leave": (_nothing, _of(member=_mau)),
    "attendance.mark": (_nothing, _of(member=_mau, state=AttendanceState.EXCUSED, reason="ốm")),
    "attendance.present_rest": (_nothing, _of()),
    "evaluation.sign": (lambda two: two.scored(ScoreStage.SUPERIOR), _of(evaluator="Lò Văn Pánh")),
    "evaluation.withdraw": (TwoMeetings.signed, _of()),
    "evaluation.write": (_nothing, _of(evaluator="Lò Văn Pánh")),
    "guest.add": (_nothing, _of(name="Lò Văn Pánh")),
    "handbook.post": (_closed, _of(what=PostedKind.MINUTES)),
    "handbook.unpost": (_then(_closed, lambda two: perform(
        two.room.store, "handbook.post", what=PostedKind.MINUTES, meeting=two.shown)), _of(what=PostedKind.MINUTES)),
    "item.add": (_nothing, _of(title="Việc khác")),
    "item.conclude": (_nothing, _of(text="Nhất trí")),
    "item.defer": (_nothing, _of()),
    "item.finish": (_nothing, _of()),
    "item.pause": (_nothing, _of()),
    "item.resume": (lambda two: perform(two.room.store, "item.pause", meeting=two.shown), _of()),
    "item.start": (TwoMeetings.no_item, _of()),
    "list.close": (_nothing, _of()),
    "list.open": (lambda two: two.room.change(AgendaItem, two.item, list_closed=True), _of()),
    "list.plan_time": (_nothing, _of(seconds=120)),
    "list.unspoken_first": (lambda two: two.room.change(Meeting, two.shown, unspoken_first=False), _of(on=True)),
    "meeting.change": (_nothing, _of(place="Hội trường xã")),
    "meeting.close": (_nothing, _of()),
    "invitation.keep": (_in(MeetingState.PREPARED), _of()),
    "meeting.notify": (_in(MeetingState.PREPARED), _of()),
    "meeting.open": (_then(_in(MeetingState.NOTIFIED), lambda two: two.room.change(
        Meeting, two.room.meeting, state=MeetingState.NOTIFIED)), _of()),
    "meeting.pause": (_nothing, _of()),
    "meeting.postpone": (_in(MeetingState.NOTIFIED), _of(reason="mưa lũ")),
    "meeting.prepare": (_in(MeetingState.PLANNED), _of()),
    "meeting.resume": (lambda two: perform(two.room.store, "meeting.pause", meeting=two.shown), _of()),
    "minutes.approve": (_then(_closed, TwoMeetings.minutes), _of()),
    "minutes.write": (_nothing, _of(text="Biên bản.")),
    "motion.put": (_nothing, _of(title="Đường nước")),
    "note.write": (_nothing, _of(text="Một ý kiến")),
    "petition.record": (_nothing, _of(text="Sửa đường")),
    "report.requeue": (TwoMeetings.report, _of()),
    "resolution.draft": (_nothing, _of(title="Nghị quyết")),
    "score.clear": (lambda two: perform(
        two.room.store, "score.give", criterion="minutes", points=0, meeting=two.shown), _of(criterion="minutes")),
    "score.give": (_nothing, _of(criterion="minutes", points=0)),
    "score.shortcomings": (_nothing, _of(shortcomings="Họp muộn")),
    "score.take_from": (lambda two: perform(two.room.store, "score.take_proposals", meeting=two.shown),
                        _of(source=ScoreStage.SELF, stage=ScoreStage.VOTED)),
    "score.take_proposals": (_nothing, _of()),
    "speech.ask": (_nothing, _of(member=_mau)),
    "speech.intervene": (_speech(SpeechState.SPEAKING), _of(member=lambda two: two.member("Ân"))),
    "speech.next": (_speech(SpeechState.WAITING), _of()),
    "speech.pause": (_speech(SpeechState.SPEAKING), _of()),
    "speech.resume": (_speech(SpeechState.PAUSED), _of()),
    "speech.start": (_nothing, _of(member=_mau)),
    "speech.stop": (_speech(SpeechState.SPEAKING), _of()),
    "speech.take_back": (_speech(SpeechState.SPEAKING), _of()),
    "task.assign": (_nothing, _of(title="Rà soát hộ nghèo", owner=_mau)),
}  # fmt: skip
"""For each act that needs no meeting named: what stands before it, and its other arguments."""


@pytest.fixture
def two(room: Room) -> TwoMeetings:
    return TwoMeetings(room)


def test_every_act_with_a_meeting_of_its_own_accord_is_walked() -> None:
    assert sorted(CASES) == MEETING_DEPENDENT


@pytest.mark.parametrize("name", MEETING_DEPENDENT)
def test_the_shown_meeting_is_changed(two: TwoMeetings, name: str) -> None:
    before, arguments = CASES[name]
    before(two)
    outcome = perform(two.room.store, name, shown_meeting=two.shown, **arguments(two))
    assert _changed(two.room.store, outcome) == {two.shown}
    assert outcome.meeting == ""  # the screen shows which it is


@pytest.mark.parametrize("name", MEETING_DEPENDENT)
def test_a_meeting_that_is_named_goes_before_the_shown_one(two: TwoMeetings, name: str) -> None:
    before, arguments = CASES[name]
    before(two)
    named = {**arguments(two), "meeting": two.shown}
    outcome = perform(two.room.store, name, shown_meeting=two.room.meeting, **named)
    assert _changed(two.room.store, outcome) == {two.shown}


def test_without_a_screen_the_default_is_told(two: TwoMeetings) -> None:
    outcome = perform(two.room.store, "note.write", text="Một ý kiến")
    assert outcome.meeting == two.room.meeting
    assert _changed(two.room.store, outcome) == {two.room.meeting}


def test_words_are_looked_for_in_the_shown_meeting(two: TwoMeetings) -> None:
    outcome = perform_words(two.room.store, "item.rename", {"item": "2", "title": "Việc"}, shown_meeting=two.shown)
    assert _changed(two.room.store, outcome) == {two.shown}


def test_words_can_name_the_meeting_of_an_item(two: TwoMeetings) -> None:
    words = {"item": "2", "title": "Việc", "meeting": two.shown}
    assert _changed(two.room.store, perform_words(two.room.store, "item.rename", words)) == {two.shown}


def test_words_without_a_screen_tell_in_which_meeting_the_item_was_found(two: TwoMeetings) -> None:
    assert looks_into_meeting(acts()["item.rename"])
    outcome = perform_words(two.room.store, "item.rename", {"item": "2", "title": "Việc"})
    assert outcome.meeting == two.room.meeting


def test_a_speech_is_found_by_its_item_whatever_runs(two: TwoMeetings) -> None:
    two.speech(SpeechState.WAITING)
    (speech,) = two.room.row("SELECT id FROM speech WHERE meeting_id = ?", two.shown)
    outcome = perform(two.room.store, "speech.remove", speech=speech)
    assert _changed(two.room.store, outcome) == {two.shown}


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (MeetingState.CLOSED, "is closed"),
        (MeetingState.POSTPONED, "postponed"),
        (MeetingState.PLANNED, "planned, not open"),
        (MeetingState.APPROVED, "addendum"),
        (MeetingState.PAUSED, "paused"),
    ],
)
@pytest.mark.parametrize("name", ["speech.ask", "speech.next", "item.start", "motion.put"])
def test_a_shown_meeting_that_does_not_run_refuses_and_says_so(
    two: TwoMeetings, name: str, state: MeetingState, said: str
) -> None:
    before, arguments = CASES[name]
    before(two)
    two.state(state)
    with pytest.raises(Refused, match=said):
        perform(two.room.store, name, shown_meeting=two.shown, **arguments(two))


def test_a_task_that_is_given_before_a_meeting_belongs_to_none(two: TwoMeetings) -> None:
    two.state(MeetingState.PLANNED)
    arguments = {"title": "Rà soát", "owner": two.member("Mậu"), "shown_meeting": two.shown}
    task = perform(two.room.store, "task.assign", **arguments).value
    assert two.room.row("SELECT meeting_id FROM task WHERE id = ?", task) == (None,)


def test_undo_takes_the_last_act_back_and_tells_of_another_meeting(two: TwoMeetings) -> None:
    perform(two.room.store, "note.write", text="Một ý kiến", meeting=two.room.meeting)
    assert perform(two.room.store, "undo", shown_meeting=two.shown).meeting == two.room.meeting
    perform(two.room.store, "redo", shown_meeting=two.shown)
    assert perform(two.room.store, "undo", shown_meeting=two.room.meeting).meeting == ""


def test_no_act_leaves_the_meeting_to_chance() -> None:
    """Nothing in the acts asks for a meeting without passing on the one that may be named."""
    asking = {"meeting_of", "running_meeting", "meant_meeting", "item_on_the_floor", "current_meeting"}
    for path in Path(models.acts.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in asking:
                by_chance = [one for one in node.args if isinstance(one, ast.Constant) and one.value is None]
                assert not by_chance, f"{path.name}:{node.lineno}"
                assert node.func.id != "current_meeting" or path.name == "context.py", f"{path.name}:{node.lineno}"


def _changed(store: Store, outcome: ActOutcome) -> set[str]:
    """Return the meetings whose account and rows the act changed."""
    assert outcome.entry is not None
    with store.unit("test.read") as unit:
        sql = "SELECT meeting_id FROM journal_entry WHERE device = ? AND seq = ?"
        found = {row[0] for row in unit.connection.execute(sql, outcome.entry)}
        rows = unit.connection.execute(
            "SELECT table_name, row_id FROM journal_change WHERE device = ? AND seq = ?", outcome.entry
        ).fetchall()
        for table, row in rows:
            columns = {column[1] for column in unit.connection.execute(f"PRAGMA table_info({table})")}
            if "meeting_id" in columns:
                of = unit.connection.execute(f"SELECT meeting_id FROM {table} WHERE id = ?", (row,))
                found |= {one[0] for one in of}
            elif table == "meeting":
                found.add(row)
    return found
