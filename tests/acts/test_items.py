"""The items of an agenda: changed while it is made, and run through in the room."""

from __future__ import annotations

import pytest

from models.acts.registry import audit_line
from models.domain.errors import Refused, UnknownRecord, WrongUsage
from models.domain.item_kinds import ItemKind
from models.domain.language import choose_language
from models.domain.vocabulary import ItemState, MeetingKind, SpeechState
from models.queries.agenda import agenda, find_item
from models.queries.floor import floor_view
from models.queries.history import journal
from models.queries.invariants import broken_rules
from models.store.export import export_text

RUNNING, PAUSED, DONE = ItemState.RUNNING, ItemState.PAUSED, ItemState.DONE


@pytest.fixture
def items(reader, meeting):
    """The items of the agenda by number."""
    return lambda: {view.number: view for view in agenda(reader, meeting).items}


@pytest.fixture
def key(items):
    return lambda number: items()[number].id


@pytest.fixture
def state(reader, meeting):
    return lambda item: agenda(reader, meeting).item(item).state


@pytest.fixture
def opened(meeting, do):
    do("meeting.open")
    do("attendance.present_rest")
    return meeting


def test_an_item_is_added_at_the_end_with_minutes_presenter_and_kind(meeting, do, items, member):
    do("item.add", title=" Việc\nkhác ", minutes=5, presenter=member("Hạnh"), kind=ItemKind.REPORT)
    added = items()["19"]
    assert (added.title, added.minutes, added.presenter, added.kind) == ("Việc khác", 5, "Trần Thị Bích Hạnh", "report")


@pytest.mark.parametrize(("place", "number"), [("before", "12"), ("after", "13"), ("under", "12.1")])
def test_an_item_is_added_before_after_or_under_another(meeting, do, items, key, place, number):
    do("item.add", title="Chuyên đề", **{place: key("12")})
    assert items()[number].title == "Chuyên đề"


def test_the_total_and_the_forecast_end_follow_an_added_item(meeting, do, reader, clock):
    do("item.add", title="Chuyên đề", minutes=30)
    view = agenda(reader, meeting)
    assert view.total_minutes == 120
    assert view.forecast(clock.now).ends_at == clock.now.replace(hour=9, minute=0)


@pytest.mark.parametrize("title", ["", "\x1b[2J", "y" * 501])
def test_an_item_needs_a_title_that_can_be_read(meeting, do, title):
    with pytest.raises(Refused):
        do("item.add", title=title)


@pytest.mark.parametrize("minutes", [-1, 100_000])
def test_an_item_takes_a_number_of_minutes_that_can_be(meeting, do, minutes):
    with pytest.raises(Refused, match="cannot be planned"):
        do("item.add", title="x", minutes=minutes)


def test_a_renamed_item_has_one_title_in_both_languages(meeting, do, items, key):
    outcome = do("item.rename", item=key("4"), title="Đảng phí quý IV")
    assert outcome.label == "renamed the item “Report on the dues” to “Đảng phí quý IV”"
    assert items()["4"].title == items()["4"].title_vi == "Đảng phí quý IV"


def test_an_item_is_handed_to_a_member_to_somebody_in_words_or_to_nobody(meeting, do, items, key, member):
    do("item.present", item=key("1"), presenter=member("Mậu"))
    assert items()["1"].presenter == "Vi Văn Mậu"
    do("item.present", item=key("1"), text="đại diện Đoàn thanh niên")
    assert items()["1"].presenter == "đại diện Đoàn thanh niên"
    do("item.present", item=key("1"))
    assert items()["1"].presenter == ""
    with pytest.raises(WrongUsage, match="not both"):
        do("item.present", item=key("1"), presenter=member("Mậu"), text="khách")


def test_what_the_minute_taker_presents_carries_the_name_once_one_is_chosen(meeting, do, items, member):
    assert items()["18"].presenter == "minute-taker"
    do("meeting.change", minute_taker=member("Yến"))
    assert items()["18"].presenter == "Nguyễn Hoàng Yến"


def test_an_item_moves_with_those_under_it(meeting, do, items, key):
    do("item.add", title="Dưới", under=key("5"))
    do("item.move", item=key("5"), before=key("1"))
    assert items()["1"].title == "Adoption of the agenda"
    assert items()["1.1"].title == "Dưới"


