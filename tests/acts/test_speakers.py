"""The speakers' list in the room: asking, the order, the floor, interruptions, taking back."""

from __future__ import annotations

import pytest

from models.acts.registry import perform
from models.domain.errors import Refused, UnknownRecord, WrongUsage
from models.domain.vocabulary import ItemState, MeetingState, SpeechKind, SpeechState
from models.store.export import export_text
from models.tables import AgendaItem, ItemRun, Meeting, MeetingPause
from tests.meeting_room import Room

INTERESTED = ("Yến", "Mậu", "Hương", "Hiệp")


@pytest.fixture
def room(room: Room) -> Room:
    """The room with the four who speak in the scenario, present."""
    room.enter(*INTERESTED)
    return room


def hear(room: Room, name: str, seconds: int) -> None:
    room.do("speech.start", member=name)
    room.clock.advance(seconds=seconds)
    room.do("speech.stop")


def test_who_has_spoken_is_put_behind_who_has_not(room: Room) -> None:
    hear(room, "Mậu", 60)
    room.ask(*INTERESTED)
    assert room.queue == ["Yến", "Hương", "Hiệp", "Mậu"]


def test_the_order_of_asking_decides_when_the_chair_wants_it_so(room: Room) -> None:
    hear(room, "Mậu", 60)
    room.ask(*INTERESTED)
    room.do("list.unspoken_first", on=False)
    assert room.queue == list(INTERESTED)


def test_a_point_of_order_goes_before_the_rest(room: Room) -> None:
    room.ask("Yến", "Mậu")
    room.ask("Hiệp", kind=SpeechKind.POINT_OF_ORDER)
    assert room.queue == ["Hiệp", "Yến", "Mậu"]


def test_nobody_waits_twice(room: Room) -> None:
    room.ask("Yến")
    with pytest.raises(Refused, match="already waits"):
        room.ask("Yến")


def test_only_those_present_ask(room: Room) -> None:
    with pytest.raises(Refused, match="Only those present"):
        room.ask("Ý")


def test_those_not_present_ask_where_the_meeting_lets_them(room: Room) -> None:
    room.change(Meeting, room.meeting, present_only=False)
    room.ask("Ý")
    assert room.queue == ["Ý"]


def test_the_floor_is_asked_for_ahead_on_an_item_to_come_but_not_on_one_that_is_over(room: Room) -> None:
    room.do("speech.ask", member="Yến", item=room.close)
    assert room.queue == []
    room.change(AgendaItem, room.close, state=ItemState.SKIPPED)
    with pytest.raises(Refused, match="nobody speaks on it"):
        room.do("speech.ask", member="Mậu", item=room.close)


def test_without_a_running_item_nobody_gets_the_floor(room: Room) -> None:
    room.change(ItemRun, room.run, ended_at=room.clock.now)
    room.change(AgendaItem, room.discussion, state=ItemState.DONE)
    with pytest.raises(Refused, match=r"start one: “chibo do item\.start”"):
        room.do("speech.next")


def test_giving_the_floor_ends_the_speech_before(room: Room) -> None:
    room.ask("Yến", "Mậu")
    room.do("speech.next")
    room.clock.advance(seconds=90)
    room.do("speech.next")
    assert room.speaker == "Mậu"
    assert [(s.name, s.spoken_seconds(room.clock.now)) for s in room.floor.finished] == [("Nguyễn Hoàng Yến", 90)]


def test_with_nobody_waiting_there_is_no_next(room: Room) -> None:
    with pytest.raises(Refused, match="Nobody waits"):
        room.do("speech.next")


def test_the_chair_calls_a_request_out_of_turn(room: Room) -> None:
    room.ask(*INTERESTED)
    room.do("speech.start", speech=room.request_of("Hiệp"))
    assert (room.speaker, room.queue) == ("Hiệp", ["Yến", "Mậu", "Hương"])


def test_a_member_called_by_name_speaks_on_the_request_that_waits(room: Room) -> None:
    room.ask("Yến", "Mậu")
    room.do("speech.start", member="Mậu")
    assert (room.speaker, room.queue) == ("Mậu", ["Yến"])


def test_the_chair_gives_the_floor_to_one_who_did_not_ask(room: Room) -> None:
    assert room.do("speech.start", member="Hương").label == "gave the floor to Lò Tiến Hương"
    assert room.speaker == "Hương"


