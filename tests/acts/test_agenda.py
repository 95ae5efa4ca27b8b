"""The agenda as a whole: agreed, and completed by what the last meeting left over."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.vocabulary import MeetingKind
from models.queries.agenda import agenda, find_item
from models.queries.meetings import meeting as read_meeting
from models.store.export import export_text

JANUARY = datetime(2027, 1, 4, 14, 0, tzinfo=VIETNAM)


@pytest.fixture
def titles(reader):
    return lambda key: [item.title for item in agenda(reader, key).items]


@pytest.fixture
def held(meeting, do, clock, reader):
    """The scenario's meeting, closed with one own item not discussed."""
    do("item.add", title="Đường điện thôn 3", minutes=10)
    do("meeting.open")
    do("item.start")
    do("meeting.close")
    clock.advance(days=20)
    return find_item(reader, meeting, "Đường điện thôn 3")


def test_agreeing_freezes_a_version_of_the_agenda(meeting, do, reader, clock):
    do("agenda.agree")
    view = read_meeting(reader, meeting)
    assert (view.agenda_version, view.agreed_at) == (1, clock.now)
    assert do("agenda.agree").value == 2


def test_who_presents_most_of_the_agenda_is_named_when_it_is_agreed(meeting, do, reader, member):
    def share_warnings():
        return [str(warning) for warning in do("agenda.agree").warnings if "presents" in str(warning)]

    (warning,) = share_warnings()
    assert warning == "Phạm Quốc Ánh presents 9 of 15 items, more than 50%; hand some to others."
    for number, name in (("8", "Hạnh"), ("11", "Mậu")):
        do("item.present", item=find_item(reader, meeting, number), presenter=member(name))
    assert share_warnings() == []


def test_what_changes_after_the_agreement_is_marked_until_the_next_one(meeting, do, reader, member):
    do("item.rename", item=find_item(reader, meeting, "Report on the dues"), title="Đảng phí quý IV")
    do("agenda.agree")
    do("item.add", title="Việc mới")
    do("item.present", item=find_item(reader, meeting, "Roll-call"), presenter=member("Yến"))
    do("item.move", item=find_item(reader, meeting, "Assignments"), before=find_item(reader, meeting, "Discussion"))
    do("item.change", item=find_item(reader, meeting, "Discussion"), minutes=17)

    def marked():
        return {item.title for item in agenda(reader, meeting).items if item.added_after_agreement}

    assert marked() == {"Việc mới", "Roll-call", "Assignments"}
    do("agenda.agree")
    assert marked() == set()


def test_an_empty_agenda_is_not_agreed(meeting, do, reader):
    for item in agenda(reader, meeting).items:
        do("item.remove", item=item.id)
    with pytest.raises(Refused, match=r"no items yet; add some: “chibo do item\.add”"):
        do("agenda.agree")


def test_the_agenda_of_a_closed_meeting_stands(meeting, do):
    do("meeting.open")
    do("meeting.close")
    with pytest.raises(Refused, match="is closed; what is left"):
        do("agenda.agree", meeting=meeting)


def test_the_next_regular_meeting_begins_with_the_minutes_and_takes_over_what_was_left(held, do, reader, titles):
    key = do("meeting.plan", at=JANUARY).value
    listed = titles(key)
    assert listed[listed.index("Adoption of the agenda") + 1] == "Approval of the last minutes"
    assert listed[listed.index("Discussion") - 1] == "Đường điện thôn 3"
    carried = [item for item in agenda(reader, key).items if item.carried_from_id]
    assert [(item.carried_from_id, item.minutes) for item in carried] == [(held, 10)]
    assert read_meeting(reader, key).planned_minutes == 101


def test_what_every_regular_agenda_has_anyway_is_not_taken_over(held, do, titles):
    listed = titles(do("meeting.plan", at=JANUARY).value)
    assert len(listed) == len(set(listed)) == 20


def test_an_item_is_taken_over_once(held, do, titles):
    do("meeting.plan", at=JANUARY)
    february = do("meeting.plan", at=JANUARY + timedelta(days=28)).value
    assert "Đường điện thôn 3" not in titles(february)


def test_a_meeting_that_was_postponed_without_a_day_keeps_nothing_from_the_next_one(held, do, titles):
    january = do("meeting.plan", at=JANUARY).value
    assert "Đường điện thôn 3" in titles(january)
    do("meeting.postpone", meeting=january, reason="mưa lũ")
    february = do("meeting.plan", at=JANUARY + timedelta(days=28)).value
    assert "Đường điện thôn 3" in titles(february)


def test_an_agenda_planned_before_the_last_meeting_ended_takes_over_later(meeting, do, clock, titles):
    january = do("meeting.plan", at=JANUARY).value
    do("item.add", title="Đường điện thôn 3", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("meeting.close")
    assert do("agenda.carry_over", meeting=january).value == 2
    assert {"Đường điện thôn 3", "Approval of the last minutes"} <= set(titles(january))
    with pytest.raises(Refused, match="left nothing to take over"):
        do("agenda.carry_over", meeting=january)


def test_items_under_one_another_are_taken_over_together(meeting, do, clock, reader, titles):
    heading = do("item.add", title="Nhân sự").value
    do("item.add", title="Quy hoạch", under=heading)
    do("meeting.open")
    do("meeting.close")
    key = do("meeting.plan", at=JANUARY).value
    found = {item.title: item for item in agenda(reader, key).items}
    assert found["Quy hoạch"].placed.parent_id == found["Nhân sự"].id


def test_a_skipped_item_is_not_taken_over(meeting, do, titles):
    key = do("item.add", title="Việc bỏ").value
    do("meeting.open")
    do("item.skip", item=key)
    do("meeting.close")
    assert "Việc bỏ" not in titles(do("meeting.plan", at=JANUARY).value)


def test_only_a_regular_meeting_takes_over(held, do, titles):
    key = do("meeting.plan", at=JANUARY, kind=MeetingKind.EXTRAORDINARY).value
    assert not {"Đường điện thôn 3", "Approval of the last minutes"} & set(titles(key))


@pytest.mark.parametrize("name", ["agenda.agree", "agenda.carry_over"])
def test_undo_gives_the_agenda_back(meeting, do, reader, name):
    january = do("meeting.plan", at=JANUARY).value
    do("meeting.open", meeting=meeting)
    do("meeting.close")
    before = export_text(reader)
    do(name, meeting=january)
    assert export_text(reader) != before
    do("undo")
    assert export_text(reader) == before
