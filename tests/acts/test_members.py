"""Members added one by one: what they are from when to when, and what office they hold."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.acts.words import perform_words
from models.domain.errors import Refused
from models.domain.vocabulary import Office, Status
from models.queries.people import members, offices_on, statuses_on
from models.store.export import export_text

TODAY = date(2026, 12, 3)


@pytest.fixture
def on(reader, member):
    """The statuses of a member by name on a day."""
    return lambda name, day: set(statuses_on(reader, day).get(member(name), ()))


def test_a_member_with_an_official_date_is_official_and_was_probationary_before(cell, do, on):
    do("member.add", name="Hà Thị Bé", joined=date(2025, 3, 1), official=date(2026, 3, 1))
    assert on("Bé", date(2025, 2, 28)) == set()
    assert on("Bé", date(2026, 2, 28)) == {Status.PROBATIONARY}
    assert on("Bé", date(2026, 3, 1)) == {Status.OFFICIAL}


def test_a_member_without_an_official_date_is_probationary(cell, do, on):
    do("member.add", name="Hà Thị Bé", joined=date(2026, 3, 1))
    assert on("Bé", TODAY) == {Status.PROBATIONARY}


def test_nobody_is_added_twice_however_the_name_is_written(cell, do):
    with pytest.raises(Refused, match="Bùi Thị Ý with that birth date is in the roster already"):
        do("member.add", name="BÙI THỊ Ý", born=date(2000, 11, 28))


def test_a_condition_is_no_standing(cell, do):
    with pytest.raises(Refused, match="give “exempt” afterwards"):
        do("member.add", name="Hà Thị Bé", standing=Status.EXEMPT)


def test_a_corrected_date_moves_the_standing_with_it(cell, do, on, member):
    do("member.change", member=member("Yến"), official=date(2017, 11, 19))
    assert on("Yến", date(2017, 11, 18)) == {Status.PROBATIONARY}
    assert on("Yến", date(2017, 11, 19)) == {Status.OFFICIAL}


def test_a_probationary_member_becomes_official_from_a_day_on(cell, do, on, member):
    outcome = do("member.status", member=member("Hiệp"), status=Status.OFFICIAL)
    assert outcome.label == "Ma Ngọc Hiệp: official from 2026-12-03 until …"
    assert on("Hiệp", TODAY - timedelta(days=1)) == {Status.PROBATIONARY}
    assert on("Hiệp", TODAY) == {Status.OFFICIAL}


def test_a_status_given_for_a_time_holds_beside_the_standing_and_ends_by_itself(cell, do, on, member):
    end = date(2027, 2, 1)
    do("member.status", member=member("Mậu"), status=Status.EXEMPT, since=TODAY, until=end, reason="ốm dài ngày")
    assert on("Mậu", end - timedelta(days=1)) == {Status.OFFICIAL, Status.EXEMPT}
    assert on("Mậu", end) == {Status.OFFICIAL}


def test_a_status_that_holds_ends_on_the_day_given(cell, do, on, member):
    do("member.status", member=member("Trình"), status=Status.ELSEWHERE, until=TODAY)
    assert on("Trình", TODAY) == {Status.OFFICIAL}
    assert Status.ELSEWHERE in on("Trình", TODAY - timedelta(days=1))


def test_a_status_is_not_given_twice_nor_ended_without_holding(cell, do, member):
    with pytest.raises(Refused, match=r"Đặng Đình Trình is “.*” already"):
        do("member.status", member=member("Trình"), status=Status.ELSEWHERE)
    with pytest.raises(Refused, match="no end to change"):
        do("member.status", member=member("Mậu"), status=Status.EXEMPT, until=TODAY)


@pytest.mark.parametrize("word", ["-", "–", ""])
def test_the_end_of_what_holds_is_taken_away(cell, on, word):
    end = date(2027, 2, 1)
    perform_words(
        cell, "member.status", {"member": "Mậu", "status": "exempt", "until": "1/2/2027", "since": "1/12/2026"}
    )
    outcome = perform_words(cell, "member.status", {"member": "Mậu", "status": "exempt", "until": word})
    assert outcome.label == "Vi Văn Mậu: exempt from 2026-12-01 until …"
    assert Status.EXEMPT in on("Mậu", end + timedelta(days=400))
    assert not perform_words(cell, "member.status", {"member": "Mậu", "status": "exempt", "until": word}).changed


def test_the_reason_of_what_holds_is_corrected_and_emptied(cell, do, member, reader):
    def reason():
        sql = "SELECT reason FROM member_status WHERE status = 'exempt' AND member_id = ? AND deleted = 0"
        return reader.execute(sql, (member("Mậu"),)).fetchall()

    do("member.status", member=member("Mậu"), status=Status.EXEMPT, since=TODAY, reason="ốm")
    do("member.status", member=member("Mậu"), status=Status.EXEMPT, reason="tuổi cao")
    assert reason() == [("tuổi cao",)]
    perform_words(cell, "member.status", {"member": "Mậu", "status": "exempt", "reason": "-"})
    assert reason() == [("",)]


def test_an_end_is_taken_away_only_of_what_holds_and_of_no_standing(cell, do, member):
    with pytest.raises(Refused, match="no end to change"):
        do("member.status", member=member("Mậu"), status=Status.EXEMPT, until=None)
    with pytest.raises(Refused, match="A standing ends when"):
        do("member.status", member=member("Mậu"), status=Status.OFFICIAL, until=None)


def test_an_office_lasts_no_longer_than_until_the_next_holder(cell, do, member, reader):
    week = TODAY + timedelta(days=7)
    do("member.office", member=member("Ánh"), office=Office.SECRETARY, until=week)
    do("member.office", member=member("Ánh"), office=Office.SECRETARY, until=None)
    assert offices_on(reader, week)[member("Ánh")] is Office.SECRETARY
    do("member.office", member=member("Ánh"), office=Office.SECRETARY, until=week)
    do("member.office", member=member("Dung"), office=Office.SECRETARY, since=week)
    for until in (None, week + timedelta(days=1)):
        with pytest.raises(Refused, match="Dung is the secretary"):
            do("member.office", member=member("Ánh"), office=Office.SECRETARY, until=until)


def test_an_office_lasts_no_longer_than_until_the_members_next_one(cell, do, member):
    week = TODAY + timedelta(days=7)
    do("member.office", member=member("Đức"), office=Office.COMMITTEE_MEMBER, until=week)
    do("member.office", member=member("Đức"), office=Office.DEPUTY_SECRETARY, since=week)
    with pytest.raises(Refused, match="The next one begins on"):
        do("member.office", member=member("Đức"), office=Office.COMMITTEE_MEMBER, until=None)


def test_a_standing_ends_only_by_the_other_or_by_leaving(cell, do, member):
    with pytest.raises(Refused, match="A standing ends when"):
        do("member.status", member=member("Mậu"), status=Status.OFFICIAL, until=TODAY)


def test_whoever_left_is_no_longer_listed_but_kept(cell, do, member, reader):
    do("member.status", member=member("Mậu"), status=Status.LEFT, since=TODAY)
    assert "Vi Văn Mậu" not in [view.full_name for view in members(reader, TODAY)]
    assert "Vi Văn Mậu" in [view.full_name for view in members(reader, TODAY - timedelta(days=1))]
    assert "Vi Văn Mậu" in [view.full_name for view in members(reader, TODAY, with_left=True)]


def test_an_office_takes_the_place_of_the_one_held(cell, do, member, reader):
    do("member.office", member=member("Đức"), office=Office.DEPUTY_SECRETARY, since=TODAY)
    assert offices_on(reader, TODAY)[member("Đức")] is Office.DEPUTY_SECRETARY
    assert offices_on(reader, TODAY - timedelta(days=1))[member("Đức")] is Office.COMMITTEE_MEMBER


def test_a_cell_has_one_secretary_at_a_time(cell, do, member, reader):
    change = {"member": member("Dung"), "office": Office.SECRETARY, "since": TODAY}
    with pytest.raises(Refused, match="Phạm Quốc Ánh is the secretary"):
        do("member.office", **change)
    do("member.office", member=member("Ánh"), office=Office.SECRETARY, until=TODAY)
    do("member.office", **change)
    assert offices_on(reader, TODAY)[member("Dung")] is Office.SECRETARY


def test_an_end_before_the_beginning_is_refused(cell, do, member):
    with pytest.raises(Refused, match="The end must come after"):
        do("member.office", member=member("Yến"), office=Office.COMMITTEE_MEMBER, since=TODAY, until=TODAY)


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("member.status", {"status": Status.OFFICIAL, "since": TODAY}),
        ("member.status", {"status": Status.OFFICIAL, "since": date(2020, 1, 1)}),
        ("member.office", {"office": Office.COMMITTEE_MEMBER}),
        ("member.change", {"name": "Ma Ngọc Hiệp A", "joined": date(2026, 6, 19), "remark": "x"}),
    ],
)
def test_undo_gives_a_member_back_as_it_was(cell, do, member, reader, act, arguments):
    before = export_text(reader)
    do(act, member=member("Hiệp"), **arguments)
    assert export_text(reader) != before
    do("undo")
    assert export_text(reader) == before
