"""What screens read of motions and rounds."""

from __future__ import annotations

from typing import Any

import pytest

from models.domain.errors import UnknownRecord
from models.domain.methods import Method
from models.domain.vocabulary import Choice, MotionKind
from models.queries.votes import find_motion, motions, open_round
from models.store.export import export_text
from tests.meeting_room import Room


@pytest.fixture
def voting(room: Room) -> Room:
    """The room with five voters of eight that are counted."""
    room.enter("Ánh", "Dung", "Đức", "Yến", "Mậu")
    return room


def _put(room: Room, title: str, **arguments: Any) -> str:
    return str(room.do("motion.put", title=title, **arguments).value)


def test_motions_are_numbered_as_they_were_put_and_found_by_number_or_words(voting: Room) -> None:
    first, second = _put(voting, "Nghị quyết tháng 12"), _put(voting, "Nghị quyết chuyên đề")
    listed = voting.read(motions, voting.meeting)
    assert [(one.number, one.id) for one in listed] == [(1, first), (2, second)]
    assert voting.read(find_motion, voting.meeting, "2") == second
    assert voting.read(find_motion, voting.meeting, "chuyen de") == second
    with pytest.raises(UnknownRecord, match="several"):
        voting.read(find_motion, voting.meeting, "nghi quyet")
    with pytest.raises(UnknownRecord, match="motion"):
        voting.read(find_motion, voting.meeting, "3")


def test_a_motion_is_about_the_item_that_runs(voting: Room) -> None:
    _put(voting, "Nghị quyết")
    (view,) = voting.read(motions, voting.meeting)
    assert view.item_id == voting.discussion


def test_the_open_round_tells_who_is_counted_and_what_is_needed(voting: Room) -> None:
    motion = _put(voting, "Công nhận chính thức", kind=MotionKind.CONFIRMATION, subject=voting.members["Hiệp"])
    assert voting.read(open_round, voting.meeting) is None
    opened = voting.do("round.open", motion=motion, method=Method.SHOW_OF_HANDS).value
    found = voting.read(open_round, voting.meeting)
    assert found is not None
    view, current = found
    assert (view.subject, current.id) == ("Ma Ngọc Hiệp", opened)
    assert (current.official, current.counted, current.voters_present, current.needed) == (10, 8, 5, 6)
    assert set(current.voters) == {voting.members[name] for name in ("Ánh", "Dung", "Đức", "Yến", "Mậu")}
    voting.do("round.count_names", round=opened, votes={voting.members["Yến"]: Choice.YES})
    assert voting.read(open_round, voting.meeting) is None


def test_forms_of_discipline_are_read_in_the_language_of_the_program(voting: Room) -> None:
    _put(voting, "Kỷ luật", kind=MotionKind.DISCIPLINE, subject=voting.members["Đức"])  # who holds an office
    (view,) = voting.read(motions, voting.meeting)
    assert [one.label for one in view.options] == [
        "reprimand",
        "formal warning",
        "dismissal from office",
        "expulsion",
    ]


@pytest.mark.parametrize("act", ["motion.put", "motion.amend", "motion.withdraw", "round.open", "round.void"])
def test_an_act_of_voting_taken_back_leaves_everything_as_it_was(voting: Room, act: str) -> None:
    motion = _put(voting, "Nghị quyết", kind=MotionKind.RESOLUTION)
    arguments: dict[str, dict[str, Any]] = {
        "motion.put": {"title": "Bầu", "kind": MotionKind.ELECTION, "seats": 1, "candidates": [voting.members["Đức"]]},
        "motion.amend": {"motion": motion, "title": "Nghị quyết tháng 12", "text": "Đã sửa"},
        "motion.withdraw": {"motion": motion},
        "round.open": {"motion": motion},
        "round.void": {"reason": "đếm nhầm"},
    }
    if act == "round.void":
        voting.do("resolution.draft", title="Nghị quyết", motion=motion)
        counted = voting.do("round.open", motion=motion).value
        voting.do("round.count_hands", round=counted, yes=5, no=0)
        arguments[act]["round"] = counted
    before = voting.read(export_text)
    voting.do(act, **arguments[act])
    assert voting.read(export_text) != before
    voting.do("undo")
    assert voting.read(export_text) == before
