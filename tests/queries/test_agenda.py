"""The agenda as screens show it, what an item is called, and what comes over from earlier meetings."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from models.domain.clock import VIETNAM
from models.domain.errors import UnknownRecord
from models.domain.language import choose_language
from models.domain.vocabulary import TaskState
from models.profiles.loading import load_profile
from models.queries.agenda import agenda, find_item, running_item
from models.queries.carry_over import carried_over
from models.queries.presenters import presenter_share_warning, without_part

JANUARY = datetime(2027, 1, 4, 14, 0, tzinfo=VIETNAM)


@pytest.fixture
def view(reader, meeting):
    return lambda: agenda(reader, meeting)


def test_titles_and_roles_follow_the_language_of_the_program(view):
    assert (view().items[11].title, view().items[11].presenter) == ("Discussion", "all")
    choose_language("vi")
    assert view().items[11].title == "Thảo luận"


def test_items_under_another_are_numbered_and_add_to_its_time(meeting, do, reader, view):
    heading = do("item.add", title="Nhân sự").value
    for title, minutes in (("Kết nạp", 15), ("Công nhận chính thức", 20)):
        do("item.add", title=title, minutes=minutes, under=heading)
    *_, parent, first, second = view().items
    assert [(item.number, item.depth, item.minutes) for item in (parent, first, second)] == [
        ("19", 0, 35),
        ("19.1", 1, 15),
        ("19.2", 1, 20),
    ]
    assert view().total_minutes == 125


@pytest.mark.parametrize("text", ["12", "Thảo luận", "thao luan", "Discussion", "discuss"])
def test_an_item_is_found_by_number_or_words_in_either_language(meeting, reader, view, text):
    assert find_item(reader, meeting, text) == view().items[11].id


def test_an_item_is_found_by_its_key(meeting, reader, view):
    assert find_item(reader, meeting, view().items[3].id) == view().items[3].id


@pytest.mark.parametrize("text", ["99", "nothing of the kind", "ng"])
def test_an_item_that_is_not_there_or_not_the_only_one_is_said_so(meeting, reader, text):
    with pytest.raises(UnknownRecord):
        find_item(reader, meeting, text)


def test_before_the_meeting_the_forecast_begins_at_the_planned_time(view, clock):
    clock.advance(hours=-5)
    forecast = view().forecast(clock.now)
    assert forecast.starts[view().items[0].id] == view().meeting.scheduled_at
    assert forecast.ends_at == view().meeting.scheduled_at + timedelta(minutes=90)


def test_an_overrun_moves_the_forecast_end(meeting, do, view, clock):
    do("meeting.open")
    do("item.start")
    clock.advance(minutes=7)
    assert view().remaining_seconds(view().items[0].id, clock.now) == -5 * 60
    assert view().forecast(clock.now).ends_at == view().meeting.opened_at + timedelta(minutes=95)


def test_the_running_item_and_the_next_are_known(meeting, do, reader, view):
    assert (view().running, view().next, running_item(reader, meeting)) == (None, view().items[0], None)
    do("meeting.open")
    do("item.start", item=view().items[4].id)
    assert view().running.id == running_item(reader, meeting) == view().items[4].id
    assert view().next.number == "6"


def test_who_presents_most_is_known_until_items_are_handed_over(meeting, do, view, member, home):
    rules = load_profile(home, date(2026, 12, 3))
    assert "Phạm Quốc Ánh presents 9 of 15 items" in str(presenter_share_warning(view(), rules))
    for item in (view().items[7], view().items[10]):
        do("item.present", item=item.id, presenter=member("Hạnh"))
    assert presenter_share_warning(view(), rules) is None


def test_members_who_present_nothing_are_known(meeting, do, view, member, reader):
    names = [person.full_name for person in without_part(reader, view(), date(2026, 12, 3))]
    assert len(names) == 9
    assert names[0] == "Phùng Sỹ Ân"


def test_the_first_meeting_has_nothing_carried_over(meeting, reader):
    carried = carried_over(reader, meeting)
    assert (carried.last, carried.tasks, carried.petitions) == (None, (), ())


def test_open_tasks_new_results_and_petitions_come_into_the_next_meeting(meeting, do, clock, member, reader):
    do("meeting.open")
    due = date(2026, 12, 20)
    kept, done, old = (
        do("task.assign", title=title, owner=member("Dung"), due=due, baseline=3, target=77, measured_in="hộ").value
        for title in ("Nhà vệ sinh", "Đường điện", "Việc cũ")
    )
    petition = do("petition.record", text="Đề nghị chiếu sáng đường", owner=member("Dung"), due=due).value
    do("task.finish", task=old, on=date(2026, 12, 1))
    do("meeting.close")
    clock.advance(days=10)
    do("task.finish", task=done, actual=77, result="Xong")
    january = do("meeting.plan", at=JANUARY).value
    carried = carried_over(reader, january)
    assert carried.last.id == meeting
    assert {task.id: (task.state, task.actual) for task in carried.tasks} == {
        kept: (TaskState.ASSIGNED, None),
        done: (TaskState.DONE, 77),
    }
    assert [(found.id, found.owner) for found in carried.petitions] == [(petition, "Lê Thị Dung")]


def test_what_a_meeting_gave_itself_is_not_carried_into_it(meeting, do, member, reader):
    do("meeting.open")
    do("task.assign", title="Việc mới", owner=member("Dung"))
    do("petition.record", text="Kiến nghị mới")
    carried = carried_over(reader, meeting)
    assert (carried.tasks, carried.petitions) == ((), ())
