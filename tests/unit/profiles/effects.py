"""What each key of a rule profile has for an effect: a row for every key, tried by test_effects.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from models.domain.bands import Rate
from models.domain.methods import Method
from models.domain.vocabulary import (
    AttendanceState,
    CellKind,
    Classification,
    MeetingKind,
    MotionKind,
    MotionState,
    Office,
    ScoreStage,
    SheetKind,
)
from models.profiles.loading import load_profile
from models.queries.agenda import agenda
from models.queries.meeting_checks import committee_warning, length_warning, notice_warning, theme_warning
from models.queries.meetings import meeting
from models.queries.overview import Trend, overview
from models.queries.presenters import presenter_share_warning
from models.queries.reviews import member_reviews
from models.queries.roll_call import electorate_of
from models.queries.score_sheet import score_sheet
from models.queries.scoring import facts
from models.queries.sheets import meeting_sheet
from models.queries.themes import reminders
from models.queries.year_points import year_points
from tests.unit.profiles.changed_cell import DAY, PRESENT, Cell
from tui.home.overview_pane import trend_lines
from tui.home.planning_form import next_common_day

Effect = tuple[str, Callable[[Cell], object], object, object]
"""What a key is changed to, what shows the difference, and what it shows before and after."""


def _regular_months(cell: Cell) -> int:
    cell.hold(5, MeetingKind.REGULAR)
    return cell.year.months_held


def _regular_by_theme(cell: Cell) -> bool:
    cell.hold(5, MeetingKind.THEMATIC)
    return cell.year.regular(5) is not None


def _plan_on_the_fifth(cell: Cell) -> bool:
    at = datetime(2026, 11, 5, 7, tzinfo=UTC)
    return cell.warned("is held by day", "meeting.plan", at=at)


SIZE = 11
"""Members of the cell."""


def _too_short(minutes: int, *, thematic: bool) -> Callable[[Cell], bool]:
    return lambda cell: bool(length_warning(cell.rules, MeetingKind.REGULAR, minutes, SIZE, thematic=thematic))


def _lacks_a_theme(cell: Cell) -> bool:
    view = meeting(cell.reader, cell.meeting)
    return bool(theme_warning(cell.reader, cell.rules, view, thematic=False))


def _committee_missed(cell: Cell) -> bool:
    at = datetime(2026, 12, 3, 7, tzinfo=UTC)
    return bool(committee_warning(cell.reader, cell.rules, MeetingKind.REGULAR, at))


def _notice_late(cell: Cell) -> bool:
    at = datetime(2026, 12, 3, 7, tzinfo=UTC)
    return bool(notice_warning(cell.rules, at, at - timedelta(days=2)))


def _result_late(cell: Cell) -> bool:
    cell.open()
    cell.do("meeting.close", meeting=cell.meeting)
    cell.do("minutes.write", text="Biên bản", meeting=cell.meeting)
    cell.clock.advance(minutes=5 * 24 * 60)
    return cell.warned("goes up 5 days after", "minutes.approve", meeting=cell.meeting)


def _below_target(cell: Cell) -> bool:
    target = overview(cell.reader, cell.store.home, DAY).target_percent
    trend = Trend(meeting(cell.reader, cell.meeting), Rate(17, 20), Rate(1, 17))
    return any("below" in line.plain for line in trend_lines([trend], target))


def _unexcused(cell: Cell) -> bool:
    cell.open()
    return cell.warned(
        "absent without a reason", "attendance.mark", member=cell.member("Mậu"), state=AttendanceState.UNEXCUSED
    )


def _excused_in_a_row(cell: Cell) -> bool:
    cell.open()
    marked = {"member": cell.member("Mậu"), "state": AttendanceState.EXCUSED, "reason": "ốm"}
    return cell.warned("times in a row", "attendance.mark", **marked)


def _online_warned(cell: Cell) -> bool:
    cell.open()
    marked = {"member": cell.member("Mậu"), "state": AttendanceState.PRESENT, "online": True}
    return cell.warned("Online attendance is for cells", "attendance.mark", **marked)


def _asks_for_a_congress(cell: Cell) -> bool:
    cell.do("cell.change", term_ends=DAY + timedelta(days=100))
    told = overview(cell.reader, cell.store.home, DAY).reminders
    return any("no congress is planned" in str(one) for one in told)


def _attendance(cell: Cell) -> tuple[int, int]:
    cell.assemble()
    rate = facts(cell.reader, cell.meeting, cell.rules, cell.store.clock()).attendance
    return rate.numerator, rate.denominator


def _n_of(kind: MotionKind) -> Callable[[Cell], int]:
    def counted(cell: Cell) -> int:
        cell.open()
        cell.do("attendance.mark", member=cell.member("Ân"), state=AttendanceState.EXCUSED, reason="ốm")
        cell.do("attendance.accept_reason", member=cell.member("Ân"))
        return electorate_of(cell.reader, cell.meeting, cell.rules.votes.counting_for(kind)).counted

    return counted


def _electorate(cell: Cell) -> tuple[int, int]:
    """N and the voters present: Ân has not come."""
    cell.assemble()
    found = electorate_of(cell.reader, cell.meeting, cell.rules.votes.counting)
    return found.counted, found.voters_present


def _confirms_several(cell: Cell) -> bool:
    cell.assemble()
    return cell.accepts("motion.put", title="Công nhận hai đồng chí", kind=MotionKind.CONFIRMATION)


def _election_without_quorum(cell: Cell) -> bool:
    cell.assemble()
    return cell.warned("the quorum is", "round.open", motion=cell.put(MotionKind.ELECTION), method=Method.PAPER_BALLOT)


def _regular_without_quorum(cell: Cell) -> bool:
    cell.do("agenda.agree", meeting=cell.meeting)
    for name in PRESENT[:2]:
        marked = {"member": cell.member(name), "state": AttendanceState.EXCUSED, "reason": "ốm"}
        cell.do("attendance.mark", **marked)
    return cell.warned("convened can come", "meeting.open", meeting=cell.meeting)


def _one_teller_is_enough(cell: Cell) -> bool:
    cell.assemble()
    opened = cell.do("round.open", motion=cell.put(MotionKind.ORDINARY), method=Method.PAPER_BALLOT).value
    counted = {"issued": 7, "returned": 7, "yes": 6, "no": 1, "tellers": [cell.member("Yến")]}
    return cell.accepts("round.count_paper", round=opened, **counted)


def _hardly_secret(cell: Cell) -> bool:
    cell.assemble()
    motion = cell.put(MotionKind.ORDINARY)
    return cell.warned("hardly stays secret", "round.open", motion=motion, method=Method.LAPTOP_BALLOT)


def _surplus(cell: Cell) -> bool:
    cell.assemble()
    people = [cell.member(name) for name in PRESENT[:4]]
    bill = {"title": "Bầu", "kind": MotionKind.ELECTION, "seats": 3, "candidates": people}
    return cell.warned("a surplus of", "motion.put", **bill)


def _threshold_among_the_tied(cell: Cell) -> str:
    cell.assemble()
    cell.mark(AttendanceState.ELSEWHERE, "Ân")  # N = 7: four are a majority
    cell.put(MotionKind.ELECTION, seats=2, candidates=[cell.member(name) for name in PRESENT[2:5]])
    cell.count_hands((5, 4, 4))
    cell.do("round.open", motion=cell.motion.id)
    return cell.motion.rounds[-1].threshold


def _usual_surplus(cell: Cell) -> bool:
    cell.assemble()
    candidates = [cell.member(name) for name in ("Ánh", "Dung", "Đức")]
    bill = {"title": "Bầu", "kind": MotionKind.ELECTION, "seats": 1, "candidates": candidates}
    return cell.warned("up to 15% is usual", "motion.put", **bill)


def _has_two_boxes(cell: Cell) -> bool:
    cell.assemble()
    cell.put(MotionKind.ELECTION, seats=2)
    cell.do("round.open", motion=cell.motion.id, method=Method.PAPER_BALLOT)
    return cell.motion.rounds[0].per_name


def _stands_by_three_of_eight(cell: Cell) -> bool:
    cell.assemble()
    cell.put(MotionKind.ELECTION)
    arguments = {"motion": cell.motion.id, "member": cell.member("Mậu"), "votes": 3}
    return not cell.warned("are needed", "motion.nominate", **arguments)


def _forms_against(name: str) -> Callable[[Cell], int]:
    def count(cell: Cell) -> int:
        cell.assemble()
        cell.put(MotionKind.DISCIPLINE, subject=cell.member(name))
        return len(cell.motion.options)

    return count


def _discipline(cell: Cell) -> MotionState:
    cell.assemble()
    cell.mark(AttendanceState.ELSEWHERE, "Ân")
    cell.put(MotionKind.DISCIPLINE)
    cell.count_hands((2, 3, 2, 0))
    return cell.motion.state


def _threshold_of(kind: MotionKind) -> Callable[[Cell], str]:
    def shows(cell: Cell) -> str:
        cell.assemble()
        cell.put(kind)
        return cell.motion.threshold

    return shows


def _hands_warned_of(kind: MotionKind) -> Callable[[Cell], bool]:
    def shows(cell: Cell) -> bool:
        cell.assemble()
        motion = cell.put(kind)
        return cell.warned("by another method", "round.open", motion=motion, method=Method.SHOW_OF_HANDS)

    return shows


def _reminder_of_the_review(cell: Cell) -> bool:
    cell.open()
    told = [str(one) for one in reminders(cell.reader, cell.store.home, DAY)]
    return any("goes out 3 working days before" in one for one in told)


def _second_reviewed(cell: Cell) -> bool:
    """Whether the second who is reviewed is the deputy secretary."""
    listed = member_reviews(cell.reader, cell.store.home, 2026, DAY).members
    return listed[1].member.office is Office.DEPUTY_SECRETARY


def _too_many_excellent(cell: Cell) -> bool:
    for name in PRESENT[1:6]:
        cell.do("review.decide", member=cell.member(name), rating=Classification.GOOD)
    decided = {"member": cell.member("Ánh"), "rating": Classification.EXCELLENT}
    return cell.warned("More are excellent than may be", "review.decide", **decided)


def _class_of_85(cell: Cell) -> str:
    cell.do("cell.change", kind=CellKind.VILLAGE)
    sheet = year_points(cell.reader, cell.store.home, SheetKind.FOUR_GOOD, 2026, DAY)
    return sheet.bands.grade_of(85).name


def _quality_of_85(cell: Cell) -> str:
    sheet = meeting_sheet(cell.reader, cell.store.home, cell.meeting)
    return score_sheet(cell.reader, cell.meeting, sheet, cell.rules, cell.store.clock()).bands.grade_of(85).name


def _four_good_without_points(cell: Cell) -> bool:
    cell.do("cell.change", kind=CellKind.VILLAGE)
    standing = year_points(cell.reader, cell.store.home, SheetKind.FOUR_GOOD, 2026, DAY).standing(ScoreStage.SELF)
    assert standing is not None
    return standing.missing == 95


def _replanned(name: str) -> Callable[[Cell], object]:
    """Return what a meeting that is planned now takes from the rules."""

    def shows(cell: Cell) -> object:
        cell.meeting = str(cell.do("meeting.plan", at=datetime(2026, 12, 10, 7, tzinfo=UTC)).value)
        return getattr(cell.planned, name)

    return shows


TWO_THIRDS, HALF, ALL = "at least 2/3", "more than 1/2", '"at least 9/10"'
HANDS, PAPER = '["show_of_hands"]', '["paper_ballot"]'

EFFECTS: dict[str, Effect] = {
    "meetings.regular_per_month": ("2", _regular_months, 1, 0),
    "meetings.common_day": ("5", lambda cell: next_common_day(cell.rules, DAY).day, 3, 5),
    "meetings.common_day_latest": ("4", _plan_on_the_fifth, False, True),
    "meetings.regular_minutes": ("60", _too_short(80, thematic=False), True, False),
    "meetings.regular_with_theme_minutes": ("100", _too_short(110, thematic=True), True, False),
    "meetings.minutes_by_size": (
        "[{ to = 11, regular = 60, with_theme = 90 }]",
        _too_short(80, thematic=False),
        True,
        False,
    ),
    "meetings.thematic_per_quarter": ("0", _lacks_a_theme, True, False),
    "meetings.theme_replaces_regular": ("true", _regular_by_theme, False, True),
    "meetings.committee_meets_first": ("false", _committee_missed, True, False),
    "meetings.material_notice_days": ("3", _notice_late, False, True),
    "meetings.result_days": ("9", _result_late, True, False),
    "meetings.presenter_share_percent_max": (
        "90",
        lambda cell: presenter_share_warning(agenda(cell.reader, cell.meeting), cell.rules) is None,
        False,
        True,
    ),
    "meetings.congress_reminder_days": ("10", _asks_for_a_congress, True, False),
    "attendance.target_percent": ("80", _below_target, True, False),
    "attendance.unexcused_max": ("1", _unexcused, True, False),
    "attendance.consecutive_excused_max": ("0", _excused_in_a_row, False, True),
    "attendance.exempt_in_denominator": ("true", _attendance, (8, 10), (8, 11)),
    "attendance.online_above_percent": ("0", _online_warned, True, False),
    "votes.probationary_vote": ("true", _electorate, (8, 7), (10, 8)),
    "votes.absent_in_n": ("false", _electorate, (8, 7), (7, 7)),
    "votes.elsewhere_in_n": ("true", _electorate, (8, 7), (9, 7)),
    "votes.absent_exempt_in_n": ("true", _electorate, (8, 7), (9, 7)),
    **{
        f"votes.excused_whole_in_n.{kind}": ("true" if kind is MotionKind.ELECTION else "false", _n_of(kind), *numbers)
        for kind in MotionKind
        for numbers in [(7, 8) if kind is MotionKind.ELECTION else (8, 7)]
    },
    "votes.one_person_at_a_time": ('["admission"]', _confirms_several, False, True),
    "votes.congress_quorum": (ALL, _election_without_quorum, False, True),
    "votes.regular_quorum": (ALL, _regular_without_quorum, False, True),
    "votes.tellers": ("1", _one_teller_is_enough, False, True),
    "votes.giveaway_voters_min": ("8", _hardly_secret, False, True),
    "votes.surplus_percent_max": ("40", _surplus, True, False),
    "votes.surplus_percent_usual": ("10", _usual_surplus, True, False),
    "votes.per_name_without_surplus": ("false", _has_two_boxes, True, False),
    "votes.floor_nomination": ('"more than 1/2"', _stands_by_three_of_eight, True, False),
    "votes.discipline_forms.probationary": ('["reprimand"]', _forms_against("Hiệp"), 2, 1),
    "votes.discipline_forms.without_office": ('["reprimand"]', _forms_against("Hương"), 3, 1),
    "votes.discipline_forms.with_office": ('["reprimand"]', _forms_against("Đức"), 4, 1),
    "votes.tie_needs_majority": ("true", _threshold_among_the_tied, "", "more than 1/2"),
    "votes.discipline_accumulates": ("false", _discipline, MotionState.PASSED, MotionState.FAILED),
    "review.notice_working_days": ("5", _reminder_of_the_review, True, False),
    "review.head_first": ("false", _second_reviewed, True, False),
    "review.excellent_percent_max": ("10", _too_many_excellent, False, True),
    "review.classification": (
        "{ excellent = 80, good = 70, completed = 50, not_completed = 0 }",
        _class_of_85,
        "good",
        "excellent",
    ),
    "review.meeting_quality": (
        "{ good = 80, fairly_good = 70, average = 50, poor = 0 }",
        _quality_of_85,
        "fairly_good",
        "good",
    ),
    "review.four_good_points": ("90", _four_good_without_points, True, False),
    "speaking.present_only": ("false", _replanned("present_only"), True, False),
    "speaking.unspoken_first": ("false", _replanned("unspoken_first"), True, False),
    "speaking.planned_speech_seconds": ("120", _replanned("planned_speech_seconds"), 180, 120),
}
SHIPPED_VOTES = load_profile(None, DAY).votes
for kind in MotionKind:
    majority = str(SHIPPED_VOTES.thresholds[kind].value)
    other = TWO_THIRDS if majority == HALF else HALF
    by_hands = Method.SHOW_OF_HANDS in SHIPPED_VOTES.methods[kind].value
    EFFECTS |= {
        f"votes.thresholds.{kind}": (f'"{other}"', _threshold_of(kind), majority, other),
        f"votes.methods.{kind}": (PAPER if by_hands else HANDS, _hands_warned_of(kind), not by_hands, by_hands),
    }
