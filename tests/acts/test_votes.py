"""Votes: the scenario's step 7, elections, discipline, and what a count refuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest

from models.acts.registry import ActOutcome
from models.acts.words import perform_words
from models.domain.errors import Refused
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState, Choice, MotionKind, MotionState, RoundState, Status
from models.queries.results import motion_state_text, round_result
from models.queries.votes import MotionView, find_motion, motions
from models.store.export import export_text
from models.store.store import Store

Do = Callable[..., ActOutcome]
Named = Callable[[str], str]


@pytest.fixture
def voting(do: Do, meeting: str, member: Named) -> str:
    """The scenario's meeting, open, its roll called: N is 8, seven voters and Hiệp in the room."""
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    for name, state in (
        ("Trình", AttendanceState.ELSEWHERE),
        ("Ơn", AttendanceState.EXEMPT),
        ("Ân", AttendanceState.EXCUSED),
    ):
        do("attendance.mark", member=member(name), state=state, reason="ốm")
    for name in ("Ánh", "Dung", "Đức", "Hạnh", "Yến", "Mậu", "Hương", "Hiệp"):
        do("attendance.mark", member=member(name), state=AttendanceState.PRESENT)
    return meeting


def _put(do: Do, title: str = "Nghị quyết", **arguments: object) -> str:
    return str(do("motion.put", title=title, **arguments).value)


def _open(do: Do, motion: str, method: Method = Method.SHOW_OF_HANDS) -> str:
    return str(do("round.open", motion=motion, method=method).value)


def _view(reader: sqlite3.Connection, meeting: str, motion: str) -> MotionView:
    return next(view for view in motions(reader, meeting) if view.id == motion)


def test_a_resolution_that_failed_is_amended_and_passes_while_its_first_round_stays_on_record(
    do: Do, voting: str, reader: sqlite3.Connection
) -> None:
    motion = _put(do, kind=MotionKind.RESOLUTION)
    do("round.count_hands", round=_open(do, motion), yes=4, no=2, abstain=1)
    assert _view(reader, voting, motion).state is MotionState.FAILED
    with pytest.raises(Refused, match="stands"):
        _open(do, motion)
    do("motion.amend", motion=motion, text="ít chỉ tiêu hơn")
    do("round.count_hands", round=_open(do, motion), yes=5, no=2)
    first, second = _view(reader, voting, motion).rounds
    assert (first.counted, first.voters_present, first.arithmetic, first.passed) == (8, 7, "2·4 > 8", False)
    assert (second.number, second.arithmetic, second.passed, second.needed) == (2, "2·5 > 8", True, 5)


def test_a_misread_count_is_voided_with_its_reason_and_repeated(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    motion = _put(do, kind=MotionKind.CONFIRMATION, subject=member("Hiệp"))
    tellers = [member("Yến"), member("Hương")]
    papers = {"tellers": tellers, "issued": 7, "returned": 7}
    first = _open(do, motion, Method.PAPER_BALLOT)
    do("round.count_paper", round=first, yes=5, no=2, **papers)
    assert _view(reader, voting, motion).state is MotionState.FAILED
    with pytest.raises(Refused, match="reason"):
        do("round.void", round=first, reason="  ")
    do("round.void", round=first, reason="kiểm phiếu nhầm")
    do("round.count_paper", round=_open(do, motion, Method.PAPER_BALLOT), yes=6, no=1, **papers)
    view = _view(reader, voting, motion)
    assert view.state is MotionState.PASSED
    assert [(one.state, one.arithmetic, one.void_reason) for one in view.rounds] == [
        (RoundState.VOIDED, "3·5 ≥ 2·8", "kiểm phiếu nhầm"),
        (RoundState.COUNTED, "3·6 ≥ 2·8", ""),
    ]
    assert view.rounds[1].tellers == ("Lò Tiến Hương", "Nguyễn Hoàng Yến")


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        ({"issued": 7, "returned": 8, "yes": 6, "no": 2}, "More papers came back than were issued"),
        ({"issued": 8, "returned": 8, "yes": 6, "no": 2}, "Issued ≤ voters present"),
        ({"issued": 7, "returned": 7, "valid": 6, "yes": 5, "no": 1}, "Returned = valid"),
        ({"issued": 7, "returned": 7, "yes": 5, "no": 1}, "Valid = yes"),
    ],
)
def test_papers_that_do_not_add_up_are_refused_with_the_equation_and_change_nothing(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection, numbers: dict[str, int], sentence: str
) -> None:
    opened = _open(do, _put(do), Method.PAPER_BALLOT)
    before = export_text(reader)
    with pytest.raises(Refused, match=sentence):
        do("round.count_paper", round=opened, tellers=[member("Yến"), member("Hương")], **numbers)
    assert export_text(reader) == before


