"""Whatever was done and taken back is as if never done, and done again as if never taken back: for every act.

Twice over: in the order of a meeting that makes sense, and in any order with any arguments.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from itertools import cycle
from pathlib import Path
from typing import Any, get_args, get_origin

from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from models.acts import kinds
from models.acts.registry import Act, ActOutcome, Parameter, acts, perform
from models.acts.words import perform_words
from models.domain.clock import VIETNAM
from models.domain.errors import ChiboError, Refused
from models.domain.points import Points
from models.queries.invariants import broken_rules
from models.store.export import export_text
from models.store.store import Store
from models.store.verify import verify
from tests.conftest import DATA, FakeClock
from tests.whole.scenario import BEFORE_THE_KILL, CONFIRMATION, DISCUSSION, NOTES, RESOLUTION_VOTE, TASKS, Step, step

TABLES = {
    kinds.MeetingId: "meeting",
    kinds.MemberId: "member",
    kinds.SubjectName: "member",
    kinds.GuestId: "guest",
    kinds.ItemId: "agenda_item",
    kinds.SpeechId: "speech",
    kinds.MaterialId: "material",
    kinds.NoteId: "note",
    kinds.MotionId: "motion",
    kinds.OptionId: "motion_option",
    kinds.RoundId: "round",
    kinds.ResolutionId: "resolution",
    kinds.TaskId: "task",
    kinds.PetitionId: "petition",
    kinds.ThemeId: "planned_theme",
    kinds.LetterId: "letter",
}
TEXTS = st.sampled_from(("Việc khác", "Ý kiến", "ốm", "x" * 300))
DAYS = st.dates(date(2026, 11, 1), date(2027, 2, 1))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(0, 12),
    Points: st.integers(0, 12).map(Points.of),
    bool: st.booleans(),
    date: DAYS,
    datetime: DAYS.map(lambda day: datetime(day.year, day.month, day.day, 14, tzinfo=VIETNAM)),
    Path: st.just(DATA / "roster.csv"),
}
RARE = frozenset({"meeting.close", "meeting.postpone", "minutes.approve"})  # after these little else is possible
REVERSING = frozenset({"undo", "redo"})


THE_REST = (
    step("list.close"),
    step("list.open"),
    step("item.start", item="12"),
    step("list.unspoken_first", on="no"),
    step("speech.ask", member="Yến"),
    step("speech.ask", member="Mậu"),
    step("speech.move", speech="Mậu", to="1"),
    step("speech.remove", speech="Yến"),
    step("speech.start", member="Mậu"),
    step("speech.intervene", member="Đức", kind="intervention"),
    step("speech.stop", minutes=1),
    step("speech.take_back"),
    step("speech.next"),
    step("meeting.pause", minutes=1),
    step("meeting.resume", minutes=10),
    step("speech.pause"),
    step("speech.resume"),
    step("item.skip", item="17"),
    step("item.reopen", item="17"),
    step("item.defer", item="18"),
    step("item.add", title="Việc khác", under="12"),
    step("item.move", item="Việc khác", before="2"),
    step("attendance.leave", member="Mậu"),
    step("attendance.mark", member="Mậu", state="excused", reason="ốm"),
    step("attendance.clear", member="Mậu"),
    step("attendance.mark", member="Mậu", state="present"),
    Step("guest.add", {"name": "Phạm Văn Khách", "assigned_superior": "yes"}),
    step("guest.leave", guest="Khách", minutes=1),
    step("guest.arrive", guest="Khách", minutes=1),
    step("petition.record", text="Sửa đường", by="Dung"),
    step("petition.change", petition="Sửa đường", due="15/12/2026"),
    step("petition.forward", petition="Sửa đường", to="Đảng ủy"),
    step("petition.answer", petition="Sửa đường", answer="Đã ghi vào kế hoạch"),
    step("petition.close", petition="Sửa đường"),
    step("score.give", criterion="duration", points="1"),
    step("task.assign", title="Kiểm tra", owner="Đức"),
    step("task.start", task="Kiểm tra"),
    step("task.report", task="Kiểm tra", result="một nửa"),
    step("task.finish", task="Kiểm tra"),
    step("letter.draft", kind="kh", title="Vận động hộ dân", recipients="Đảng ủy"),
    step("letter.change", letter="Vận động", text="Nội dung"),
    step("letter.withdraw", letter="Vận động"),
    step("motion.put", title="Biểu quyết"),
    step("round.open", motion="Biểu quyết"),
    step("round.void", round="open", reason="đếm nhầm"),
    step("meeting.close", minutes=30),
    step("minutes.write", text="Biên bản", meeting="03/12/2026"),
    step("meeting.plan", at="14:00 04/01/2027"),
    step("agenda.agree"),
    step("meeting.prepare"),
    step("meeting.notify"),
    step("meeting.postpone", reason="lũ", to="14:00 06/01/2027"),
)
"""What the scenario has no use for."""


def test_a_meeting_is_as_it_was_after_the_undo_and_the_redo_of_each_of_its_acts(
    cell: Store, meeting: str, do: Callable[..., ActOutcome], clock: FakeClock
) -> None:
    do("agenda.agree", meeting=meeting)
    revoked = set()
    for one in (*BEFORE_THE_KILL, *DISCUSSION, *NOTES, *TASKS, *RESOLUTION_VOTE, *CONFIRMATION, *THE_REST):
        clock.advance(minutes=one.minutes)
        before = _state(cell)
        outcome = perform_words(cell, one.act, one.words)
        after = _state(cell)
        if outcome.entry and not acts()[one.act].irrevocable and one.act not in REVERSING:
            perform(cell, "undo")
            assert _state(cell) == before, one
            perform(cell, "redo")
            assert _state(cell) == after, one
            revoked.add(one.act)
    assert len(revoked) > 50


class Identity(RuleBasedStateMachine):
    """The acts in any order, on a real store, in a meeting that has begun."""

    begun: Path
    folder: Path
    runs = 0
    performed: dict[str, int]

    def __init__(self) -> None:
        super().__init__()
        Identity.runs += 1
        home = self.folder / str(Identity.runs)
        shutil.copytree(self.begun, home)
        self.clock = FakeClock()
        self.clock.advance(hours=1)
        self.store = Store.open(home, self.clock)
        self.mine: list[int] = []

    @initialize(order=st.deferred(lambda: st.permutations(_usual())))
    def begin(self, order: list[str]) -> None:
        self.order = cycle(order)
        self.state = self.read()

    def teardown(self) -> None:
        with self.store.unit("test.read") as unit:
            assert verify(unit.connection).finding is None
        self.store.close()
        shutil.rmtree(self.store.home)

    def read(self) -> str:
        return _state(self.store)

    @invariant()
    def every_meeting_is_possible(self) -> None:
        with self.store.unit("test.read") as unit:
            for key in _keys(unit.connection, "meeting"):
                assert not list(broken_rules(unit.connection, key))

    @rule(data=st.data(), seconds=st.integers(0, 600))
    def do_undo_and_redo(self, data: st.DataObject, seconds: int) -> None:
        self.clock.advance(seconds=seconds)
        wanted = acts()[next(self.order)]
        note(wanted.name)
        outcome = self._do(wanted, data)
        if outcome is None or outcome.entry is None:
            assert self.read() == self.state, "nothing was told, nothing was changed"
            return
        self.performed[wanted.name] = self.performed.get(wanted.name, 0) + 1
        before, self.state = self.state, self.read()
        if refused := self._refusal("undo"):
            assert wanted.irrevocable or "write an addendum" in str(refused)
        else:
            assert self.read() == before
            perform(self.store, "redo")
            self.mine.append(outcome.entry[1] + 2)
        assert self.read() == self.state

    @rule(data=st.data())
    def undo_an_older_act(self, data: st.DataObject) -> None:
        if not self.mine:
            return
        number = data.draw(st.sampled_from(self.mine), label="number")
        if not self._refusal("undo", number=number):
            self.mine.remove(number)
            without = self.read()
            perform(self.store, "redo")
            assert self.read() == self.state
            perform(self.store, "undo", number=number)
            assert self.read() == without
            self.state = without
        assert self.read() == self.state

    def _refusal(self, name: str, **arguments: int) -> Refused | None:
        """Do an undo; return why it was refused, if it was."""
        try:
            perform(self.store, name, **arguments)
        except Refused as refused:
            return refused
        return None

    def _do(self, wanted: Act, data: st.DataObject) -> ActOutcome | None:
        arguments = {}
        for parameter in wanted.parameters:
            with self.store.unit("test.read") as unit:
                values = _values(parameter, lambda table: _keys(unit.connection, table))
            if values is None:
                return None
            value = data.draw(values, label=parameter.name)
            if value is not None or parameter.required:
                arguments[parameter.name] = value
        try:
            return perform(self.store, wanted.name, **arguments)
        except ChiboError:
            return None


def _state(store: Store) -> str:
    with store.unit("test.read") as unit:
        return export_text(unit.connection)


def _usual() -> list[str]:
    return [name for name in acts() if name not in REVERSING | RARE]


def _keys(connection: Any, table: str) -> list[str]:
    return [key for (key,) in connection.execute(f'SELECT id FROM "{table}" WHERE deleted = 0 ORDER BY id')]


def _values(parameter: Parameter, keys: Callable[[str], list[str]]) -> st.SearchStrategy[Any] | None:
    """Return what the parameter may be given, ``None`` when it needs a record and there is none."""
    found = _of_kind(parameter.kind, keys)
    if parameter.required:
        return found
    return st.none() if found is None else st.none() | found


def _of_kind(kind: Any, keys: Callable[[str], list[str]]) -> st.SearchStrategy[Any] | None:
    if kind in TABLES:
        known = keys(TABLES[kind])
        return st.sampled_from(known) if known else None
    if get_origin(kind) in (list, dict):
        parts = [_of_kind(part, keys) for part in get_args(kind)]
        if None in parts:
            return None
        return st.lists(parts[0], max_size=3) if len(parts) == 1 else st.dictionaries(parts[0], parts[1], max_size=8)
    if issubclass(kind, StrEnum) if isinstance(kind, type) else False:
        return st.sampled_from(list(kind))
    return PLAIN[kind]


def test_undo_and_redo_of_every_act_restore_the_state_to_the_byte(
    cell: Store, meeting: str, do: Callable[..., ActOutcome], tmp_path: Path, clock: FakeClock
) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("attendance.present_rest")
    do("item.start")
    do("guest.add", name="Đại biểu")
    do("motion.put", title="Thông qua")
    do("resolution.draft", title="Nghị quyết tháng 12")
    cell.close()
    Identity.begun, Identity.folder, Identity.performed = cell.home, tmp_path, {}
    run_state_machine_as_test(
        Identity,
        settings=settings(max_examples=30, stateful_step_count=60, suppress_health_check=list(HealthCheck)),
    )
    assert len(Identity.performed) > len(acts()) // 4, sorted(set(acts()) - set(Identity.performed))
