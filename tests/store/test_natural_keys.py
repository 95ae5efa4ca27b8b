"""One thing made on two machines offline is one thing when they have exchanged."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from models.acts.registry import perform
from models.domain.clock import VIETNAM
from models.domain.electorate import CHARTER
from models.domain.vocabulary import MeetingKind, Status
from models.queries.agenda import agenda
from models.queries.conflicts import open_conflicts
from models.queries.decisions import tasks_of
from models.queries.lookup import find_member
from models.queries.meetings import guests, meetings
from models.queries.people import members
from models.queries.roll_call import electorate_of
from models.store import exchange
from models.store.store import Store
from models.tables import Member
from tests.conftest import DATA, FakeClock

T = TypeVar("T")
AT = datetime(2026, 12, 3, 14, tzinfo=VIETNAM)
TODAY = date(2026, 12, 3)


@pytest.fixture
def pair(tmp_path: Path, clock: FakeClock) -> Iterator[tuple[Store, Store]]:
    """Two machines of one cell that has no members yet."""
    first, second = (Store.create(tmp_path / name, clock) for name in ("first", "second"))
    perform(first, "cell.create", name="Chi bộ Một")
    swap(first, second)
    yield first, second
    first.close()
    second.close()


def swap(one: Store, other: Store) -> None:
    """Give each machine what the other has, and check that both hold the same without a conflict."""
    exchange_all((one, other))
    assert not read(one, open_conflicts)
    assert not read(other, open_conflicts)


def exchange_all(pair: tuple[Store, Store]) -> None:
    for giver, taker in (pair, pair[::-1]):
        with giver.reading() as connection:
            heads = exchange.heads(connection)
            pairs = [
                found
                for name, head in heads.items()
                for found in exchange.entries_between(connection, name, 1, head.seq)
            ]
        exchange.apply(taker, pairs)


def read(store: Store, query: Callable[..., T], *arguments: Any) -> T:
    with store.reading() as connection:
        return query(connection, *arguments)


def both(pair: tuple[Store, Store], act: str, /, **arguments: Any) -> None:
    for store in pair:
        perform(store, act, **arguments)


def rows(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table} WHERE deleted = 0").fetchone()[0])


def test_the_same_roster_imported_twice_makes_nobody_twice(pair: tuple[Store, Store]) -> None:
    both(pair, "roster.import", file=DATA / "roster.csv")
    statuses, offices = (read(pair[0], rows, table) for table in ("member_status", "member_office"))
    swap(*pair)
    both(pair, "meeting.plan", at=AT)
    swap(*pair)
    for store in pair:
        (meeting,) = read(store, meetings)
        electorate = read(store, electorate_of, meeting.id, CHARTER)
        assert (electorate.official, electorate.counted) == (10, 8)
        assert len(read(store, members, TODAY)) == 12
        assert (read(store, rows, "member_status"), read(store, rows, "member_office")) == (statuses, offices)


@pytest.mark.parametrize(
    ("here", "there"),
    [("Ðinh Văn Hoà", "Đinh Văn Hòa"), ("H\u2019Hen Niê", "H'Hen  Niê"), ("LÊ THỊ DUNG", "Lê Thị Dung")],
)
def test_spellings_of_one_name_are_one_member(pair: tuple[Store, Store], here: str, there: str) -> None:
    for store, name in zip(pair, (here, there), strict=True):
        perform(store, "member.add", name=name, born=date(1990, 2, 5), official=date(2015, 1, 1))
    for giver, taker in (pair, pair[::-1]):
        with giver.reading() as connection:
            found = [
                one
                for name, head in exchange.heads(connection).items()
                for one in exchange.entries_between(connection, name, 1, head.seq)
            ]
        exchange.apply(taker, found)
    assert [len(read(store, members, TODAY)) for store in pair] == [1, 1]


def test_namesakes_of_one_birth_date_and_renamed_members_stay_two(pair: tuple[Store, Store]) -> None:
    first = pair[0]
    perform(first, "member.add", name="Lê Văn An", born=date(1990, 2, 5))
    key = read(first, find_member, "Lê Văn An")
    perform(first, "member.change", member=key, name="Lê Hoàng An")
    perform(first, "member.add", name="Lê Văn An", born=date(1990, 2, 5))
    assert len(read(first, members, TODAY)) == 2


def test_a_member_taken_back_and_added_again_is_there_once(pair: tuple[Store, Store]) -> None:
    first, second = pair
    perform(first, "member.add", name="Lê Văn An", born=date(1990, 2, 5))
    perform(first, "undo")
    perform(first, "member.add", name="Lê Văn An", born=date(1990, 2, 5))
    perform(second, "member.add", name="Lê Văn An", born=date(1990, 2, 5))
    swap(*pair)
    assert [len(read(store, members, TODAY)) for store in pair] == [1, 1]
    (view,) = read(first, members, TODAY)
    assert view.statuses == {Status.PROBATIONARY}


def test_the_same_meeting_planned_twice_is_one_with_one_agenda(pair: tuple[Store, Store]) -> None:
    perform(pair[0], "roster.import", file=DATA / "roster.csv")
    swap(*pair)
    both(pair, "meeting.plan", at=AT)
    before = len(read(pair[0], agenda, read(pair[0], meetings)[0].id).items)
    both(pair, "guest.add", name="Hoàng Văn Páo")
    swap(*pair)
    for store in pair:
        (meeting,) = read(store, meetings)
        assert len(read(store, agenda, meeting.id).items) == before
        assert len(read(store, guests, meeting.id)) == 1


def test_a_meeting_moved_away_leaves_its_hour_to_another(pair: tuple[Store, Store]) -> None:
    first = pair[0]
    perform(first, "roster.import", file=DATA / "roster.csv")
    perform(first, "meeting.plan", at=AT)
    perform(first, "meeting.change", at=AT.replace(day=4))
    perform(first, "meeting.plan", at=AT)
    perform(first, "meeting.plan", at=AT, kind=MeetingKind.EXTRAORDINARY)
    assert len({view.id for view in read(first, meetings)}) == 3


def test_the_same_task_and_the_same_theme_are_one(pair: tuple[Store, Store]) -> None:
    perform(pair[0], "roster.import", file=DATA / "roster.csv")
    perform(pair[0], "meeting.plan", at=AT)
    swap(*pair)
    owner = read(pair[0], find_member, "Mậu")
    place = read(pair[0], meetings)[0].id
    both(pair, "task.assign", title="Sửa đường", owner=owner, due=date(2026, 12, 15), meeting=place)
    both(pair, "theme.add", title="Học tập Bác", quarter=4, year=2026)
    swap(*pair)
    for store in pair:
        (meeting,) = read(store, meetings)
        assert [task.title for task in read(store, tasks_of, meeting.id)] == ["Sửa đường"]
        assert read(store, rows, "planned_theme") == 1


def test_tasks_stand_in_the_order_in_which_they_were_given(pair: tuple[Store, Store]) -> None:
    first = pair[0]
    perform(first, "roster.import", file=DATA / "roster.csv")
    perform(first, "meeting.plan", at=AT)
    owner = read(first, find_member, "Mậu")
    place = read(first, meetings)[0].id
    titles = [f"Việc {number}" for number in range(6)]
    for title in titles:
        perform(first, "task.assign", title=title, owner=owner, meeting=place)
    assert [task.title for task in read(first, tasks_of, read(first, meetings)[0].id)] == titles


def test_a_store_of_before_keeps_its_keys(pair: tuple[Store, Store]) -> None:
    first = pair[0]
    with first.unit("test.add") as unit:
        organisation = unit.connection.execute("SELECT id FROM organisation").fetchone()[0]
        unit.add(Member(id="01900000-0000-7000-8000-000000000001", organisation_id=organisation, full_name="Lê An"))
    perform(first, "member.change", member="01900000-0000-7000-8000-000000000001", remark="tổ 2")
    assert read(first, find_member, "Lê An") == "01900000-0000-7000-8000-000000000001"


def test_the_same_item_and_the_same_draft_are_one_and_others_stay_two(pair: tuple[Store, Store]) -> None:
    perform(pair[0], "meeting.plan", at=AT)
    swap(*pair)
    before = len(read(pair[0], agenda, read(pair[0], meetings)[0].id).items)
    both(pair, "resolution.draft", title="Nghị quyết về vệ sinh", text="Làm sạch đường thôn.")
    perform(pair[1], "resolution.draft", title="Nghị quyết về thủy lợi")
    perform(pair[0], "item.add", title="Việc đường sá")
    for store, title in zip(pair, ("Thông qua  quy chế", "THÔNG QUA QUY CHẾ"), strict=True):
        perform(store, "item.add", title=title, minutes=10)
    exchange_all(pair)
    for store in pair:
        (meeting,) = read(store, meetings)
        assert len(read(store, agenda, meeting.id).items) == before + 2
        assert read(store, rows, "resolution") == 2


def test_one_machine_may_have_two_items_of_one_title_and_a_removed_one_anew(pair: tuple[Store, Store]) -> None:
    store = pair[0]
    perform(store, "meeting.plan", at=AT)
    first, second, under = (
        perform(store, "item.add", title="Thảo luận").value,
        perform(store, "item.add", title="Thảo luận").value,
        perform(store, "item.add", title="Thảo luận", under=read(store, items)[0]).value,
    )
    assert len({first, second, under}) == 3
    perform(store, "item.remove", item=second)
    assert perform(store, "item.add", title="Thảo luận", minutes=7).value == second
    assert [one.id for one in read(store, agenda, read(store, meetings)[0].id).items].count(second) == 1


def items(connection: sqlite3.Connection) -> list[str]:
    return [key for (key,) in connection.execute("SELECT id FROM agenda_item WHERE deleted = 0 ORDER BY position")]
