"""A clock set wrong, back to 1970 or on to 2099, neither turns the journal round nor hides what was done when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from models.queries.history import HistoryEntry, journal
from models.store.ids import new_id
from models.store.opening import open_reader
from models.store.store import Store
from models.store.verify import verify
from models.tables import Organisation
from tests.conftest import FakeClock

TIMES = tuple(
    datetime(year, 12, 3, 7, minute, tzinfo=UTC)
    for year, minute in ((2026, 0), (1970, 1), (2026, 2), (2099, 3), (2026, 4), (1901, 5), (2026, 6))
)


def write_at(store: Store, clock: FakeClock, moment: datetime) -> None:
    clock.now = moment
    with store.unit("test.organise") as unit:
        unit.add(Organisation(id=new_id(), name=str(moment.year), level="cell"))


def listed(store: Store) -> tuple[HistoryEntry, ...]:
    reader = open_reader(store.home)
    try:
        assert verify(reader).finding is None
        return journal(reader)
    finally:
        reader.close()


def test_acts_are_listed_in_their_order_each_with_the_time_that_its_clock_told(store: Store, clock: FakeClock) -> None:
    for moment in TIMES:
        write_at(store, clock, moment)
    done = listed(store)
    assert [one.seq for one in done] == [7, 6, 5, 4, 3, 2, 1]
    assert [one.time for one in reversed(done)] == list(TIMES)


def test_the_journals_own_time_only_goes_forward(store: Store, clock: FakeClock) -> None:
    for moment in TIMES:
        write_at(store, clock, moment)
    reader = open_reader(store.home)
    times = [time for (time,) in reader.execute("SELECT time FROM journal_entry ORDER BY seq")]
    reader.close()
    assert times == sorted(set(times))


def test_acts_of_one_millisecond_have_an_order_and_the_same_time(store: Store, clock: FakeClock) -> None:
    for _ in range(3):
        write_at(store, clock, TIMES[0])
    done = listed(store)
    assert {one.time for one in done} == {TIMES[0]}
    assert all("clock" not in one.details for one in done)


def test_the_time_of_an_act_is_kept_to_the_millisecond(store: Store, clock: FakeClock) -> None:
    exact = TIMES[0] + timedelta(microseconds=123_999)
    write_at(store, clock, exact)
    assert listed(store)[0].time == TIMES[0] + timedelta(milliseconds=123)
