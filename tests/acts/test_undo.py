"""Undo and redo: what can be taken back is as if it had never been, and what cannot says why."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from models.acts.registry import ActOutcome, perform
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState
from models.queries.history import journal
from models.store.export import export_text
from models.store.store import Store
from tests.conftest import FakeClock

Do = Callable[..., ActOutcome]

DAY = datetime(2027, 1, 4, 14, 0, tzinfo=VIETNAM)


@pytest.fixture
def state(store: Store) -> Callable[[], str]:
    """The whole state, to be compared."""

    def read() -> str:
        with store.unit("test.read") as unit:
            return export_text(unit.connection)

    return read


@pytest.fixture
def task(do: Do, member: Callable[[str], str]) -> str:
    return str(do("task.assign", title="Vận động", owner=member("Mậu")).value)


def number(outcome: ActOutcome) -> int:
    assert outcome.entry is not None
    return outcome.entry[1]


def title(store: Store, task: str) -> str:
    with store.unit("test.read") as unit:
        return str(unit.connection.execute("SELECT title FROM task WHERE id = ?", (task,)).fetchone()[0])


def test_acts_are_undone_from_the_last_to_the_first_and_done_again_the_other_way(
    do: Do, task: str, state: Callable[[], str]
) -> None:
    states = [state()]
    for text in "abc":
        do("task.change", task=task, title=text)
        states.append(state())
    for expected in states[2::-1]:
        do("undo")
        assert state() == expected
    for expected in states[1:]:
        do("redo")
        assert state() == expected


def test_an_undo_and_a_redo_name_the_act(do: Do, task: str) -> None:
    assert do("undo").label == "undid: gave Vi Văn Mậu the task “Vận động”"
    assert do("redo").label == "did again: gave Vi Văn Mậu the task “Vận động”"
    assert do("undo").label == "undid: gave Vi Văn Mậu the task “Vận động”"


def test_with_nothing_done_there_is_nothing_to_undo_or_redo(do: Do) -> None:
    for act in ("undo", "redo"):
        with pytest.raises(Refused, match=f"There is nothing to {act}"):
            do(act)


def test_a_new_act_ends_what_could_be_done_again(do: Do, task: str) -> None:
    do("task.change", task=task, title="a")
    do("undo")
    do("task.change", task=task, title="b")
    with pytest.raises(Refused, match="nothing to redo"):
        do("redo")


def test_an_undo_can_be_taken_back_by_its_number(store: Store, do: Do, task: str) -> None:
    do("task.change", task=task, title="a")
    undone = do("undo")
    do("undo", number=number(undone))
    assert title(store, task) == "a"
    do("undo")
    assert title(store, task) == "Vận động"


def test_an_act_that_was_done_again_can_be_undone_by_that_number_and_done_again(
    store: Store, do: Do, task: str
) -> None:
    do("task.change", task=task, title="a")
    do("undo")
    again = do("redo")
    do("undo", number=number(again))
    assert title(store, task) == "Vận động"
    do("redo")
    assert title(store, task) == "a"


def test_the_program_may_be_started_anew_in_between(store: Store, clock: FakeClock, task: str) -> None:
    perform(store, "task.change", task=task, title="a")
    store.close()
    again = Store.open(store.home, clock)
    perform(again, "undo")
    again.close()
    third = Store.open(store.home, clock)
    assert title(third, task) == "Vận động"
    perform(third, "redo")
    assert title(third, task) == "a"
    third.close()


def test_an_older_act_is_taken_back_when_nothing_builds_on_it(store: Store, do: Do, task: str) -> None:
    renamed = do("task.change", task=task, title="a")
    do("task.change", task=task, due=DAY.date())
    do("task.report", task=task, result="một nửa")
    do("undo", number=number(renamed))
    assert title(store, task) == "Vận động"


def test_an_act_is_not_taken_back_under_a_later_one_which_is_named(do: Do, task: str, state: Callable[[], str]) -> None:
    renamed = do("task.change", task=task, title="a")
    later = do("task.change", task=task, title="b")
    before = state()
    with pytest.raises(Refused) as refused:
        do("undo", number=number(renamed))
    assert str(refused.value) == (
        "“changed the task “a”” cannot be taken back: “changed the task “b”” builds on it. Undo that first."
    )
    assert state() == before
    do("undo", number=number(later))
    do("undo", number=number(renamed))


def test_the_same_value_written_again_is_a_later_act_all_the_same(store: Store, do: Do, task: str) -> None:
    first = do("task.change", task=task, title="a")
    do("task.change", task=task, title="b")
    do("task.change", task=task, title="a")
    with pytest.raises(Refused, match="builds on it"):
        do("undo", number=number(first))
    assert title(store, task) == "a"


def test_what_was_done_and_undone_in_between_stands_in_nobodys_way(store: Store, do: Do, task: str) -> None:
    first = do("task.change", task=task, title="a")
    do("task.change", task=task, title="b")
    do("undo")
    do("redo")
    do("undo")
    do("undo", number=number(first))
    assert title(store, task) == "Vận động"


def test_a_record_that_others_refer_to_is_not_taken_away(cell: Store, do: Do) -> None:
    joined = do("member.add", name="Trần Văn Mới")
    do("task.assign", title="Vận động", owner=joined.value)
    with pytest.raises(Refused, match="gave Trần Văn Mới the task “Vận động”"):
        do("undo", number=number(joined))


def test_a_record_does_not_come_back_without_the_one_it_refers_to(do: Do, meeting: str) -> None:
    item = str(do("item.add", title="Việc khác", meeting=meeting).value)
    under = do("item.add", title="Việc nhỏ", under=item, meeting=meeting)
    removed = do("item.remove", item=under.value)
    do("item.remove", item=item)
    with pytest.raises(Refused, match="builds on it"):
        do("undo", number=number(removed))


@pytest.mark.parametrize("wrong", [0, -1, 10**9])
def test_a_number_that_is_no_act_of_mine_is_refused(do: Do, task: str, wrong: int) -> None:
    with pytest.raises(Refused, match=f"number {wrong} has been taken back already, or there is none"):
        do("undo", number=wrong)


def test_an_act_is_taken_back_once(do: Do, task: str) -> None:
    renamed = do("task.change", task=task, title="a")
    do("undo")
    with pytest.raises(Refused, match="taken back already"):
        do("undo", number=number(renamed))


def test_a_meeting_that_was_planned_by_mistake_goes_and_comes_again(
    do: Do, cell: Store, state: Callable[[], str]
) -> None:
    before = state()
    do("meeting.plan", at=DAY)
    after = state()
    do("undo")
    assert state() == before
    do("redo")
    assert state() == after


def test_what_cannot_be_undone_says_why(do: Do, meeting: str) -> None:
    do("meeting.open", meeting=meeting)
    do("attendance.present_rest")
    motion = do("motion.put", title="Thông qua").value
    opened = str(do("round.open", motion=motion, method=Method.SHOW_OF_HANDS).value)
    do("round.count_hands", round=opened, yes=7, no=0)
    with pytest.raises(Refused, match="void the round"):
        do("undo")


def test_nothing_of_a_meeting_is_undone_under_its_approved_minutes(do: Do, meeting: str) -> None:
    do("meeting.open", meeting=meeting)
    marked = do("attendance.present_rest")
    do("meeting.close")
    do("minutes.write", text="Biên bản", meeting=meeting)
    do("minutes.approve", meeting=meeting)
    with pytest.raises(Refused, match="approved minutes change no more"):
        do("undo")
    with pytest.raises(Refused, match="write an addendum"):
        do("undo", number=number(marked))


@pytest.fixture
def outside(store: Store) -> Iterator[Callable[[str], None]]:
    """Somebody who writes into the file without chibo."""
    connection = sqlite3.connect(store.path, isolation_level=None)

    def write(sql: str) -> None:
        connection.execute(sql)

    yield write
    connection.close()


def test_a_change_outside_chibo_is_no_act_to_undo(
    store: Store, do: Do, task: str, outside: Callable[[str], None]
) -> None:
    do("task.change", task=task, title="a")
    outside("UPDATE organisation SET place = 'nơi khác'")
    do("undo")
    assert title(store, task) == "Vận động"
    outside("UPDATE organisation SET place = 'nơi khác nữa'")
    do("redo")
    assert title(store, task) == "a"
    with store.unit("test.read") as unit:
        done = [one for one in journal(unit.connection) if one.act == "journal.outside"]
    assert len(done) == 2
    with pytest.raises(Refused, match="taken back already, or there is none"):
        do("undo", number=done[0].seq)


def test_an_act_whose_field_was_changed_outside_chibo_stays(do: Do, task: str, outside: Callable[[str], None]) -> None:
    do("task.change", task=task, title="a")
    outside("UPDATE task SET title = 'sửa ngoài'")
    with pytest.raises(Refused, match="was changed outside chibo"):
        do("undo")


def test_undo_takes_back_only_what_this_machine_did(store: Store, do: Do, task: str) -> None:
    mine = do("task.change", task=task, title="a")
    with _another_device(store):
        with pytest.raises(Refused, match="nothing to undo"):
            do("undo")
        do("member.add", name="Trần Văn Mới")
        theirs = do("task.change", task=task, title="b")
    with pytest.raises(Refused, match="“changed the task “b”” builds on it"):
        do("undo")
    assert theirs.entry is not None
    do("undo", number="{}:{}".format("ther", theirs.entry[1]))
    assert title(store, task) == "a"
    do("undo")
    assert title(store, task) == "Vận động"
    assert mine.entry is not None


def test_a_number_that_two_machines_have_is_a_question(store: Store, do: Do, task: str) -> None:
    mine = do("task.change", task=task, title="a")
    assert mine.entry is not None
    with _another_device(store):
        for _time in range(number(mine)):
            theirs = do("member.add", name=f"Trần Văn {'Mới' * (_time + 1)}")
    assert number(theirs) == number(mine)
    with pytest.raises(Refused, match=rf"Several machines.*ther:{number(mine)}"):
        do("undo", number=number(mine))
    assert title(store, task) == "a"
    do("undo", number=f"{mine.entry[0][-4:]}:{number(mine)}")
    assert title(store, task) == "Vận động"


def test_a_machine_is_called_by_its_name_too(store: Store, do: Do, task: str) -> None:
    with _another_device(store):
        do("machine.name", machine="01a2", name="Máy bí thư")
        theirs = do("task.change", task=task, title="b")
        do("machine.name", machine="01a2", name="Máy phó bí thư")
    do("undo", number=f"may pho bi thu:{number(theirs)}")
    assert title(store, task) == "Vận động"


def test_what_another_machine_took_back_is_no_act_any_more(store: Store, do: Do, task: str) -> None:
    do("task.change", task=task, title="a")
    mine = do("task.change", task=task, title="b")
    assert mine.entry is not None
    with _another_device(store):
        do("undo", number=f"{mine.entry[0]}:{number(mine)}")
    assert title(store, task) == "a"
    do("undo")  # the act before it: the last one is taken back already
    assert title(store, task) == "Vận động"


@pytest.mark.parametrize("wrong", ["", "ther", "x:y", "12b"])
def test_what_is_no_number_of_an_act_is_refused(do: Do, task: str, wrong: str) -> None:
    with pytest.raises(Refused, match="as “chibo journal log” prints it"):
        do("undo", number=wrong)


class _another_device:  # noqa: N801 - reads as a statement
    """Within it the store's acts are another machine's, as if they had come by sync."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> None:
        with self.store.unit("test.device") as unit:
            self.own = unit.device
            unit.remember("device", "another")

    def __exit__(self, *_: object) -> None:
        with self.store.unit("test.device") as unit:
            unit.remember("device", self.own)


def test_an_undo_that_would_break_the_meeting_is_refused_with_the_reason(
    do: Do, clock: FakeClock, meeting: str, member: Callable[[str], str], state: Callable[[], str]
) -> None:
    opened = do("meeting.open", meeting=meeting)
    clock.now += timedelta(minutes=1)
    do("attendance.mark", member=member("Mậu"), state=AttendanceState.PRESENT)
    before = state()
    with pytest.raises(Refused, match="cannot be taken back now: A member would be present"):
        do("undo", number=number(opened))
    assert state() == before