def test_who_is_speaking_is_not_called_again(room: Room) -> None:
    room.do("speech.start", member="Yến")
    with pytest.raises(Refused, match="already has the floor"):
        room.do("speech.start", member="Yến")


def test_giving_the_floor_names_somebody(room: Room) -> None:
    with pytest.raises(WrongUsage, match="who gets the floor"):
        room.do("speech.start")


def test_a_pause_does_not_count_as_speaking(room: Room) -> None:
    room.do("speech.start", member="Yến")
    room.clock.advance(seconds=30)
    room.do("speech.pause")
    room.clock.advance(seconds=100)
    room.do("speech.resume")
    room.clock.advance(seconds=20)
    current = room.floor.current
    assert current
    assert current.spoken_seconds(room.clock.now) == 50
    assert current.speech.pause_seconds == 100


def test_an_interposed_question_pauses_the_speaker_and_counts_its_own_time(room: Room) -> None:
    room.do("speech.start", member="Yến")
    room.clock.advance(seconds=30)
    room.do("speech.intervene", member="Mậu", kind=SpeechKind.INTERPOSED_QUESTION)
    room.clock.advance(seconds=15)
    assert (room.speaker, [s.name for s in room.floor.interrupted]) == ("Mậu", ["Nguyễn Hoàng Yến"])
    room.do("speech.stop")
    room.clock.advance(seconds=10)
    assert room.speaker == "Yến"
    assert dict(room.floor.totals(room.clock.now)) == {"Nguyễn Hoàng Yến": 40, "Vi Văn Mậu": 15}


def test_a_speech_taken_back_waits_at_the_top_without_times(room: Room) -> None:
    room.ask("Yến", "Mậu")
    room.do("speech.next")
    room.clock.advance(seconds=5)
    room.do("speech.take_back")
    assert (room.speaker, room.queue) == (None, ["Yến", "Mậu"])
    assert room.floor.waiting[0].speech.started_at is None


def test_a_speech_started_by_mistake_is_taken_back_by_undo(room: Room) -> None:
    room.ask(*INTERESTED)
    before = room.read(export_text)
    room.do("speech.next")
    room.do("undo")
    assert room.read(export_text) == before


def test_ending_a_speech_is_not_undone_under_the_next_one(room: Room) -> None:
    room.do("speech.start", member="Yến")
    entry = room.do("speech.stop").entry
    assert entry
    room.do("speech.start", member="Mậu")
    with pytest.raises(Refused, match="More than one member would be speaking"):
        room.do("undo", number=entry[1])
    assert room.speaker == "Mậu"


def test_a_request_is_moved_to_a_place_of_the_list(room: Room) -> None:
    room.ask(*INTERESTED)
    room.do("speech.move", speech=room.request_of("Hiệp"), to=1)
    assert room.queue == ["Hiệp", "Yến", "Mậu", "Hương"]


@pytest.mark.parametrize("place", [0, 5])
def test_a_request_is_not_moved_to_a_place_that_is_none(room: Room, place: int) -> None:
    room.ask(*INTERESTED)
    with pytest.raises(Refused, match="no place"):
        room.do("speech.move", speech=room.request_of("Hiệp"), to=place)


def test_a_request_is_taken_off_the_list_and_stays_on_record(room: Room) -> None:
    room.ask("Yến", "Mậu")
    request = room.request_of("Yến")
    room.do("speech.remove", speech=request)
    assert room.queue == ["Mậu"]
    assert room.row("SELECT state FROM speech WHERE id = ?", request) == (SpeechState.REMOVED,)
    with pytest.raises(Refused, match="no longer waits"):
        room.do("speech.remove", speech=request)


def test_a_closed_list_takes_points_of_order_and_whom_the_chair_adds(room: Room) -> None:
    room.do("list.close")
    assert not room.do("speech.ask", member="Yến", kind=SpeechKind.POINT_OF_ORDER).warnings
    (warning,) = room.do("speech.ask", member="Hương").warnings
    assert "list is closed" in str(warning)
    room.do("list.open")
    assert not room.do("speech.ask", member="Mậu").warnings
    assert room.queue == ["Yến", "Hương", "Mậu"]


def test_the_time_planned_holds_for_those_who_wait_and_those_to_come(room: Room) -> None:
    room.ask("Yến")
    room.do("list.plan_time", seconds=180)
    room.ask("Mậu")
    assert [s.remaining_seconds(room.clock.now) for s in room.floor.waiting] == [180, 180]
    room.do("list.plan_time", seconds=None)
    assert [s.remaining_seconds(room.clock.now) for s in room.floor.waiting] == [None, None]