def test_an_item_moves_to_one_place(meeting, do, key):
    with pytest.raises(WrongUsage, match="one place"):
        do("item.move", item=key("5"))
    with pytest.raises(WrongUsage, match="one place"):
        do("item.move", item=key("5"), before=key("1"), under=key("2"))


@pytest.mark.parametrize("place", ["before", "after", "under"])
def test_an_item_does_not_move_into_itself(meeting, do, key, place):
    do("item.add", title="Dưới", under=key("5"))
    with pytest.raises(Refused, match="next to itself or to an item under it"):
        do("item.move", item=key("5"), **{place: key("5.1")})


def test_an_item_does_not_move_into_another_meeting(meeting, do, key, reader):
    other = do("meeting.plan", at=agenda(reader, meeting).meeting.scheduled_at, kind=MeetingKind.EXTRAORDINARY).value
    with pytest.raises(UnknownRecord):
        do("item.move", item=key("5"), before=find_item(reader, other, "1"))


def test_an_item_to_which_nothing_happened_is_removed(meeting, do, items, key):
    do("item.remove", item=key("4"))
    assert items()["4"].title == "Adoption of the agenda"


def test_an_item_with_others_under_it_or_with_a_past_is_not_removed(opened, do, key):
    do("item.add", title="Dưới", under=key("5"))
    with pytest.raises(Refused, match="There are items under"):
        do("item.remove", item=key("5"))
    do("note.write", text="x", item=key("6"))
    do("item.start", item=key("7"))
    for number in ("6", "7"):
        with pytest.raises(Refused, match="Something happened in"):
            do("item.remove", item=key(number))


def test_the_line_of_an_item_is_in_the_language_that_reads_it_until_somebody_renames_the_item(opened, do, key, reader):
    assert do("item.start", item=key("2")).label == "started the item “Choice of the minute-taker”"
    started = journal(reader, limit=1)[0]
    choose_language("vi")
    assert audit_line(started.act, started.details) == "bắt đầu mục “Cử thư ký ghi biên bản”"
    do("item.rename", item=key("2"), title="Cử thư ký")
    choose_language("en")
    assert do("item.finish", item=key("2")).label == "finished the item “Cử thư ký”"


def test_without_a_number_the_next_item_starts_and_the_running_one_ends(opened, do, key, state, clock, items):
    do("item.start")
    clock.advance(minutes=2)
    assert do("item.start").value == key("2")
    assert (state(key("1")), state(key("2"))) == (DONE, RUNNING)
    assert items()["1"].ended_at == items()["2"].started_at == clock.now


def test_after_a_jump_the_next_item_is_the_one_after_it(opened, do, key):
    do("item.start", item=key("11"))
    assert do("item.start").value == key("12")


def test_when_all_had_their_turn_nothing_is_next(opened, do, items):
    for _ in items():
        do("item.start")
    with pytest.raises(Refused, match="Every item has had its turn"):
        do("item.start")


def test_an_item_above_the_one_started_is_only_paused(opened, do, key, state):
    do("item.add", title="Dưới", under=key("5"))
    do("item.start", item=key("5"))
    do("item.start", item=key("5.1"))
    assert (state(key("5")), state(key("5.1"))) == (PAUSED, RUNNING)


def test_the_timer_of_an_item_counts_only_while_it_runs(opened, do, key, clock, reader):
    do("item.start", item=key("6"))
    clock.advance(minutes=3)
    do("item.pause")
    clock.advance(minutes=10)
    do("item.resume")
    clock.advance(minutes=6)
    view = agenda(reader, opened)
    assert view.elapsed_seconds(clock.now)[key("6")] == 9 * 60
    assert view.remaining_seconds(key("6"), clock.now) == -60
    assert view.running.id == key("6")


def test_no_item_runs_while_the_meeting_does_not(meeting, do, key):
    with pytest.raises(Refused, match="once it is open"):
        do("item.start", item=key("1"))
    do("meeting.open")
    do("meeting.pause")
    with pytest.raises(Refused, match="The meeting is paused"):
        do("item.start", item=key("1"))


