"""The floor as screens show it."""

from __future__ import annotations

import pytest

from models.domain.errors import UnknownRecord
from models.domain.text import short_name
from models.domain.vocabulary import SpeechKind
from models.queries.floor import floor_view, speakers_list
from tests.meeting_room import Room


@pytest.fixture
def room(room: Room) -> Room:
    room.enter("Yến", "Mậu", "Hương", "Hiệp")
    return room


def hear(room: Room, name: str, seconds: int) -> None:
    room.do("speech.start", member=name)
    room.clock.advance(seconds=seconds)
    room.do("speech.stop")


def test_an_untouched_floor_is_empty(room: Room) -> None:
    view = room.floor
    assert (view.current, view.waiting, view.finished, view.begun) == (None, (), (), ())
    assert (view.closed, view.unspoken_first) == (False, True)


def test_the_clock_goes_on_without_a_new_reading(room: Room) -> None:
    room.do("list.plan_time", seconds=60)
    room.do("speech.start", member="Yến")
    current = room.floor.current
    assert current
    room.clock.advance(seconds=75)
    assert (current.spoken_seconds(room.clock.now), current.remaining_seconds(room.clock.now)) == (75, -15)


def test_it_tells_who_of_those_present_has_not_spoken(room: Room) -> None:
    hear(room, "Mậu", 10)
    room.do("speech.start", member="Yến")
    assert [short_name(name) for name in room.floor.unspoken] == ["Hiệp", "Hương"]


def test_the_share_counts_who_came_even_if_gone_since(room: Room) -> None:
    hear(room, "Mậu", 10)
    room.do("attendance.leave", member="Mậu")
    assert (room.floor.spoke, room.floor.attended) == (1, 4)


def test_a_point_of_order_is_not_speaking_but_takes_time(room: Room) -> None:
    room.ask("Mậu", kind=SpeechKind.POINT_OF_ORDER)
    room.do("speech.next")
    room.clock.advance(seconds=20)
    room.do("speech.stop")
    assert room.floor.spoke == 0
    assert room.floor.totals(room.clock.now) == (("Vi Văn Mậu", 20),)


def test_totals_are_of_the_whole_meeting_the_longest_first(room: Room) -> None:
    hear(room, "Hiệp", 20)
    hear(room, "Mậu", 30)
    hear(room, "Hiệp", 20)
    elsewhere = room.read(floor_view, room.close)
    assert elsewhere.finished == ()
    assert elsewhere.totals(room.clock.now) == (("Ma Ngọc Hiệp", 40), ("Vi Văn Mậu", 30))


def test_who_spoke_on_one_item_has_spoken_on_the_next(room: Room) -> None:
    hear(room, "Mậu", 10)
    for name in ("Mậu", "Hiệp"):
        room.do("speech.ask", member=name, item=room.close)
    waiting = room.read(floor_view, room.close).waiting
    assert [short_name(speaker.name) for speaker in waiting] == ["Hiệp", "Mậu"]


def test_an_unknown_item_is_said_to_be_none(room: Room) -> None:
    with pytest.raises(UnknownRecord, match="no agenda item"):
        room.read(speakers_list, "nothing")