@pytest.mark.parametrize("seconds", [0, -60, 86_401])
def test_a_speech_of_no_time_or_more_than_a_day_is_not_planned(room: Room, seconds: int) -> None:
    with pytest.raises(Refused, match="1 to 86400 seconds"):
        room.do("list.plan_time", seconds=seconds)


def test_in_a_break_of_the_meeting_nobody_gets_the_floor(room: Room) -> None:
    room.ask("Yến")
    room.change(Meeting, room.meeting, state=MeetingState.PAUSED)
    with pytest.raises(Refused, match="paused"):
        room.do("speech.next")


def test_nobody_begins_to_speak_when_the_interrupter_leaves_during_a_break(room: Room) -> None:
    room.do("speech.start", member="Yến")
    room.do("speech.intervene", member="Mậu")
    room.do("speech.pause")
    room.change(ItemRun, room.run, ended_at=room.clock.now)
    room.change(AgendaItem, room.discussion, state=ItemState.PAUSED)
    room.change(Meeting, room.meeting, state=MeetingState.PAUSED)
    room.add(MeetingPause, meeting_id=room.meeting, paused_at=room.clock.now, item_id=room.discussion)
    room.do("attendance.leave", member="Mậu")
    current = room.floor.current
    assert current
    assert (room.speaker, current.speech.state, room.broken) == ("Yến", SpeechState.PAUSED, "")


def test_an_unknown_member_gets_one_sentence(room: Room) -> None:
    with pytest.raises(UnknownRecord, match="There is no member"):
        perform(room.store, "speech.ask", member="nobody")


@pytest.fixture
def visitors(room: Room) -> dict[str, str]:
    """The superior's member and a guest who have come, and one who is only announced."""
    told = {
        "superior": room.do("guest.add", name="Trần Văn Bình", role="Phó Bí thư Đảng ủy", assigned_superior=True),
        "guest": room.do("guest.add", name="Lê Thị Cúc", role="Trưởng thôn"),
    }
    return {name: str(outcome.value) for name, outcome in told.items()}


def test_a_guest_gets_the_floor_in_turn_and_is_counted_in_no_share(room: Room, visitors: dict[str, str]) -> None:
    before = room.read(export_text)
    room.do("speech.ask", guest=visitors["superior"])
    room.do("undo")
    assert room.read(export_text) == before
    room.do("speech.ask", guest=visitors["superior"])
    room.do("speech.next")
    floor = room.floor
    assert floor.current is not None
    assert (floor.current.name, floor.current.speech.is_guest) == ("Trần Văn Bình", True)
    assert floor.current.speech.planned_seconds is None
    assert (floor.spoke, "Trần Văn Bình" in floor.unspoken, "Lê Thị Cúc" in floor.unspoken) == (0, False, False)
    room.do("guest.leave", guest=visitors["superior"])
    assert room.floor.current is None
    assert [one.name for one in room.floor.finished] == ["Trần Văn Bình"]


def test_a_guest_interrupts_a_member_and_a_member_goes_on(room: Room, visitors: dict[str, str]) -> None:
    room.do("speech.start", member="Mậu")
    room.do("speech.intervene", guest=visitors["guest"])
    floor = room.floor
    assert floor.current is not None
    assert (floor.current.name, len(floor.interrupted)) == ("Lê Thị Cúc", 1)
    room.do("speech.stop")
    again = room.floor.current
    assert again is not None
    assert again.speech.member_id == room.members["Mậu"]


def test_who_speaks_is_one_member_or_one_guest_who_is_here(room: Room, visitors: dict[str, str]) -> None:
    with pytest.raises(WrongUsage, match="Say who gets the floor"):
        room.do("speech.ask")
    with pytest.raises(WrongUsage, match="Say who gets the floor"):
        room.do("speech.ask", member="Mậu", guest=visitors["guest"])
    room.do("guest.leave", guest=visitors["guest"])
    with pytest.raises(Refused, match=r"not in the room.*guest\.arrive"):
        room.do("speech.ask", guest=visitors["guest"])


def test_a_guest_who_has_spoken_is_not_removed_but_goes(room: Room, visitors: dict[str, str]) -> None:
    room.do("speech.start", guest=visitors["guest"])
    with pytest.raises(Refused, match=r"has spoken.*guest\.leave"):
        room.do("guest.remove", guest=visitors["guest"])
    room.do("guest.remove", guest=visitors["superior"])
