"""Three people of one name: told apart wherever a member is shown or looked up."""

from __future__ import annotations

from datetime import date

import pytest

from models.documents.kinds.lists import attendance
from models.documents.record import meeting_record
from models.domain.errors import UnknownRecord
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState, MotionKind, NoteKind, Status
from models.exports.tables import Export, sheet
from models.profiles.loading import load_profile
from models.queries.agenda import agenda
from models.queries.decisions import petitions_of, tasks_of
from models.queries.floor import floor_view
from models.queries.lookup import find_member
from models.queries.names import shown_names
from models.queries.notes import notes
from models.queries.people import existing_members, members
from models.queries.records import member_records, petition_records, task_records
from models.queries.roll_call import roll_call
from models.queries.search import build_index
from models.queries.votes import motions
from models.store.ids import new_id
from models.tables import Member, MemberStatus
from tests.meeting_room import Room

NAME = "Nguyễn Văn An"
BORN = {"old": date(1975, 2, 5), "young": date(1988, 7, 1), "younger": date(1988, 9, 9)}
SHOWN = {"old": f"{NAME} (1975)", "young": f"{NAME} (01/07/1988)", "younger": f"{NAME} (09/09/1988)"}


@pytest.fixture
def three(room: Room) -> dict[str, str]:
    keys = {}
    for who, born in BORN.items():
        with room.store.unit("test.add") as unit:
            member = unit.add(Member(id=new_id(), organisation_id=room.cell, full_name=NAME, birth_date=born))
            unit.add(MemberStatus(id=new_id(), member_id=member.id, status=Status.OFFICIAL))
            keys[who] = room.members[who] = member.id
    return keys


def test_on_the_roll_and_the_lists_of_members(room: Room, three: dict[str, str]) -> None:
    listed = {row.member_id: row.full_name for row in room.read(roll_call, room.meeting)}
    assert {who: listed[key] for who, key in three.items()} == SHOWN
    views = {view.id: view.full_name for view in room.read(members, date(2026, 12, 3))}
    assert {who: views[key] for who, key in three.items()} == SHOWN
    records = {one.member.id: one.member.full_name for one in room.read(member_records, date(2026, 12, 3))}
    assert {who: records[key] for who, key in three.items()} == SHOWN
    rows = room.read(sheet, Export.ATTENDANCE, date(2026, 12, 3)).rows
    assert set(SHOWN.values()) <= {str(row[0]) for row in rows}


def test_in_the_search(room: Room, three: dict[str, str]) -> None:
    found = {hit.id: hit.text.strip() for hit in room.read(build_index).search("nguyen van an")}
    assert {who: found[key] for who, key in three.items()} == SHOWN


def test_who_removed_a_namesake_sees_the_plain_name_again(room: Room, three: dict[str, str]) -> None:
    for who in ("old", "young"):
        room.change(Member, three[who], deleted=True)
    assert room.read(shown_names)[three["younger"]] == NAME


def test_a_roster_file_is_compared_with_the_names_as_they_are_registered(room: Room, three: dict[str, str]) -> None:
    known = {one.id: one.full_name for one in room.read(existing_members, date(2026, 12, 3))}
    assert [known[key] for key in three.values()] == [NAME] * 3


def test_in_what_happens_at_the_meeting(room: Room, three: dict[str, str]) -> None:
    said = room.do("attendance.mark", member="old", state=AttendanceState.PRESENT).label
    assert SHOWN["old"] in said
    room.enter("young", "younger", "Dung", "Đức", "Hạnh")
    room.ask("young")
    assert SHOWN["young"] in {speaker.name for speaker in room.read(floor_view, room.discussion).waiting}
    room.do("item.present", item=room.close, presenter=three["younger"])
    assert SHOWN["younger"] in {item.presenter for item in room.read(agenda, room.meeting).items}
    room.do("note.write", text="Tốt", kind=NoteKind.PRAISE, about=three["old"], by=three["young"], item=room.discussion)
    (note,) = room.read(notes, room.meeting)
    assert (note.about, note.by) == (SHOWN["old"], SHOWN["young"])
    room.do("task.assign", title="Việc", owner=three["old"])
    assert [one.owner for one in room.read(tasks_of, room.meeting)] == [SHOWN["old"]]
    assert [one.task.owner for one in room.read(task_records)] == [SHOWN["old"]]
    room.do("petition.record", text="Đèn", owner=three["young"], by=three["younger"])
    (petition,) = room.read(petitions_of, room.meeting)
    assert (petition.sender, petition.owner) == (SHOWN["younger"], SHOWN["young"])
    (record,) = room.read(petition_records)
    assert (record.sender, record.owner) == (SHOWN["younger"], SHOWN["young"])


def test_on_the_attendance_sheet(room: Room, three: dict[str, str]) -> None:
    room.enter("old")
    paper = attendance(
        room.read(meeting_record, room.meeting, load_profile(None, date(2026, 12, 3)), None, room.clock.now)
    )
    assert all(name in repr(paper.body) for name in SHOWN.values())


def test_in_votes(room: Room, three: dict[str, str]) -> None:
    room.enter("old", "young", "younger", "Dung", "Đức", "Hạnh", "Mậu")
    candidates = [three["old"], three["younger"]]
    room.do("motion.put", title="Bầu", kind=MotionKind.ELECTION, candidates=candidates, seats=1)
    (election,) = room.read(motions, room.meeting)
    assert [one.label for one in election.options] == [SHOWN["old"], SHOWN["younger"]]
    room.do("round.open", motion=election.id, method=Method.PAPER_BALLOT)
    opened = room.read(motions, room.meeting)[0].rounds[0]
    marks = {one.option.id: count for one, count in zip(opened.options, (6, 1), strict=True)}
    tellers = [three["young"], room.members["Dung"]]
    room.do("round.count_marks", round=opened.id, tellers=tellers, marks=marks, issued=7, returned=7, invalid=0)
    assert SHOWN["young"] in room.read(motions, room.meeting)[0].rounds[0].tellers


@pytest.mark.parametrize("wanted", ["Nguyễn Văn An (1975)", "an 1975", "nguyen van an 1975"])
def test_the_lookup_takes_what_is_shown(room: Room, three: dict[str, str], wanted: str) -> None:
    assert room.read(find_member, wanted) == three["old"]


def test_the_lookup_takes_a_part_of_the_key(room: Room, three: dict[str, str]) -> None:
    assert room.read(find_member, f"An #{three['young'][-6:]}") == three["young"]


@pytest.mark.parametrize("wanted", ["An", "nguyen van an", "Nguyễn Văn An"])
def test_an_ambiguous_name_lists_everybody_with_birth_and_standing(
    room: Room, three: dict[str, str], wanted: str
) -> None:
    with pytest.raises(UnknownRecord) as told:
        room.read(find_member, wanted)
    for part in ("(1975, official", "(01/07/1988, official", "(09/09/1988, official"):
        assert part in str(told.value)
