"""Members who cannot have a role: an absent teller, one who has left, a temporary member as candidate."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from models.domain.errors import Refused
from models.domain.methods import Method
from models.domain.roles import Role, check_role, doubt
from models.domain.vocabulary import MotionKind, Office, Status
from models.queries.votes import motions
from tests.meeting_room import Room


@pytest.fixture
def gone(room: Room) -> str:
    """Mậu has left the cell since before the meeting; the others are there."""
    room.enter("Dung", "Đức", "Hạnh", "Yến")
    room.do("member.status", member="Mậu", status=Status.LEFT, since=date(2026, 11, 1))
    return room.members["Mậu"]


@pytest.mark.parametrize("role", Role)
def test_who_has_left_gets_no_part(role: Role) -> None:
    with pytest.raises(Refused, match="has left the cell"):
        check_role(role, "Vi Văn Mậu", {Status.OFFICIAL, Status.LEFT})


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.TELLER])
def test_only_a_teller_has_to_be_there(role: Role) -> None:
    check_role(role, "Vi Văn Mậu", {Status.OFFICIAL}, in_room=False)


@pytest.mark.parametrize(
    ("statuses", "part"),
    [({Status.OFFICIAL}, ""), ({Status.OFFICIAL, Status.TEMPORARY}, "temporary"), ({Status.PROBATIONARY}, "official")],
)
def test_of_whom_is_warned_as_candidate(statuses: set[Status], part: str) -> None:
    assert part in doubt(Role.CANDIDATE, statuses)
    assert bool(doubt(Role.CANDIDATE, statuses)) is bool(part)


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("task.assign", {"title": "Việc", "owner": "gone"}),
        ("petition.record", {"text": "Đèn", "owner": "gone"}),
        ("item.present", {"item": "close", "presenter": "gone"}),
        ("item.add", {"title": "Mục mới", "presenter": "gone"}),
        ("meeting.change", {"minute_taker": "gone"}),
        ("meeting.change", {"chair": "gone"}),
        ("motion.put", {"title": "Bầu", "kind": MotionKind.ELECTION, "seats": 1, "candidates": ["gone"]}),
        ("motion.put", {"title": "Kỷ luật", "kind": MotionKind.DISCIPLINE, "subject": "gone"}),
    ],
)
def test_every_act_that_gives_a_part_asks(room: Room, gone: str, act: str, arguments: dict[str, Any]) -> None:
    named: dict[str, Any] = {"gone": gone, "close": room.close}
    given = {
        name: [named[one] for one in value] if isinstance(value, list) else named.get(value, value)
        for name, value in arguments.items()
    }
    with pytest.raises(Refused, match="has left the cell"):
        room.do(act, **given)


def test_an_office_goes_to_nobody_who_has_left(room: Room, gone: str) -> None:
    with pytest.raises(Refused, match="has left the cell"):
        room.do("member.office", member="Mậu", office=Office.COMMITTEE_MEMBER)


def test_a_task_is_not_handed_to_who_has_left(room: Room, gone: str) -> None:
    task = str(room.do("task.assign", title="Việc", owner=room.members["Dung"]).value)
    with pytest.raises(Refused, match="has left the cell"):
        room.do("task.change", task=task, owner=gone)


def test_a_teller_has_to_be_in_the_room(room: Room) -> None:
    room.enter("Dung", "Đức", "Hạnh", "Mậu")
    room.do("motion.put", title="Chọn ngày")
    room.do("round.open", motion=room.read(motions, room.meeting)[0].id, method=Method.PAPER_BALLOT)
    opened = room.read(motions, room.meeting)[0].rounds[0]
    count = {"round": opened.id, "issued": 4, "returned": 4, "invalid": 0, "yes": 3, "no": 1, "abstain": 0}
    with pytest.raises(Refused, match="is not in the room"):
        room.do("round.count_paper", tellers=[room.members["Dung"], room.members["Yến"]], **count)
    room.do("attendance.leave", member="Hạnh")
    with pytest.raises(Refused, match="is not in the room"):
        room.do("round.count_paper", tellers=[room.members["Dung"], room.members["Hạnh"]], **count)
    room.do("round.count_paper", tellers=[room.members["Dung"], room.members["Đức"]], **count)


def test_a_temporary_member_stands_with_a_warning(room: Room) -> None:
    room.enter("Dung", "Đức", "Hạnh", "Mậu")
    room.do("member.status", member="Đức", status=Status.TEMPORARY, since=date(2026, 11, 1))
    candidates = [room.members["Đức"]]
    outcome = room.do("motion.put", title="Bầu", kind=MotionKind.ELECTION, seats=1, candidates=candidates)
    assert any("temporary member" in str(warning) for warning in outcome.warnings)
