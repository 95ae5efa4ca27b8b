"""The year in acts: points for its sheets, the sheet that is chosen, reviews of members with their ballots."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from models.acts.registry import ActOutcome
from models.domain.bands import Rate
from models.domain.errors import Refused, UnknownRecord
from models.domain.vocabulary import CellKind, Classification, MotionKind, ScoreStage, SheetKind, Status
from models.profiles.loading import load_profile
from models.queries.agenda import agenda
from models.queries.reviews import ReviewedMember, Reviews, member_reviews, ratings
from models.queries.sheets import meeting_sheet, year_sheet
from models.queries.year_points import YearSheet, year_points
from models.store.opening import open_reader
from models.store.store import Store

Do = Callable[..., ActOutcome]
Member = Callable[[str], str]
TODAY = date(2026, 12, 3)
YEAR, FOUR_GOOD, VILLAGE = 2026, SheetKind.FOUR_GOOD, "criteria-four-good-village"
SELF, VOTED = ScoreStage.SELF, ScoreStage.VOTED


@pytest.fixture
def village(cell: Store, do: Do) -> Store:
    do("cell.change", kind=CellKind.VILLAGE)
    return cell


def sheet(store: Store) -> YearSheet:
    reader = open_reader(store.home)
    try:
        return year_points(reader, store.home, FOUR_GOOD, YEAR, TODAY)
    finally:
        reader.close()


def reviews(store: Store) -> Reviews:
    reader = open_reader(store.home)
    try:
        return member_reviews(reader, store.home, YEAR, TODAY)
    finally:
        reader.close()


def reviewed(store: Store, name: str) -> ReviewedMember:
    return next(one for one in reviews(store).members if one.member.full_name.endswith(name))


def test_a_person_gives_the_points_of_a_year_stage_by_stage_with_a_remark(village: Store, do: Do) -> None:
    done = do("year.score", year=YEAR, sheet=FOUR_GOOD, criterion="politics-work", points=9, remark="chắc việc")
    do("year.take_from", year=YEAR, sheet=FOUR_GOOD, source=SELF, stage=VOTED)
    do("year.score", year=YEAR, sheet=FOUR_GOOD, criterion="politics-work", points=8, stage=VOTED)
    given = sheet(village).given
    assert done.label.startswith("gave 9 points for “Leads economic")
    assert (given[SELF]["politics-work"].points, given[SELF]["politics-work"].remark) == (9, "chắc việc")
    assert given[VOTED]["politics-work"].points == 8


def test_taking_the_proposals_is_one_act_that_one_undo_takes_back(village: Store, do: Do) -> None:
    do("year.take_proposals", year=YEAR, sheet=FOUR_GOOD)
    assert sheet(village).given[SELF]["unity-discipline"].points == 6
    do("undo")
    assert sheet(village).given[SELF] == {}


def test_more_points_than_a_line_has_are_refused(village: Store, do: Do) -> None:
    with pytest.raises(Refused, match="has 0 to 10 points; 11 cannot be given"):
        do("year.score", year=YEAR, sheet=FOUR_GOOD, criterion="politics-work", points=11)
    with pytest.raises(UnknownRecord, match="There is no criterion “politics”"):
        do("year.score", year=YEAR, sheet=FOUR_GOOD, criterion="politics", points=1)
    with pytest.raises(Refused, match="26 is no year"):
        do("year.score", year=26, sheet=FOUR_GOOD, criterion="politics-work", points=1)
    with pytest.raises(Refused, match="A meeting has a sheet of its own"):
        do("year.score", year=YEAR, sheet=SheetKind.MEETING_QUALITY, criterion="duration", points=1)


def test_points_that_were_taken_away_come_back_without_their_remark(village: Store, do: Do) -> None:
    do("year.score", year=YEAR, sheet=FOUR_GOOD, criterion="politics-work", points=9, remark="x")
    do("year.clear", year=YEAR, sheet=FOUR_GOOD, criterion="politics-work")
    with pytest.raises(Refused, match="No points are given"):
        do("year.clear", year=YEAR, sheet=FOUR_GOOD, criterion="politics-work")
    do("year.score", year=YEAR, sheet=FOUR_GOOD, criterion="politics-work", points=9)
    assert sheet(village).given[SELF]["politics-work"].remark == ""


def test_a_cell_without_a_type_is_told_how_to_get_its_sheet(cell: Store, do: Do) -> None:
    with pytest.raises(Refused, match="depends on the type of the cell"):
        do("year.take_proposals", year=YEAR, sheet=FOUR_GOOD)


def test_the_sheet_that_was_chosen_counts_but_points_given_keep_theirs(village: Store, meeting: str, do: Do) -> None:
    agency = "criteria-meeting-quality-agency"
    do("sheet.choose", sheet=SheetKind.MEETING_QUALITY, name=agency)
    reader = open_reader(village.home)
    assert meeting_sheet(reader, village.home, meeting).id == agency
    do("year.score", year=YEAR, sheet=FOUR_GOOD, criterion="politics-work", points=9)
    do("sheet.choose", sheet=FOUR_GOOD, name="criteria-four-good-pass-fail")
    assert year_sheet(reader, village.home, FOUR_GOOD, YEAR).id == VILLAGE
    assert year_sheet(reader, village.home, FOUR_GOOD, YEAR - 1).id == "criteria-four-good-pass-fail"
    do("sheet.by_day", sheet=FOUR_GOOD)
    assert year_sheet(reader, village.home, FOUR_GOOD, YEAR - 1).id == VILLAGE
    with pytest.raises(Refused, match="No sheet was chosen"):
        do("sheet.by_day", sheet=FOUR_GOOD)
    with pytest.raises(Refused, match="is a sheet for: quality of a meeting"):
        do("sheet.choose", sheet=FOUR_GOOD, name=agency)
    reader.close()


def test_where_each_line_is_met_or_not_all_of_them_have_to_be(village: Store, do: Do) -> None:
    do("sheet.choose", sheet=FOUR_GOOD, name="criteria-four-good-pass-fail")
    for key in sheet(village).lines:
        do("year.score", year=YEAR, sheet=FOUR_GOOD, criterion=key, points=1)
    met = sheet(village).standing(SELF)
    do("year.score", year=YEAR, sheet=FOUR_GOOD, criterion="unity-rules", points=0)
    missed = sheet(village).standing(SELF)
    assert met is not None
    assert missed is not None
    assert (met.is_met, missed.is_met, missed.missing) == (True, False, 1)


def test_a_review_keeps_what_was_said_proposed_voted_and_decided_apart(cell: Store, member: Member, do: Do) -> None:
    whom = member("Mậu")
    do("review.assess", member=whom, text="Còn chậm báo cáo", rating=Classification.GOOD)
    do("review.comment", member=whom, text="Cần chủ động hơn")
    do("review.propose", member=whom, rating=Classification.GOOD)
    do("review.count", member=whom, convened=9, excellent=1, good=7, completed=1, not_completed=0)
    do("review.superior", member=whom, rating=Classification.COMPLETED)
    found = reviews(cell)
    one = reviewed(cell, "Mậu")
    assert (one.review.self_rating, one.review.proposed) == (Classification.GOOD, Classification.GOOD)
    assert one.review.voted(found.majority) is Classification.GOOD
    assert found.valid_class(one) is Classification.COMPLETED
    do("review.decide", member=whom, rating=Classification.GOOD, on=date(2026, 12, 20))
    one = reviewed(cell, "Mậu")
    assert (found.valid_class(one), one.review.official_on) == (Classification.GOOD, date(2026, 12, 20))
    do("undo")
    assert reviewed(cell, "Mậu").review.official is None


def test_no_audit_line_tells_a_word_of_a_review(cell: Store, member: Member, do: Do) -> None:
    whom = member("Mậu")
    lines = [
        do("review.assess", member=whom, text="Còn chậm báo cáo").label,
        do("review.comment", member=whom, text="Cần chủ động hơn").label,
    ]
    assert lines == [
        "wrote down the self-assessment of Vi Văn Mậu for 2026",
        "wrote down the comments on Vi Văn Mậu for 2026",
    ]
    reader = open_reader(cell.home)
    told = json.dumps(reader.execute("SELECT details FROM journal_entry").fetchall(), ensure_ascii=False)
    reader.close()
    assert "chậm" not in told
    assert "chủ động" not in told


def test_more_votes_than_members_were_convened_are_refused(cell: Store, member: Member, do: Do) -> None:
    counts = {"good": 5, "completed": 0, "not_completed": 0}
    with pytest.raises(Refused, match="10 votes were counted, but 9 members were convened"):
        do("review.count", member=member("Mậu"), convened=9, excellent=5, **counts)
    with pytest.raises(Refused, match="0 or more"):
        do("review.count", member=member("Mậu"), convened=9, excellent=-1, **counts)


def test_a_vote_without_a_majority_for_any_class_is_told(cell: Store, member: Member, do: Do) -> None:
    done = do("review.count", member=member("Mậu"), convened=9, excellent=4, good=4, completed=1, not_completed=0)
    assert "No class has the votes that are needed (2·4 > 9 does not hold)" in str(done.warnings[0])
    assert reviewed(cell, "Mậu").review.voted(reviews(cell).majority) is None


def test_one_excellent_more_than_a_fifth_of_the_good_is_told_with_its_arithmetic(
    cell: Store, member: Member, do: Do
) -> None:
    names = [one.member.id for one in reviews(cell).members]
    for whom in names[:6]:
        do("review.decide", member=whom, rating=Classification.GOOD)
    first = do("review.decide", member=names[6], rating=Classification.EXCELLENT)
    do("review.count", member=names[6], convened=9, excellent=8, good=1, completed=0, not_completed=0)
    second = do("review.decide", member=names[7], rating=Classification.EXCELLENT)
    assert first.warnings == ()
    told = str(second.warnings[0])
    assert "2 excellent; at most 20% of 6 rated good: 20 × 6 / 100 → 1" in told
    assert reviews(cell).limit.over == (names[7],)


def test_the_limit_is_told_too_when_the_last_decision_takes_from_what_it_is_a_share_of(
    cell: Store, member: Member, do: Do
) -> None:
    names = [one.member.id for one in reviews(cell).members]
    for whom in names[:5]:
        do("review.decide", member=whom, rating=Classification.GOOD)
    assert do("review.decide", member=names[5], rating=Classification.EXCELLENT).warnings == ()
    (told,) = do("review.decide", member=names[0], rating=Classification.COMPLETED).warnings
    assert "1 excellent; at most 20% of 4 rated good: 20 × 4 / 100 → 0" in str(told)


def test_who_left_is_not_in_the_figures_of_the_classes(cell: Store, member: Member, do: Do) -> None:
    stays, leaves = member("Mậu"), member("Yến")
    for whom in (stays, leaves):
        do("review.decide", member=whom, rating=Classification.GOOD)
    do("member.status", member=leaves, status=Status.LEFT, since=TODAY)
    reader = open_reader(cell.home)
    try:
        assert set(ratings(reader, YEAR, load_profile(cell.home, TODAY))) == {stays}
    finally:
        reader.close()


def test_the_head_of_the_cell_is_reviewed_first(cell: Store) -> None:
    listed = reviews(cell).members
    assert listed[0].member.office == "secretary"
    assert listed[1].member.office == "deputy_secretary"


def agenda_items(store: Store, meeting: str) -> str:
    reader = open_reader(store.home)
    try:
        return agenda(reader, meeting).items[0].id
    finally:
        reader.close()


def test_a_motion_on_the_proposed_class_is_a_vote_too(cell: Store, meeting: str, member: Member, do: Do) -> None:
    whom = member("Mậu")
    do("review.propose", member=whom, rating=Classification.GOOD)
    item = agenda_items(cell, meeting)
    ordinary = do("motion.put", title="Một việc khác", item=item).value
    with pytest.raises(Refused, match="is no motion on a classification"):
        do("review.by_motion", member=whom, motion=ordinary)
    motion = do("motion.put", title="Xếp loại", kind=MotionKind.CLASSIFICATION, item=item, subject=whom).value
    do("review.by_motion", member=whom, motion=motion)
    one = reviewed(cell, "Mậu")
    assert one.review.by_motion == "draft"
    assert one.review.voted(reviews(cell).majority) is None


def test_an_emptied_review_begins_anew(cell: Store, member: Member, do: Do) -> None:
    with pytest.raises(Refused, match="Nothing is written"):
        do("review.clear", member=member("Mậu"))
    do("review.assess", member=member("Mậu"), text="Còn chậm", rating=Classification.GOOD)
    do("review.clear", member=member("Mậu"))
    assert reviewed(cell, "Mậu").review.self_text == ""
    do("review.propose", member=member("Mậu"), rating=Classification.GOOD)
    assert (reviewed(cell, "Mậu").review.self_text, reviewed(cell, "Mậu").review.self_rating) == ("", None)
    assert reviewed(cell, "Mậu").attendance == Rate(0, 0)
