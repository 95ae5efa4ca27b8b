"""The cell and its people as they stand on a day."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.errors import Refused
from models.domain.vocabulary import Office, Status
from models.queries.people import cell as read_cell
from models.queries.people import existing_members, find_cell, members, offices_on

TODAY = date(2026, 12, 3)


def test_a_store_without_a_name_says_how_to_begin(store, reader):
    assert find_cell(reader) is None
    with pytest.raises(Refused, match="chibo init"):
        read_cell(reader)


def test_members_are_listed_by_given_name(cell, reader):
    names = [view.full_name.split()[-1] for view in members(reader, TODAY)]
    assert names == ["Ánh", "Ân", "Dung", "Đức", "Hạnh", "Hiệp", "Hương", "Mậu", "Ơn", "Trình", "Ý", "Yến"]


def test_before_joining_a_member_has_no_standing(cell, reader):
    views = {view.full_name: view for view in members(reader, date(2026, 5, 18))}
    assert views["Ma Ngọc Hiệp"].standing is None
    assert views["Vi Văn Mậu"].standing is Status.OFFICIAL


def test_an_office_is_that_of_its_holder_alone(cell, member, reader):
    assert offices_on(reader, TODAY)[member("Dung")] is Office.DEPUTY_SECRETARY
    assert member("Yến") not in offices_on(reader, TODAY)


def test_members_are_given_in_the_terms_of_a_roster_with_those_who_left(cell, do, member, reader):
    do("member.status", member=member("Mậu"), status=Status.LEFT, since=TODAY)
    known = {person.full_name: person for person in existing_members(reader, TODAY)}
    assert known["Vi Văn Mậu"].conditions == (Status.LEFT,)
    assert known["Đặng Đình Trình"].conditions == (Status.ELSEWHERE,)
    assert known["Bùi Thị Ý"].standing is Status.PROBATIONARY