def test_a_candidate_is_no_teller_and_two_are_needed(do: Do, voting: str, member: Named) -> None:
    candidates = [member("Đức"), member("Hạnh")]
    motion = _put(do, kind=MotionKind.ELECTION, seats=1, candidates=candidates)
    opened = _open(do, motion, Method.PAPER_BALLOT)
    papers = {"round": opened, "issued": 7, "returned": 7, "marks": {}}
    with pytest.raises(Refused, match="cannot be a teller"):
        do("round.count_marks", tellers=[member("Đức"), member("Yến")], **papers)
    with pytest.raises(Refused, match="at least 2"):
        do("round.count_marks", tellers=[member("Yến"), member("Yến")], **papers)


def test_who_was_not_counted_is_not_entered_and_has_not_nought(do: Do, voting: str, member: Named) -> None:
    people = [member(name) for name in ("Đức", "Hạnh")]
    motion = _put(do, kind=MotionKind.ELECTION, seats=1, candidates=people)
    opened = _open(do, motion, Method.SHOW_OF_HANDS)
    with pytest.raises(Refused, match="Not entered: Nguyễn Văn Đức, Trần Thị Bích Hạnh"):
        do("round.count_hands_for", round=opened, marks={})


def test_who_stands_in_two_elections_is_meant_in_the_one_that_runs(
    cell: Store, do: Do, voting: str, member: Named
) -> None:
    people = [member(name) for name in ("Đức", "Hạnh")]
    for title in ("Chi ủy", "Bí thư"):
        do("motion.put", title=title, kind=MotionKind.ELECTION, seats=1, candidates=people)
    for title in ("Chi ủy", "Bí thư"):
        perform_words(cell, "round.open", {"motion": title, "method": "show_of_hands"})
        words = {"round": "open", "marks": "Đức=5,Hạnh=2"}
        assert perform_words(cell, "round.count_hands_for", words).changed


def test_nobody_is_named_twice_among_candidates_or_tellers(do: Do, voting: str, member: Named) -> None:
    with pytest.raises(Refused, match="Nguyễn Văn Đức is named twice"):
        _put(do, kind=MotionKind.ELECTION, seats=1, candidates=[member("Đức"), member("Đức")])
    motion = _put(do, kind=MotionKind.ELECTION, seats=1, candidates=[member("Đức")])
    opened = _open(do, motion, Method.PAPER_BALLOT)
    tellers = [member("Yến"), member("Hương"), member("Yến")]
    with pytest.raises(Refused, match="named twice"):
        do("round.count_marks", round=opened, tellers=tellers, issued=7, returned=7, marks={})


