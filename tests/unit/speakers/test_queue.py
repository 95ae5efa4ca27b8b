"""Who waits, in which order, and who may not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fractional_indexing import generate_key_between

from models.domain import speakers
from models.domain.errors import Refused, UnknownRecord
from models.domain.vocabulary import SpeechKind, SpeechState


def test_those_who_ask_wait_in_the_order_of_asking(room):
    room.ask("yen", "mau", "huong")
    assert room.queue == ["yen", "mau", "huong"]


def test_a_member_waits_only_once(room):
    room.ask("yen")
    with pytest.raises(Refused, match="already waits"):
        room.ask("yen")


def test_a_member_who_waits_may_still_raise_one_point_of_order(room):
    room.ask("yen")
    room.raise_order("yen")
    with pytest.raises(Refused, match="already waits"):
        room.raise_order("yen")


def test_a_member_may_ask_again_while_speaking(room):
    room.ask("yen")
    room.start()
    room.ask("yen")
    assert (room.floor, room.queue) == ("yen", ["yen"])


def test_a_closed_list_hears_only_points_of_order(new_room):
    room = new_room(closed=True)
    with pytest.raises(Refused, match="closed"):
        room.ask("yen")
    room.raise_order("yen")
    assert room.queue == ["yen"]


def test_who_is_not_in_the_room_does_not_get_on_the_list(room):
    with pytest.raises(Refused, match="Only those present"):
        room.ask("trinh")


def test_the_switch_lets_those_ask_who_are_not_in_the_room(new_room):
    room = new_room(present_only=False)
    room.ask("trinh")
    assert room.queue == ["trinh"]


def test_an_intervention_does_not_wait(room):
    with pytest.raises(Refused, match="do not wait"):
        room.ask("yen", kind=SpeechKind.INTERVENTION)


def test_a_point_of_order_goes_before_the_rest(room):
    room.ask("yen", "mau")
    room.raise_order("huong")
    assert room.queue == ["huong", "yen", "mau"]


def test_who_has_not_spoken_goes_before_who_has(room):
    room.ask("mau")
    room.start()
    room.stop()
    room.ask("mau", "hiep")
    assert room.queue == ["hiep", "mau"]


def test_without_the_switch_the_order_of_asking_decides(new_room):
    room = new_room(unspoken_first=False)
    room.ask("mau")
    room.start()
    room.ask("mau", "hiep")
    assert room.queue == ["mau", "hiep"]


def test_a_point_of_order_does_not_count_as_having_spoken(room):
    room.raise_order("mau")
    room.start()
    room.ask("mau", "hiep")
    assert room.queue == ["mau", "hiep"]


@pytest.mark.parametrize(
    ("index", "queue"),
    [
        (0, ["hiep", "yen", "mau", "huong"]),
        (1, ["yen", "hiep", "mau", "huong"]),
        (2, ["yen", "mau", "hiep", "huong"]),
        (3, ["yen", "mau", "huong", "hiep"]),
    ],
)
def test_a_moved_request_stands_where_it_was_put(room, index, queue):
    room.ask("yen", "mau", "huong", "hiep")
    room.move("hiep", index)
    assert room.queue == queue


def test_a_request_moves_down_as_well(room):
    room.ask("yen", "mau", "huong")
    room.move("yen", 1)
    assert room.queue == ["mau", "yen", "huong"]


def test_moving_rewrites_only_the_moved_request(room):
    room.ask("yen", "mau", "huong")
    changed = speakers.move_to(room.listing, room.request("huong").id, 0, generate_key_between)
    assert [speech.member_id for speech in changed] == ["huong"]


def test_moving_a_request_to_its_own_place_changes_nothing(room):
    room.ask("yen", "mau")
    assert speakers.move_to(room.listing, room.request("mau").id, 1, generate_key_between) == ()


def test_a_request_fits_between_two_that_two_devices_put_at_the_same_place(room):
    room.ask("yen", "mau", "huong")
    at_one_place = [replace(speech, position="a0") for speech in room.listing.speeches]
    room.apply(at_one_place)
    moved, first, last = reversed(room.queue)
    room.move(moved, 1)
    assert room.queue == [last, moved, first]


def test_no_request_moves_before_a_point_of_order(room):
    room.ask("yen")
    room.raise_order("huong")
    with pytest.raises(Refused, match="Points of order stay before"):
        room.move("yen", 0)


def test_who_has_spoken_does_not_move_before_who_has_not(room):
    room.ask("mau")
    room.start()
    room.ask("mau", "hiep")
    with pytest.raises(Refused, match="have not spoken go first"):
        room.move("mau", 0)


@pytest.mark.parametrize("index", [-1, 2])
def test_a_place_that_the_list_does_not_have_is_refused(room, index):
    room.ask("yen", "mau")
    with pytest.raises(Refused, match=f"no place {index + 1} .* it has 2"):
        room.move("yen", index)


def test_a_removed_request_does_not_wait_and_stays_on_record(room):
    room.ask("yen", "mau")
    room.apply(speakers.remove(room.listing, room.request("yen").id))
    assert room.queue == ["mau"]
    assert room.speech_of("yen").state is SpeechState.REMOVED


def test_a_speech_that_has_begun_is_not_removed(room):
    room.ask("yen")
    room.start()
    with pytest.raises(Refused, match="no longer waits"):
        speakers.remove(room.listing, room.speech_of("yen").id)


def test_who_leaves_the_room_leaves_the_list_with_all_requests(room):
    room.ask("yen", "mau")
    room.raise_order("yen")
    room.apply(speakers.withdraw(room.listing, "yen"))
    assert room.queue == ["mau"]


def test_an_unknown_request_is_named(room):
    with pytest.raises(UnknownRecord, match="not in the speakers' list"):
        speakers.remove(room.listing, "nobody")
