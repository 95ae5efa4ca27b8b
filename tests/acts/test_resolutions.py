"""Resolutions and their motions, in every order in which a chair may make them: what passed is adopted, once."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from models.acts.registry import ActOutcome
from models.domain.errors import Refused
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState, MotionKind

Do = Callable[..., ActOutcome]
Named = Callable[[str], str]
Row = tuple[str, str, str, int | None]

DRAFTED = "1. Họp thôn.\n2. Phát động thi đua."


@pytest.fixture(autouse=True)
def opened(do: Do, meeting: str, member: Named) -> str:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    for name in ("Ánh", "Dung", "Đức", "Hạnh", "Yến", "Mậu", "Hương"):
        do("attendance.mark", member=member(name), state=AttendanceState.PRESENT)
    return meeting


def _draft(do: Do, title: str = "Nghị quyết tháng 12", text: str = DRAFTED, **arguments: object) -> str:
    return str(do("resolution.draft", title=title, text=text, **arguments).value)


def _put(do: Do, title: str = "Thông qua nghị quyết", **arguments: object) -> str:
    return str(do("motion.put", title=title, kind=MotionKind.RESOLUTION, **arguments).value)


def _vote(do: Do, motion: str, yes: int = 7) -> str:
    opened = str(do("round.open", motion=motion, method=Method.SHOW_OF_HANDS).value)
    do("round.count_hands", round=opened, yes=yes, no=7 - yes)
    return opened


def _resolutions(reader: sqlite3.Connection) -> list[Row]:
    return reader.execute(
        "SELECT title, text, state, number FROM resolution WHERE deleted = 0 ORDER BY text"
    ).fetchall()


def _question(reader: sqlite3.Connection) -> str:
    return str(reader.execute("SELECT question FROM round ORDER BY id DESC LIMIT 1").fetchone()[0])


def test_a_motion_adopts_the_meetings_draft_which_nobody_named(do: Do, reader: sqlite3.Connection) -> None:
    _draft(do)
    _vote(do, _put(do))
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]
    assert _question(reader) == DRAFTED  # what was voted on is what was adopted


def test_a_draft_made_after_its_motion_is_adopted_by_it(do: Do, reader: sqlite3.Connection) -> None:
    motion = _put(do)
    _draft(do)
    _vote(do, motion)
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]
    assert _question(reader) == DRAFTED


@pytest.mark.parametrize("text", ["", "Mỗi đảng viên giúp một hộ."])
def test_without_a_draft_the_motions_own_text_is_adopted(do: Do, reader: sqlite3.Connection, text: str) -> None:
    _vote(do, _put(do, "Nghị quyết tháng 12", text=text))
    assert _resolutions(reader) == [("Nghị quyết tháng 12", text, "adopted", 1)]


def test_a_motion_that_failed_adopts_nothing(do: Do, reader: sqlite3.Connection) -> None:
    _draft(do)
    _vote(do, _put(do), yes=3)
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "draft", None)]


def test_naming_the_motion_after_it_passed_adopts_too(do: Do, reader: sqlite3.Connection) -> None:
    motion = str(do("motion.put", title="Về nhiệm vụ tháng 12").value)  # of the ordinary kind: it adopts nothing alone
    _vote(do, motion)
    draft = _draft(do)
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "draft", None)]
    do("resolution.change", resolution=draft, motion=motion)
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]


def test_a_draft_written_after_the_vote_takes_the_place_of_the_empty_resolution(
    do: Do, reader: sqlite3.Connection
) -> None:
    _vote(do, _put(do))
    assert _resolutions(reader) == [("Thông qua nghị quyết", "", "adopted", 1)]
    _draft(do)
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]
    do("undo")
    assert _resolutions(reader) == [("Thông qua nghị quyết", "", "adopted", 1)]
    do("redo")
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]


def test_a_draft_named_for_a_motion_takes_the_place_of_what_was_made_of_its_text(
    do: Do, reader: sqlite3.Connection
) -> None:
    motion = _put(do, text="Như dự thảo đã đọc.")
    _vote(do, motion)
    _draft(do, motion=motion)
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]


def test_a_motion_that_adopted_a_draft_does_not_adopt_another(do: Do, reader: sqlite3.Connection) -> None:
    _draft(do)
    motion = _put(do)
    _vote(do, motion)
    with pytest.raises(Refused, match="void its round"):
        _draft(do, "Khác", "Khác.", motion=motion)
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]


def test_what_is_amended_in_the_motion_is_adopted(do: Do, reader: sqlite3.Connection) -> None:
    _draft(do)
    motion = _put(do)
    _vote(do, motion, yes=3)
    do("motion.amend", motion=motion, text="1. Họp thôn.")
    _vote(do, motion)
    assert _resolutions(reader) == [("Nghị quyết tháng 12", "1. Họp thôn.", "adopted", 1)]


def test_an_amendment_that_says_only_what_changes_does_not_replace_the_resolution_and_the_vote_warns(
    do: Do, reader: sqlite3.Connection
) -> None:
    _draft(do)
    motion = _put(do)
    _vote(do, motion, yes=3)
    do("motion.amend", motion=motion, text="Bỏ điểm 2")
    opened = str(do("round.open", motion=motion, method=Method.SHOW_OF_HANDS).value)
    warnings = [str(one) for one in do("round.count_hands", round=opened, yes=7, no=0).warnings]
    assert warnings == ["The resolution has the text of its draft; what was voted on says: “Bỏ điểm 2”."]
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]


def test_what_is_changed_in_the_draft_is_voted_on(do: Do, reader: sqlite3.Connection) -> None:
    draft, motion = _draft(do), _put(do)
    _vote(do, motion, yes=3)
    do("resolution.change", resolution=draft, text="1. Họp thôn.")
    _vote(do, motion)  # a draft changed after its motion failed can be voted on again
    assert _question(reader) == "1. Họp thôn."
    assert _resolutions(reader) == [("Nghị quyết tháng 12", "1. Họp thôn.", "adopted", 1)]


def test_a_motion_of_the_drafts_title_brings_its_text_and_another_title_leaves_the_draft(
    do: Do, reader: sqlite3.Connection
) -> None:
    _draft(do)
    _vote(do, _put(do, "nghị quyết  Tháng 12", text="1. Họp thôn."))
    assert _resolutions(reader) == [("Nghị quyết tháng 12", "1. Họp thôn.", "adopted", 1)]


def test_the_wording_of_the_question_does_not_become_the_resolution(do: Do, reader: sqlite3.Connection) -> None:
    _draft(do)
    _vote(do, _put(do, text="Các đồng chí có nhất trí với dự thảo không?"))
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]


def test_of_several_drafts_each_goes_with_the_motion_of_its_title_or_the_one_named(
    do: Do, reader: sqlite3.Connection
) -> None:
    first, _second = _draft(do, "Một", "a"), _draft(do, "Hai", "b")
    _vote(do, _put(do, "Hai"))
    _vote(do, _put(do, "Thông qua", resolution=first))
    assert _resolutions(reader) == [("Một", "a", "adopted", 2), ("Hai", "b", "adopted", 1)]


def test_an_adopted_resolution_cannot_be_named_for_another_motion(do: Do) -> None:
    draft = _draft(do)
    _vote(do, _put(do))
    with pytest.raises(Refused, match="adopted already"):
        _put(do, "Lại", resolution=draft)


def test_a_void_takes_the_adoption_back_and_a_second_round_adopts_anew(do: Do, reader: sqlite3.Connection) -> None:
    _draft(do)
    motion = _put(do)
    opened = _vote(do, motion)
    do("round.void", round=opened, reason="đếm nhầm")
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "draft", None)]
    do("undo")
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]
    do("round.void", round=opened, reason="đếm nhầm")
    _vote(do, motion)
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]


def test_a_withdrawn_motion_leaves_its_draft_for_the_next(do: Do, reader: sqlite3.Connection) -> None:
    _draft(do)
    do("motion.withdraw", motion=_put(do))
    _vote(do, _put(do, "Biểu quyết nghị quyết"))
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]


def test_a_draft_whose_motion_failed_is_adopted_by_another_motion(do: Do, reader: sqlite3.Connection) -> None:
    _draft(do)
    _vote(do, _put(do), yes=3)
    _vote(do, _put(do, "Biểu quyết lại"))
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]


def test_a_renamed_motion_renames_the_resolution_of_its_name(do: Do, reader: sqlite3.Connection) -> None:
    motion = _put(do, "Nghị quyết tháng 11")
    _draft(do, "Nghị quyết tháng 11")
    do("motion.amend", motion=motion, title="Nghị quyết tháng 12")
    _vote(do, motion)
    assert _resolutions(reader) == [("Nghị quyết tháng 12", DRAFTED, "adopted", 1)]


def test_a_draft_can_be_withdrawn_and_an_adopted_resolution_cannot(do: Do, reader: sqlite3.Connection) -> None:
    do("resolution.withdraw", resolution=_draft(do))
    assert _resolutions(reader) == []
    draft = _draft(do)
    _vote(do, _put(do))
    with pytest.raises(Refused, match="voted on"):
        do("resolution.withdraw", resolution=draft)


def test_a_motion_of_another_meeting_is_not_named(do: Do, meeting: str, clock: object) -> None:
    from datetime import datetime

    from models.domain.clock import VIETNAM

    motion = _put(do)
    other = do("meeting.plan", at=datetime(2027, 1, 3, 14, tzinfo=VIETNAM)).value
    with pytest.raises(Refused, match="another meeting"):
        _draft(do, motion=motion, meeting=other)
