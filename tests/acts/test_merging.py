"""One person or one meeting that is there twice, and what was taken in or planned by mistake."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from models.acts.registry import ActOutcome
from models.domain.clock import VIETNAM
from models.domain.electorate import CHARTER
from models.domain.errors import Refused
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState, Choice, NoteKind
from models.queries.agenda import agenda
from models.queries.decisions import tasks_of
from models.queries.duplicates import double_meetings, double_members, probable_doubles
from models.queries.floor import floor_view
from models.queries.lookup import find_member
from models.queries.meetings import guests, meetings
from models.queries.notes import notes
from models.queries.people import members
from models.queries.roll_call import electorate_of, on_the_roll, roll_call
from models.queries.votes import motions
from models.store.store import Store
from models.tables import Member
from tests.meeting_room import Room

Do = Callable[..., ActOutcome]
TODAY = date(2026, 12, 3)


@pytest.fixture
def twice(room: Room) -> str:
    """Vi Văn Mậu is there a second time, by another spelling, and took part so."""
    room.members["Mau"] = str(
        room.do("member.add", name="Vi Văn Mâu", official=date(2010, 1, 1), joined=date(2009, 1, 1)).value
    )
    room.enter("Dung", "Đức", "Mau")
    room.ask("Mau")
    room.do("note.write", text="Tốt", kind=NoteKind.PRAISE, about=room.members["Mau"], item=room.discussion)
    room.do("task.assign", title="Sửa đường", owner=room.members["Mau"])
    return room.members["Mau"]


def state_of(room: Room, name: str) -> AttendanceState | None:
    row = room.read(on_the_roll, room.meeting, room.members[name])
    return row.state if row else None


def test_the_history_follows_and_n_is_right(room: Room, twice: str) -> None:
    counted = room.read(electorate_of, room.meeting, CHARTER).counted
    room.do("member.merge", member="Mau", into=room.members["Mậu"])
    assert room.read(electorate_of, room.meeting, CHARTER).counted == counted - 1
    assert state_of(room, "Mậu") is AttendanceState.PRESENT
    assert [one.name for one in room.read(floor_view, room.discussion).waiting] == ["Vi Văn Mậu"]
    assert [note.about for note in room.read(notes, room.meeting)] == ["Vi Văn Mậu"]
    assert [task.owner for task in room.read(tasks_of, room.meeting)] == ["Vi Văn Mậu"]
    assert twice not in {row.member_id for row in room.read(roll_call, room.meeting)}
    room.mark(AttendanceState.EXCUSED, "Mậu")
    assert state_of(room, "Mậu") is AttendanceState.EXCUSED


def test_who_was_called_as_both_was_there_if_either_was(room: Room, twice: str) -> None:
    room.mark(AttendanceState.EXCUSED, "Mậu")
    room.do("member.merge", member="Mau", into=room.members["Mậu"])
    assert state_of(room, "Mậu") is AttendanceState.PRESENT


def test_votes_by_name_follow(room: Room, twice: str) -> None:
    room.do("motion.put", title="Chọn ngày")
    room.do("round.open", motion=room.read(motions, room.meeting)[0].id, method=Method.BY_NAME)
    opened = room.read(motions, room.meeting)[0].rounds[0]
    room.do("round.count_names", round=opened.id, votes={twice: Choice.YES, room.members["Dung"]: Choice.NO})
    room.do("member.merge", member="Mau", into=room.members["Mậu"])
    named = dict(room.read(motions, room.meeting)[0].rounds[0].named)
    assert named == {room.members["Mậu"]: Choice.YES, room.members["Dung"]: Choice.NO}


def test_merging_can_be_undone(room: Room, twice: str) -> None:
    before = room.read(electorate_of, room.meeting, CHARTER)
    room.do("member.merge", member="Mau", into=room.members["Mậu"])
    room.do("undo")
    assert room.read(electorate_of, room.meeting, CHARTER) == before
    assert [one.name for one in room.read(floor_view, room.discussion).waiting] == ["Vi Văn Mâu"]
    assert state_of(room, "Mậu") is None


def test_nobody_is_merged_with_himself(room: Room) -> None:
    with pytest.raises(Refused, match="one record already"):
        room.do("member.merge", member="Mậu", into=room.members["Mậu"])


def test_a_member_taken_in_by_mistake_is_removed_and_comes_back_by_undo(room: Room) -> None:
    room.members["X"] = str(room.do("member.add", name="Ghi chú", official=date(2010, 1, 1)).value)
    counted = room.read(electorate_of, room.meeting, CHARTER).counted
    room.do("member.remove", member="X")
    assert room.read(electorate_of, room.meeting, CHARTER).counted == counted - 1
    assert "Ghi chú" not in {view.full_name for view in room.read(members, TODAY)}
    room.do("undo")
    assert room.read(electorate_of, room.meeting, CHARTER).counted == counted


def test_a_member_on_whom_something_hangs_is_not_removed_and_the_refusal_says_what(room: Room, twice: str) -> None:
    hanging = r"stands in the records already \(attendance 1(, [a-z ]+ \d+)*\); who has left"
    with pytest.raises(Refused, match=hanging):
        room.do("member.remove", member="Mau")


def test_a_member_on_the_roll_of_a_closed_meeting_is_not_removed(room: Room) -> None:
    room.enter("Dung")
    room.do("meeting.close")
    with pytest.raises(Refused, match=r"\((attendance \d+, )?meeting 1\)"):
        room.do("member.remove", member="Yến")


def test_probable_doubles_are_found_and_namesakes_with_two_birth_dates_are_not(room: Room, twice: str) -> None:
    assert not room.read(double_members), "names that differ in marks may be two people's"
    for key in (twice, room.members["Mậu"]):
        room.change(Member, key, birth_date=date(1970, 2, 3))
    room.do("member.add", name="Lê Văn An", born=date(1980, 1, 1))
    room.do("member.add", name="Lê Văn An", born=date(1990, 1, 1))
    assert room.read(double_members) == ((twice, room.members["Mậu"]),)
    ((double),) = room.read(probable_doubles)
    room.do(double.act, into=double.kept, member="Mau")
    assert not room.read(probable_doubles)
    room.do("member.add", name="Lê Thị Bình")
    room.do("member.add", name="Lê Thị Bình", born=date(1990, 1, 1))
    assert len(room.read(double_members)) == 1, "a date is missing"


class TestMeetings:
    @pytest.fixture
    def planned(self, do: Do, cell: Store) -> list[str]:
        at = datetime(2026, 12, 3, 14, tzinfo=VIETNAM)
        return [str(do("meeting.plan", at=at).value), str(do("meeting.plan", at=at + timedelta(hours=1)).value)]

    def test_of_one_planned_twice_the_agenda_is_not_doubled(self, do: Do, reader, planned: list[str]) -> None:
        before = [item.title for item in agenda(reader, planned[0]).items]
        do("item.add", title="Việc riêng", meeting=planned[1])
        do("guest.add", name="Hoàng Văn Páo", meeting=planned[1])
        assert double_meetings(reader) == ((planned[1], planned[0]),)
        do("meeting.merge", meeting=planned[1], into=planned[0])
        assert [item.title for item in agenda(reader, planned[0]).items] == [*before, "Việc riêng"]
        assert [view.id for view in meetings(reader)] == [planned[0]]
        assert not double_meetings(reader)
        do("undo")
        assert {view.id for view in meetings(reader)} == set(planned)
        assert [item.title for item in agenda(reader, planned[0]).items] == before

    def test_one_that_was_held_is_not_given_up(self, do: Do, reader, planned: list[str]) -> None:
        do("meeting.open", meeting=planned[0])
        with pytest.raises(Refused, match="was held"):
            do("meeting.merge", meeting=planned[0], into=planned[1])
        do("meeting.merge", meeting=planned[1], into=planned[0])
        assert [view.id for view in meetings(reader)] == [planned[0]]

    def test_what_was_foreseen_for_the_other_does_not_change_one_that_was_held(
        self, do: Do, reader, planned: list[str]
    ) -> None:
        do("agenda.agree", meeting=planned[1])
        mau = find_member(reader, "Mậu")
        do("attendance.mark", member=mau, state=AttendanceState.ELSEWHERE, meeting=planned[1])
        do("guest.add", name="Hoàng Văn Páo", meeting=planned[1])
        do("meeting.open", meeting=planned[0])
        do("meeting.close", meeting=planned[0])
        before = electorate_of(reader, planned[0], CHARTER)
        do("meeting.merge", meeting=planned[1], into=planned[0])
        assert electorate_of(reader, planned[0], CHARTER) == before
        assert not guests(reader, planned[0])

    def test_the_hour_of_a_postponed_meeting_is_free(self, do: Do, reader, planned: list[str]) -> None:
        do("meeting.postpone", reason="mưa lũ", meeting=planned[0])
        again = str(do("meeting.plan", at=datetime(2026, 12, 3, 14, tzinfo=VIETNAM)).value)
        assert again not in planned

    def test_one_planned_by_mistake_is_removed_and_its_hour_is_free(self, do: Do, reader, planned: list[str]) -> None:
        do("theme.add", title="Học tập Bác", quarter=4, year=2026)
        theme = reader.execute("SELECT id FROM planned_theme").fetchone()[0]
        do("theme.use", theme=theme, meeting=planned[0])
        do("meeting.remove", meeting=planned[0])
        assert [view.id for view in meetings(reader)] == [planned[1]]
        assert reader.execute("SELECT meeting_id FROM planned_theme").fetchone() == (None,)
        again = str(do("meeting.plan", at=datetime(2026, 12, 3, 14, tzinfo=VIETNAM)).value)
        assert again not in planned
        assert agenda(reader, again).items

    def test_removing_is_undone(self, do: Do, reader, planned: list[str]) -> None:
        items = len(agenda(reader, planned[0]).items)
        do("meeting.remove", meeting=planned[0])
        do("undo")
        assert len(agenda(reader, planned[0]).items) == items

    def test_one_that_was_held_is_not_removed(self, do: Do, planned: list[str]) -> None:
        do("meeting.open", meeting=planned[0])
        with pytest.raises(Refused, match="was held"):
            do("meeting.remove", meeting=planned[0])

    def test_one_with_a_task_is_not_removed(self, do: Do, reader, planned: list[str]) -> None:
        do("task.assign", title="Việc", owner=find_member(reader, "Mậu"), meeting=planned[0])
        with pytest.raises(Refused, match="postpone it"):
            do("meeting.remove", meeting=planned[0])


class TestRecords:
    def test_two_items_become_one_with_what_hangs_on_them(
        self, do: Do, reader, meeting: str, member: Callable[[str], str]
    ) -> None:
        before = [item.title for item in agenda(reader, meeting).items]
        one = do("item.add", title="Sửa quy chế", minutes=15, presenter=member("Mậu")).value
        other = do("item.add", title="SUA QUY CHE").value
        do("petition.record", text="Đèn đường", item=one)
        ((double),) = probable_doubles(reader)
        assert "may be one" in str(double)
        assert (double.act, double.gone, double.kept) == ("item.merge", other, one)
        do("item.merge", item=one, into=other)
        (kept,) = (item for item in agenda(reader, meeting).items if item.id == other)
        assert (kept.minutes, kept.presenter) == (15, "Vi Văn Mậu")
        assert [item.title for item in agenda(reader, meeting).items] == [*before, "SUA QUY CHE"]
        assert reader.execute("SELECT item_id FROM petition").fetchall() == [(other,)]
        assert not probable_doubles(reader)
        do("undo")
        assert [item.title for item in agenda(reader, meeting).items] == [*before, "Sửa quy chế", "SUA QUY CHE"]

    def test_an_item_does_not_go_into_one_that_lies_within_it(self, do: Do, meeting: str) -> None:
        one = do("item.add", title="Sửa quy chế").value
        within = do("item.add", title="Mục nhỏ", under=one).value
        within = do("item.add", title="Sửa quy chế", under=within).value
        with pytest.raises(Refused, match="lies within the other"):
            do("item.merge", item=one, into=within)

    def test_what_was_dealt_with_stays(self, do: Do, reader, meeting: str) -> None:
        one, other = (do("item.add", title="Sửa quy chế").value for _ in range(2))
        do("meeting.open")
        do("item.start", item=other)
        ((double),) = probable_doubles(reader)
        assert (double.gone, double.kept) == (one, other)
        with pytest.raises(Refused, match="dealt with already"):
            do("item.merge", item=other, into=one)

    def test_two_drafts_become_one_with_both_texts(self, do: Do, reader, meeting: str) -> None:
        one = do("resolution.draft", title="Về vệ sinh", text="Làm sạch đường thôn.").value
        other = do("resolution.draft", title="VỀ VỆ SINH", text="Trồng cây.").value
        do("meeting.open")
        motion = do("motion.put", title="Thông qua", kind="resolution", resolution=other).value
        ((double),) = probable_doubles(reader)
        do(double.act, **double.arguments)
        rows = reader.execute("SELECT id, text, motion_id FROM resolution WHERE deleted = 0").fetchall()
        assert rows == [(one, "Làm sạch đường thôn.\n\nTrồng cây.", motion)]

    def test_a_petition_recorded_twice_becomes_one_and_keeps_its_answer(
        self, do: Do, reader, meeting: str, member: Callable[[str], str]
    ) -> None:
        one = do("petition.record", text="Đèn đường hỏng", by=member("Yến")).value
        other = do("petition.record", text="đèn đường hỏng", owner=member("Dung")).value
        do("petition.forward", petition=other, to="Ủy ban")
        do("petition.answer", petition=other, answer="Đã sửa")
        assert not probable_doubles(reader), "one is answered"
        do("petition.merge", petition=other, into=one)
        fields = "id, from_id, owner_id, forwarded_to, answer, state"
        rows = reader.execute(f"SELECT {fields} FROM petition WHERE deleted = 0").fetchall()
        assert rows == [(one, member("Yến"), member("Dung"), "Ủy ban", "Đã sửa", "answered")]
        do("undo")
        assert len(reader.execute("SELECT id FROM petition WHERE deleted = 0").fetchall()) == 2

    def test_petitions_of_the_same_words_are_asked_about_until_they_differ(self, do: Do, reader, meeting: str) -> None:
        do("petition.record", text="Đèn đường hỏng")
        other = do("petition.record", text="Đèn đường  hỏng").value
        assert [one.act for one in probable_doubles(reader)] == ["petition.merge"]
        do("petition.change", petition=other, text="Đèn đường thôn Bản Phiệt hỏng")
        assert not probable_doubles(reader)
        do("petition.record", text="Đèn đường hỏng", meeting=_next(do))
        assert not probable_doubles(reader), "two meetings hear the same"

    def test_only_what_is_of_one_meeting_becomes_one(self, do: Do, meeting: str) -> None:
        one = do("petition.record", text="Đèn đường hỏng").value
        other = do("petition.record", text="Đèn đường hỏng", meeting=_next(do)).value
        with pytest.raises(Refused, match="two meetings"):
            do("petition.merge", petition=other, into=one)
        with pytest.raises(Refused, match="one record already"):
            do("petition.merge", petition=one, into=one)


def _next(do: Do) -> str:
    return str(do("meeting.plan", at=datetime(2027, 1, 3, 14, tzinfo=VIETNAM)).value)
