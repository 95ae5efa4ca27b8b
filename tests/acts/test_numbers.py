"""Numbers of resolutions and minutes: one series for each kind and term, none given twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from models.acts.registry import ActOutcome
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState, MotionKind
from models.queries.invariants import broken_rules
from models.queries.numbering import double_numbers
from models.store.store import Store
from models.tables import Resolution
from tests.conftest import FakeClock

Do = Callable[..., ActOutcome]
Named = Callable[[str], str]


@pytest.fixture
def open_meeting(do: Do, meeting: str, member: Named) -> str:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    for name in ("Ánh", "Dung", "Đức", "Hạnh", "Yến", "Mậu", "Hương"):
        do("attendance.mark", member=member(name), state=AttendanceState.PRESENT)
    return meeting


def _pass(do: Do, title: str, motion: str = "") -> tuple[str, str]:
    """Adopt a resolution by a vote; return motion and round."""
    motion = motion or str(do("motion.put", title=title, kind=MotionKind.RESOLUTION, text=title).value)
    opened = str(do("round.open", motion=motion, method=Method.SHOW_OF_HANDS).value)
    do("round.count_hands", round=opened, yes=7, no=0)
    return motion, opened


def _numbers(reader: sqlite3.Connection) -> dict[str, int | None]:
    return dict(reader.execute("SELECT title, number FROM resolution WHERE deleted = 0").fetchall())


def test_an_undo_that_would_give_a_number_twice_is_refused(
    do: Do, open_meeting: str, reader: sqlite3.Connection
) -> None:
    _motion, opened = _pass(do, "Một")
    do("round.void", round=opened, reason="đếm nhầm")
    voided = reader.execute("SELECT max(seq) FROM journal_entry").fetchone()[0]
    _pass(do, "Hai")
    assert _numbers(reader) == {"Một": None, "Hai": 1}
    with pytest.raises(Refused, match="Number 1 would stand on several resolutions"):
        do("undo", number=voided)
    assert _numbers(reader) == {"Một": None, "Hai": 1}
    assert double_numbers(reader) == ()


def test_the_number_of_a_voided_vote_is_given_again_within_the_meeting_and_no_number_is_left_out(
    do: Do, open_meeting: str, reader: sqlite3.Connection
) -> None:
    motion, opened = _pass(do, "Một")
    _pass(do, "Hai")
    do("round.void", round=opened, reason="đếm nhầm")
    _pass(do, "Một", motion)
    assert _numbers(reader) == {"Một": 1, "Hai": 2}


@pytest.mark.parametrize("began", [date(2027, 1, 1), date(2026, 12, 4)])
def test_a_term_that_begins_in_the_future_does_not_begin_the_numbers_anew(
    do: Do, open_meeting: str, reader: sqlite3.Connection, began: date
) -> None:
    do("cell.change", term_began=date(2022, 3, 1))
    _pass(do, "Một")
    do("cell.change", term_began=began)
    _pass(do, "Hai")
    _pass(do, "Ba")
    assert _numbers(reader) == {"Một": 1, "Hai": 2, "Ba": 3}


def test_a_new_term_begins_with_number_1_and_a_corrected_one_goes_on(
    do: Do, open_meeting: str, reader: sqlite3.Connection
) -> None:
    do("cell.change", term_began=date(2022, 3, 1))
    _pass(do, "Một")
    do("cell.change", term_began=date(2022, 9, 1))
    _pass(do, "Hai")
    do("cell.change", term_began=date(2026, 12, 1))
    do("meeting.close")
    january = do("meeting.plan", at=datetime(2027, 1, 3, 14, tzinfo=VIETNAM)).value
    do("resolution.draft", title="Ba", meeting=january)
    assert _numbers(reader) == {"Một": 1, "Hai": 2, "Ba": None}


def test_a_clock_of_1970_at_one_adoption_gives_no_number_twice(
    do: Do, open_meeting: str, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    do("cell.change", term_began=date(2022, 3, 1))
    _pass(do, "Một")
    right, clock.now = clock.now, datetime(1970, 1, 1, tzinfo=UTC)
    _pass(do, "Hai")
    clock.now = right
    _pass(do, "Ba")
    assert _numbers(reader) == {"Một": 1, "Hai": 2, "Ba": 3}
    days = [day for (day,) in reader.execute("SELECT DISTINCT adopted_on FROM resolution").fetchall()]
    assert days == ["2026-12-03"]  # the paper does not say 1970 either


def test_numbers_given_by_two_machines_break_the_invariant_until_one_is_given_another(
    do: Do, open_meeting: str, store: Store, reader: sqlite3.Connection
) -> None:
    _pass(do, "Một")
    _pass(do, "Hai")
    (key,) = reader.execute("SELECT id FROM resolution WHERE number = 2").fetchone()
    with store.unit("test.change") as unit:
        unit.get(Resolution, key).number = 1
    assert "Number 1" in str(next(broken_rules(reader, open_meeting)))
    (double,) = double_numbers(reader)
    assert [one.title for one in double.sides] == ["Một", "Hai"]
    do("resolution.renumber", resolution=key)
    assert _numbers(reader) == {"Một": 1, "Hai": 2}
    assert not list(broken_rules(reader, open_meeting))
    with pytest.raises(Refused, match="would stand"):
        do("undo")


@pytest.mark.parametrize(("number", "said"), [(1, "taken"), (0, "begin with 1")])
def test_a_number_that_is_taken_is_not_given(
    do: Do, open_meeting: str, reader: sqlite3.Connection, number: int, said: str
) -> None:
    _pass(do, "Một")
    _pass(do, "Hai")
    (key,) = reader.execute("SELECT id FROM resolution WHERE number = 2").fetchone()
    with pytest.raises(Refused, match=said):
        do("resolution.renumber", resolution=key, number=number)


def test_the_undo_of_a_new_term_that_would_bring_a_number_twice_is_refused(
    do: Do, open_meeting: str, member: Named, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    _pass(do, "Một")
    do("meeting.close")
    do("cell.change", term_began=date(2027, 1, 1))
    changed = reader.execute("SELECT max(seq) FROM journal_entry").fetchone()[0]
    clock.now = datetime(2027, 1, 3, 7, tzinfo=UTC)
    january = do("meeting.plan", at=datetime(2027, 1, 3, 14, tzinfo=VIETNAM)).value
    do("meeting.open", meeting=january)
    for name in ("Ánh", "Dung", "Đức", "Hạnh", "Yến", "Mậu", "Hương"):
        do("attendance.mark", member=member(name), state=AttendanceState.PRESENT)
    _pass(do, "Hai")
    assert _numbers(reader) == {"Một": 1, "Hai": 1}
    assert double_numbers(reader) == ()
    with pytest.raises(Refused, match="would stand"):
        do("undo", number=changed)
    with pytest.raises(Refused, match="stand twice"):
        do("cell.change", term_began=date(2027, 6, 1))