def test_elected_is_who_has_over_half_of_all_counted_and_the_highest_marks(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    people = [member(name) for name in ("Đức", "Hạnh", "Mậu")]
    motion = _put(do, kind=MotionKind.ELECTION, seats=2, candidates=people)
    _count_marks(do, member, reader, voting, motion, (4, 5, 5))
    view = _view(reader, voting, motion)
    elected = [one.option.label for one in view.rounds[0].options if one.elected]
    assert elected == ["Trần Thị Bích Hạnh", "Vi Văn Mậu"]
    assert view.rounds[0].arithmetic == "2·5 > 8; 2·5 > 8; 2·4 > 8"
    assert view.state is MotionState.PASSED


def test_only_those_tied_for_the_last_seat_stand_again_and_no_majority_is_needed(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    do("attendance.mark", member=member("Ân"), state=AttendanceState.ELSEWHERE)  # N = 7: four are a majority
    people = [member(name) for name in ("Đức", "Hạnh", "Mậu")]
    motion = _put(do, kind=MotionKind.ELECTION, seats=2, candidates=people)
    _count_marks(do, member, reader, voting, motion, (5, 4, 4))
    assert _view(reader, voting, motion).state is MotionState.RE_BALLOT
    _count_marks(do, member, reader, voting, motion, (3, 2))
    first, second = _view(reader, voting, motion).rounds
    assert [one.option.label for one in first.options if one.elected] == ["Nguyễn Văn Đức"]
    assert [one.option.label for one in second.options] == ["Trần Thị Bích Hạnh", "Vi Văn Mậu"]
    assert [one.elected for one in second.options] == [True, False]
    assert (second.seats, second.threshold, second.needed) == (1, "", None)
    assert _view(reader, voting, motion).state is MotionState.PASSED


def test_an_election_with_a_seat_left_open_has_not_passed_and_goes_on_for_that_seat(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    people = [member(name) for name in ("Đức", "Hạnh", "Mậu")]
    motion = _put(do, kind=MotionKind.ELECTION, seats=2, candidates=people)
    _count_marks(do, member, reader, voting, motion, (6, 4, 3))
    view = _view(reader, voting, motion)
    assert (view.state, view.rounds[0].passed) == (MotionState.RE_BALLOT, False)
    assert motion_state_text(view) == "elected 1 of 2, one seat open"
    _count_marks(do, member, reader, voting, motion, (5, 2))
    view = _view(reader, voting, motion)
    assert [one.option.label for one in view.rounds[1].options] == ["Trần Thị Bích Hạnh", "Vi Văn Mậu"]
    assert (view.rounds[1].seats, view.rounds[1].needed) == (1, 5)
    assert (view.state, motion_state_text(view)) == (MotionState.PASSED, "elected 2 of 2")
    do("round.void", round=view.rounds[1].id, reason="nhầm")
    assert _view(reader, voting, motion).state is MotionState.RE_BALLOT
    do("round.void", round=view.rounds[0].id, reason="nhầm")
    assert _view(reader, voting, motion).state is MotionState.OPEN


def test_a_voided_second_ballot_is_repeated_among_the_tied_alone(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    do("attendance.mark", member=member("Ân"), state=AttendanceState.ELSEWHERE)
    people = [member(name) for name in ("Đức", "Hạnh", "Mậu")]
    motion = _put(do, kind=MotionKind.ELECTION, seats=2, candidates=people)
    _count_marks(do, member, reader, voting, motion, (5, 4, 4))
    _count_marks(do, member, reader, voting, motion, (3, 2))
    first, second = _view(reader, voting, motion).rounds
    with pytest.raises(Refused, match="Round 2 was held after this one"):
        do("round.void", round=first.id, reason="nhầm")
    do("round.void", round=second.id, reason="nhầm")
    assert _view(reader, voting, motion).state is MotionState.RE_BALLOT
    _count_marks(do, member, reader, voting, motion, (2, 3))
    last = _view(reader, voting, motion).rounds[-1]
    assert [(one.option.label, one.elected) for one in last.options] == [
        ("Trần Thị Bích Hạnh", False),
        ("Vi Văn Mậu", True),
    ]
    assert (last.number, last.seats, last.threshold) == (3, 1, "")


def test_a_presidium_is_elected_by_show_of_hands(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    motion = _put(do, kind=MotionKind.ELECTION, seats=1, candidates=[member("Đức"), member("Hạnh")])
    opened = _open(do, motion)
    first, second = (option.id for option in _view(reader, voting, motion).options)
    with pytest.raises(Refused, match="Several options"):
        do("round.count_hands", round=opened, yes=6, no=1)
    with pytest.raises(Refused, match="8 > 7"):
        do("round.count_hands_for", round=opened, marks={first: 8})
    with pytest.raises(Refused, match="8 > 1·7"):
        do("round.count_hands_for", round=opened, marks={first: 6, second: 2})
    do("round.count_hands_for", round=opened, marks={first: 6, second: 1})
    view = _view(reader, voting, motion)
    assert [(one.marks, one.elected) for one in view.rounds[0].options] == [(6, True), (1, False)]
    assert view.state is MotionState.PASSED


def test_several_options_are_counted_as_such_and_one_question_as_one(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    papers = {"tellers": [member("Yến"), member("Hương")], "issued": 7, "returned": 7}
    question = _open(do, _put(do), Method.PAPER_BALLOT)
    with pytest.raises(Refused, match="one question"):
        do("round.count_marks", round=question, marks={}, **papers)
    do("round.count_paper", round=question, yes=5, no=2, **papers)
    election = _put(do, kind=MotionKind.ELECTION, seats=1, candidates=[member("Đức"), member("Hạnh")])
    with pytest.raises(Refused, match="one question only"):
        _open(do, election, Method.BY_NAME)
    opened = _open(do, election, Method.PAPER_BALLOT)
    with pytest.raises(Refused, match="Several options"):
        do("round.count_paper", round=opened, yes=5, no=2, **papers)
    assert _view(reader, voting, election).state is MotionState.OPEN


def test_who_is_no_official_member_cannot_be_elected_and_that_is_warned_of(do: Do, voting: str, member: Named) -> None:
    outcome = do("motion.put", title="Bầu", kind=MotionKind.ELECTION, seats=1, candidates=[member("Hiệp")])
    assert [str(warning) for warning in outcome.warnings] == [
        "Ma Ngọc Hiệp is no official member and cannot be elected."
    ]
    assert outcome.warnings[0].citation


def test_a_motion_that_passed_is_not_amended_until_its_round_is_voided(
    do: Do, voting: str, reader: sqlite3.Connection
) -> None:
    motion = _put(do)
    opened = _open(do, motion)
    with pytest.raises(Refused, match="open"):
        do("motion.amend", motion=motion, title="khác")
    do("round.count_hands", round=opened, yes=5, no=2)
    with pytest.raises(Refused, match="has passed"):
        do("motion.amend", motion=motion, title="khác")
    do("round.void", round=opened, reason="đếm nhầm")
    do("motion.amend", motion=motion, title="khác")
    assert _view(reader, voting, motion).title == "khác"


def test_voiding_an_earlier_round_does_not_reopen_what_a_later_one_decided(
    do: Do, voting: str, reader: sqlite3.Connection
) -> None:
    motion = _put(do, kind=MotionKind.RESOLUTION)
    do("resolution.draft", title="Nghị quyết tháng 12", motion=motion)
    first = _open(do, motion)
    do("round.count_hands", round=first, yes=4, no=3)
    do("motion.amend", motion=motion, text="ít chỉ tiêu hơn")
    do("round.count_hands", round=_open(do, motion), yes=5, no=2)
    with pytest.raises(Refused, match="Round 2"):
        do("round.void", round=first, reason="đếm nhầm")
    assert _view(reader, voting, motion).state is MotionState.PASSED
    assert reader.execute("SELECT state FROM resolution").fetchone() == ("adopted",)


def _count_marks(
    do: Do, member: Named, reader: sqlite3.Connection, meeting: str, motion: str, votes: tuple[int, ...]
) -> None:
    opened = _open(do, motion, Method.PAPER_BALLOT)
    current = _view(reader, meeting, motion).open_round
    assert current is not None
    marks = {one.option.id: count for one, count in zip(current.options, votes, strict=True)}
    tellers = [member("Yến"), member("Hương")]
    do("round.count_marks", round=opened, tellers=tellers, issued=7, returned=7, marks=marks)


def test_votes_for_discipline_accumulate_from_the_severest_down(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    motion = _put(do, kind=MotionKind.DISCIPLINE, subject=member("Đức"))
    options = {option.word: option.id for option in _view(reader, voting, motion).options}
    marks = {options["reprimand"]: 2, options["warning"]: 3, options["dismissal"]: 2}
    papers = {"tellers": [member("Yến"), member("Dung")], "issued": 7, "returned": 7}
    do("round.count_marks", round=_open(do, motion, Method.PAPER_BALLOT), marks=marks, **papers)
    view = _view(reader, voting, motion)
    assert [one.option.label for one in view.rounds[0].options if one.elected] == ["formal warning"]
    assert view.rounds[0].arithmetic == "3·0 ≥ 2·8; 2·2 > 8; 2·3 > 8; 2·2 > 8; 2·2 > 8; 2·5 > 8"
    assert view.state is MotionState.PASSED


def test_a_show_of_hands_by_name_keeps_the_names(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    motion = _put(do)
    votes = {member("Yến"): Choice.YES, member("Mậu"): Choice.NO}
    with pytest.raises(Refused, match="Hiệp"):
        do("round.count_names", round=_open(do, motion, Method.BY_NAME), votes={member("Hiệp"): Choice.YES})
    opened = _view(reader, voting, motion).open_round
    assert opened is not None
    do("round.count_names", round=opened.id, votes=votes)
    assert dict(_view(reader, voting, motion).rounds[0].named) == votes


def test_a_count_is_not_undone_but_opening_a_round_is(do: Do, voting: str, reader: sqlite3.Connection) -> None:
    motion = _put(do)
    opened = _open(do, motion)
    do("undo")
    assert _view(reader, voting, motion).rounds == ()
    do("redo")
    do("round.count_hands", round=opened, yes=5, no=2)
    with pytest.raises(Refused, match="void the round"):
        do("undo")


def test_only_one_round_is_open_at_a_time(do: Do, voting: str) -> None:
    _open(do, _put(do, "một"))
    with pytest.raises(Refused, match="Another round is open"):
        _open(do, _put(do, "hai"))


def test_a_secret_result_that_all_share_is_warned_of(do: Do, voting: str, member: Named) -> None:
    opened = _open(do, _put(do), Method.PAPER_BALLOT)
    tellers = [member("Yến"), member("Hương")]
    outcome = do("round.count_paper", round=opened, tellers=tellers, issued=7, returned=7, yes=7, no=0)
    assert "agree" in str(outcome.warnings[0])


def test_an_election_by_hands_is_warned_of_and_goes_on(do: Do, voting: str, member: Named) -> None:
    motion = _put(do, kind=MotionKind.ELECTION, seats=1, candidates=[member("Đức")])
    outcome = do("round.open", motion=motion, method=Method.SHOW_OF_HANDS)
    assert outcome.warnings
    assert outcome.warnings[0].citation


def test_a_passed_motion_adopts_its_resolution_with_the_next_number(
    do: Do, voting: str, reader: sqlite3.Connection
) -> None:
    motion = _put(do, kind=MotionKind.RESOLUTION)
    do("resolution.draft", title="Nghị quyết tháng 12", motion=motion)
    opened = _open(do, motion)
    do("round.count_hands", round=opened, yes=5, no=2)
    row = reader.execute("SELECT state, number FROM resolution").fetchone()
    assert row == ("adopted", 1)
    do("round.void", round=opened, reason="đếm nhầm")
    assert reader.execute("SELECT state, number FROM resolution").fetchone() == ("draft", None)


def test_a_motion_is_found_by_number_or_words(do: Do, voting: str, reader: sqlite3.Connection) -> None:
    first, second = _put(do, "Nghị quyết tháng"), _put(do, "Công nhận chính thức")
    assert find_motion(reader, voting, "1") == first
    assert find_motion(reader, voting, "chinh thuc") == second


def test_the_text_that_is_voted_on_stands_until_the_count_whichever_way_it_would_be_changed(
    cell: Store, do: Do, voting: str
) -> None:
    draft = do("resolution.draft", title="Nghị quyết tháng 12", text="Bản một").value
    other = do("resolution.draft", title="Nghị quyết khác", text="Bản khác").value
    motion = _put(do)
    do("resolution.change", resolution=draft, motion=motion)
    do("resolution.change", resolution=draft, text="Bản hai")
    opened = _open(do, motion)
    changes: tuple[tuple[str, dict[str, object]], ...] = (
        ("resolution.change", {"resolution": draft, "text": "Bản ba"}),
        ("resolution.change", {"resolution": draft, "title": "Tên khác"}),
        ("resolution.change", {"resolution": draft, "motion": None}),
        ("resolution.change", {"resolution": other, "motion": motion}),
        ("motion.amend", {"motion": motion, "text": "Câu khác"}),
        ("undo", {"number": _number_of(cell, "resolution.change")}),
    )
    for act, arguments in changes:
        with pytest.raises(Refused, match=r"voted on|is open"):
            do(act, **arguments)
    do("resolution.change", resolution=other, text="Không liên quan")
    do("round.count_hands", round=opened, yes=3, no=4)
    do("resolution.change", resolution=draft, text="Bản ba")


def _number_of(cell: Store, act: str) -> int:
    with cell.unit("test.read") as unit:
        row = unit.connection.execute("SELECT max(seq) FROM journal_entry WHERE act = ?", (act,)).fetchone()
    return int(row[0])


def test_an_election_without_its_quorum_in_the_room_is_warned_of_when_it_opens(
    do: Do, voting: str, member: Named
) -> None:
    candidates = [member("Đức"), member("Hạnh")]
    motion = _put(do, kind=MotionKind.ELECTION, seats=1, candidates=candidates)
    assert not _quorum_warnings(do("round.open", motion=motion, method=Method.PAPER_BALLOT))
    do("undo")
    for name in ("Yến", "Dung"):
        do("attendance.leave", member=member(name))
    (warning,) = _quorum_warnings(do("round.open", motion=motion, method=Method.PAPER_BALLOT))
    assert "Only 5 of 8 members convened are in the room; the quorum is 6." in warning


def _quorum_warnings(outcome: ActOutcome) -> list[str]:
    return [str(warning) for warning in outcome.warnings if "quorum" in str(warning)]


@pytest.fixture
def of_four(do: Do, meeting: str, member: Named) -> str:
    """A meeting of four official members, the others on probation or away for good: three came, Ân is excused."""
    for name in ("Hạnh", "Yến", "Mậu", "Hương", "Trình", "Ơn"):
        do("member.status", member=member(name), status=Status.LEFT, since=date(2026, 1, 1))
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("attendance.mark", member=member("Ân"), state=AttendanceState.EXCUSED, reason="ốm")
    for name in ("Ánh", "Dung", "Đức"):
        do("attendance.mark", member=member(name), state=AttendanceState.PRESENT)
    return meeting


@pytest.mark.parametrize(
    ("accepted", "elected", "reckoned"),
    [(True, True, "= 4 − 1 excused for the whole meeting"), (False, False, "")],
)
def test_two_of_three_elect_where_the_absence_of_the_fourth_was_accepted(
    do: Do, of_four: str, member: Named, reader: sqlite3.Connection, accepted: bool, elected: bool, reckoned: str
) -> None:
    if accepted:
        do("attendance.accept_reason", member=member("Ân"))
    motion = _put(do, kind=MotionKind.ELECTION, seats=1, candidates=[member("Ánh"), member("Dung")])
    opened = _open(do, motion)
    first, second = (one.option.id for one in _view(reader, of_four, motion).rounds[0].options)
    do("round.count_hands_for", round=opened, marks={first: 2, second: 1})
    found = _view(reader, of_four, motion).rounds[0]
    assert (found.counted, found.options[0].elected) == (3 if accepted else 4, elected)
    assert found.n_text == (f"N = {found.counted}", reckoned)


def test_another_vote_keeps_the_fourth_in_n(do: Do, of_four: str, member: Named, reader: sqlite3.Connection) -> None:
    do("attendance.accept_reason", member=member("Ân"))
    motion = _put(do)
    do("round.count_hands", round=_open(do, motion), yes=2, no=1)
    found = _view(reader, of_four, motion).rounds[0]
    assert (found.counted, found.passed) == (4, False)


def test_a_round_says_in_words_who_is_left_out_of_n(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    do("member.status", member=member("Yến"), status=Status.SUSPENDED, since=date(2026, 11, 1))
    motion = _put(do)
    _open(do, motion)
    n, reckoned = _view(reader, voting, motion).rounds[0].n_text
    assert (n, reckoned) == ("N = 7", "= 10 − 1 suspended − 1 elsewhere − 1 exempt")
    assert len(_view(reader, voting, motion).rounds[0].voters) == 6


def test_who_is_suspended_is_given_no_part_at_the_meeting_but_may_be_disciplined(
    do: Do, voting: str, member: Named
) -> None:
    do("member.status", member=member("Yến"), status=Status.SUSPENDED, since=date(2026, 11, 1))
    with pytest.raises(Refused, match="not invited to meetings"):
        do("meeting.change", minute_taker=member("Yến"))
    outcome = do("motion.put", title="Bầu", kind=MotionKind.ELECTION, seats=1, candidates=[member("Yến")])
    assert any("cannot be elected" in str(one) for one in outcome.warnings)
    assert _put(do, kind=MotionKind.DISCIPLINE, subject=member("Yến"))


def _elect(do: Do, member: Named, *names: str, seats: int) -> str:
    return _put(do, kind=MotionKind.ELECTION, seats=seats, candidates=[member(name) for name in names])


def test_an_election_without_surplus_counts_agree_and_disagree_for_each_name(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    motion = _elect(do, member, "Ánh", "Dung", seats=2)
    opened = _open(do, motion, Method.PAPER_BALLOT)
    round_view = _view(reader, voting, motion).rounds[0]
    assert round_view.per_name
    first, second = (one.option.id for one in round_view.options)
    papers = {"tellers": [member("Yến"), member("Hương")], "issued": 7, "returned": 7}
    with pytest.raises(Refused, match="Agreed \\+ disagreed"):
        do("round.count_marks", round=opened, marks={first: 6, second: 4}, against={first: 2, second: 2}, **papers)
    with pytest.raises(Refused, match="Not entered"):
        do("round.count_marks", round=opened, marks={first: 6, second: 4}, **papers)
    do("round.count_marks", round=opened, marks={first: 6, second: 4}, against={first: 1, second: 2}, **papers)
    counted = _view(reader, voting, motion).rounds[0]
    assert [(one.marks, one.against, one.elected) for one in counted.options] == [(6, 1, True), (4, 2, False)]
    result = round_result(counted)
    assert result is not None
    assert result.word == "elected 1 of 2, one seat open"
    assert "agreed 6/8 (75%), disagreed 1, elected" in result.counts
    again = _open(do, motion, Method.PAPER_BALLOT)
    assert _view(reader, voting, motion).rounds[1].per_name, "one stands again for one seat"
    do("round.void", round=again, reason="thử")


def test_an_election_with_a_surplus_has_one_box_a_name(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    motion = _elect(do, member, "Ánh", "Dung", "Đức", seats=2)
    opened = _open(do, motion, Method.PAPER_BALLOT)
    found = _view(reader, voting, motion).rounds[0]
    marks = {one.option.id: 4 for one in found.options}
    assert not found.per_name
    with pytest.raises(Refused, match="one box for each name"):
        do(
            "round.count_marks",
            round=opened,
            marks=marks,
            against=marks,
            tellers=[member("Yến"), member("Hương")],
            issued=7,
            returned=7,
        )


def test_who_is_nominated_from_the_floor_needs_more_than_three_tenths(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    motion = _elect(do, member, "Ánh", "Dung", seats=2)
    outcome = do("motion.nominate", motion=motion, member=member("Yến"), votes=2)
    assert any("2 of 8 are for Nguyễn Hoàng Yến; to stand, 3 are needed" in str(one) for one in outcome.warnings)
    assert any("a surplus of 1" in str(one) for one in outcome.warnings)
    assert "(2 of 8)" in outcome.label
    do("undo")
    assert not any(
        "to stand" in str(one) for one in do("motion.nominate", motion=motion, member=member("Yến"), votes=3).warnings
    )
    assert [one.label for one in _view(reader, voting, motion).options][-1] == "Nguyễn Hoàng Yến"
    with pytest.raises(Refused, match="named twice"):
        do("motion.nominate", motion=motion, member=member("Yến"), votes=5)
    with pytest.raises(Refused, match="9 of 8"):
        do("motion.nominate", motion=motion, member=member("Mậu"), votes=9)
    _open(do, motion, Method.PAPER_BALLOT)
    assert not _view(reader, voting, motion).rounds[0].per_name, "there is a surplus now"
    with pytest.raises(Refused, match="before its first ballot"):
        do("motion.nominate", motion=motion, member=member("Mậu"), votes=5)


@pytest.mark.parametrize(
    ("subject", "forms", "told"),
    [
        ("Hiệp", ["reprimand", "warning"], "a member on probation"),
        ("Hương", ["reprimand", "warning", "expulsion"], "only who holds an office"),
        ("Dung", ["reprimand", "warning", "dismissal", "expulsion"], ""),
    ],
)
def test_discipline_offers_what_standing_and_office_allow_and_says_why_not_the_rest(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection, subject: str, forms: list[str], told: str
) -> None:
    outcome = do("motion.put", title="Kỷ luật", kind=MotionKind.DISCIPLINE, subject=member(subject))
    assert [one.word for one in _view(reader, voting, str(outcome.value)).options] == forms
    assert [told in str(one) for one in outcome.warnings] == [True] * bool(told)


def test_against_a_member_of_a_higher_committee_the_cell_only_proposes(
    do: Do, voting: str, member: Named, reader: sqlite3.Connection
) -> None:
    arguments = {"title": "Kỷ luật", "kind": MotionKind.DISCIPLINE, "subject": member("Dung")}
    outcome = do("motion.put", higher_committee=True, **arguments)
    assert any("it proposes" in str(one) for one in outcome.warnings)
    assert "proposes" in _view(reader, voting, str(outcome.value)).text


def test_a_member_on_probation_is_not_expelled_without_a_warning(do: Do, voting: str, member: Named) -> None:
    outcome = do("motion.put", title="Khai trừ", kind=MotionKind.EXPULSION, subject=member("Hiệp"))
    assert any("on probation" in str(one) for one in outcome.warnings)