def test_an_item_of_another_meeting_does_not_run(opened, do, reader):
    later = agenda(reader, opened).meeting.scheduled_at.replace(year=2027)
    other = do("meeting.plan", at=later).value
    with pytest.raises(Refused, match="is planned, not open"):
        do("item.start", item=find_item(reader, other, "1"))


def test_a_finished_item_can_run_again_and_keeps_its_time(opened, do, key, state, clock, reader):
    do("item.start", item=key("6"))
    clock.advance(minutes=2)
    do("item.finish")
    do("item.reopen", item=key("6"))
    clock.advance(minutes=1)
    assert state(key("6")) is RUNNING
    assert agenda(reader, opened).elapsed_seconds(clock.now)[key("6")] == 180


def test_a_skipped_or_deferred_item_waits_again_when_taken_up(opened, do, key, state):
    do("item.skip", item=key("4"))
    do("item.defer", item=key("6"))
    assert (state(key("4")), state(key("6"))) == (ItemState.SKIPPED, ItemState.DEFERRED)
    for number in ("4", "6"):
        do("item.reopen", item=key(number))
        assert state(key(number)) is ItemState.PENDING


def test_an_item_that_never_ran_is_not_finished_nor_a_running_one_skipped(opened, do, key):
    with pytest.raises(Refused, match="cannot become"):
        do("item.finish", item=key("6"))
    do("item.start", item=key("6"))
    with pytest.raises(Refused, match="cannot become"):
        do("item.skip", item=key("6"))


@pytest.mark.parametrize("name", ["item.pause", "item.finish", "item.defer"])
def test_where_nothing_runs_there_is_nothing_to_end(opened, do, name):
    with pytest.raises(Refused, match=r"start one: “chibo do item\.start”"):
        do(name)


def test_what_is_not_paused_is_not_resumed(opened, do, key):
    with pytest.raises(Refused, match="No item of the agenda is paused"):
        do("item.resume")
    with pytest.raises(Refused, match="is not paused"):
        do("item.resume", item=key("3"))


def test_the_speech_in_an_item_pauses_with_it_and_ends_with_it(opened, do, key, reader, member):
    do("item.start", item=key("12"))
    do("speech.start", member=member("Yến"))
    do("speech.intervene", member=member("Mậu"))
    do("item.pause")
    assert floor_view(reader, key("12")).current.speech.state is SpeechState.PAUSED
    assert not list(broken_rules(reader, opened))
    do("item.resume")
    do("item.finish")
    view = floor_view(reader, key("12"))
    assert (view.current, view.interrupted, len(view.finished)) == (None, (), 2)
    assert not list(broken_rules(reader, opened))


def test_the_conclusion_of_an_item_is_kept_and_can_be_taken_away(opened, do, key, items):
    do("item.start", item=key("12"))
    do("item.conclude", text="Thống nhất\nhai việc.")
    assert items()["12"].conclusion == "Thống nhất\nhai việc."
    do("item.conclude", text="", item=key("12"))
    assert items()["12"].conclusion == ""


ON_THE_DISCUSSION = [
    "item.pause",
    "item.finish",
    "item.defer",
    "item.start",
    "item.conclude",
]


@pytest.mark.parametrize("name", ON_THE_DISCUSSION)
def test_undo_lets_the_item_and_the_speech_go_on(opened, do, key, reader, member, clock, name):
    do("item.start", item=key("12"))
    do("speech.start", member=member("Yến"))
    before = export_text(reader)
    clock.advance(minutes=1)
    do(name, **({"text": "Thống nhất."} if name == "item.conclude" else {}))
    assert export_text(reader) != before
    do("undo")
    assert export_text(reader) == before


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("item.add", {"title": "x", "kind": ItemKind.REPORT}),
        ("item.rename", {"item": "4", "title": "x"}),
        ("item.change", {"item": "4", "minutes": 9, "thematic": True}),
        ("item.present", {"item": "4", "text": "khách"}),
        ("item.move", {"item": "4", "under": "1"}),
        ("item.remove", {"item": "4"}),
    ],
)
def test_undo_gives_an_agenda_back_as_it_was(meeting, do, key, reader, name, arguments):
    keys = {place: key(arguments[place]) for place in ("item", "under") if place in arguments}
    before = export_text(reader)
    do(name, **arguments | keys)
    assert export_text(reader) != before
    do("undo")
    assert export_text(reader) == before
