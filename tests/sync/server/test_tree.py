"""The organisation tree: what may stand below what, found by name or id."""

from __future__ import annotations

import pytest

from models.domain.errors import Refused, UnknownRecord
from sync.server import audit, tree
from sync.vocabulary import OrganisationKind
from sync.web.accounts.access import ReachedPlace
from sync.web.queries.places import all_children, cells_below
from tests.sync.central import Administration

PROVINCE, COMMITTEE, CELL = OrganisationKind.PROVINCE, OrganisationKind.COMMITTEE, OrganisationKind.CELL


@pytest.fixture
def planted(administration: Administration) -> Administration:
    for kind, name, below in (
        (PROVINCE, "Hà Giang", ""),
        (COMMITTEE, "Đảng bộ các cơ quan tỉnh", "Hà Giang"),
        (COMMITTEE, "Đảng bộ Sở Y tế", "Đảng bộ các cơ quan tỉnh"),
        (CELL, "Chi bộ Một", "Đảng bộ Sở Y tế"),
        (PROVINCE, "Cao Bằng", ""),
    ):
        administration.do(tree.add, kind, name, below)
    return administration


def test_the_tree_is_listed_with_each_place_before_those_below_it(planted: Administration) -> None:
    assert [(place.name, place.depth) for place in planted.see(tree.listing)] == [
        ("Cao Bằng", 0),
        ("Hà Giang", 0),
        ("Đảng bộ các cơ quan tỉnh", 1),
        ("Đảng bộ Sở Y tế", 2),
        ("Chi bộ Một", 3),
    ]


def test_a_place_is_found_by_its_id_its_name_and_its_name_without_marks(planted: Administration) -> None:
    place = planted.see(tree.find, "Chi bộ Một")
    assert planted.see(tree.find, place.id) == place == planted.see(tree.find, "chi bo mot")


@pytest.mark.parametrize(
    ("kind", "name", "below"),
    [
        (CELL, "Chi bộ Hai", ""),
        (COMMITTEE, "Đảng bộ", ""),
        (PROVINCE, "Tỉnh", "Hà Giang"),
        (CELL, "Chi bộ Hai", "Chi bộ Một"),
        (CELL, "Chi bộ Một", "Đảng bộ Sở Y tế"),
        (CELL, "  ", "Đảng bộ Sở Y tế"),
        (CELL, "x" * 201, "Đảng bộ Sở Y tế"),
        (CELL, "Chi bộ Hai", "Không có"),
    ],
)
def test_what_cannot_stand_there_is_refused_and_nothing_is_written(
    planted: Administration, kind: OrganisationKind, name: str, below: str
) -> None:
    before = (planted.see(tree.listing), planted.see(audit.lines))
    with pytest.raises(Refused):
        planted.do(tree.add, kind, name, below)
    assert (planted.see(tree.listing), planted.see(audit.lines)) == before


def test_a_place_moves_with_all_below_it(planted: Administration) -> None:
    planted.do(tree.move, "Đảng bộ Sở Y tế", "Cao Bằng")
    listed = [(place.name, place.depth) for place in planted.see(tree.listing)]
    assert listed[:3] == [("Cao Bằng", 0), ("Đảng bộ Sở Y tế", 1), ("Chi bộ Một", 2)]


@pytest.mark.parametrize("below", ["Đảng bộ Sở Y tế", "Đảng bộ các cơ quan tỉnh", "Chi bộ Một"])
def test_no_place_moves_below_itself_or_below_a_cell(planted: Administration, below: str) -> None:
    with pytest.raises(Refused):
        planted.do(tree.move, "Đảng bộ các cơ quan tỉnh", below)


def test_a_name_that_two_places_have_asks_for_the_id(planted: Administration) -> None:
    planted.do(tree.add, CELL, "Chi bộ Một", "Cao Bằng")
    with pytest.raises(UnknownRecord, match="Give its id"):
        planted.see(tree.find, "Chi bộ Một")


def test_only_a_cell_is_taken_for_one(planted: Administration) -> None:
    with pytest.raises(Refused, match="no cell"):
        planted.see(tree.find_cell, "Hà Giang")


def test_the_audit_log_names_what_was_added_and_moved_by_id_alone(planted: Administration) -> None:
    planted.do(tree.move, "Đảng bộ Sở Y tế", "Cao Bằng")
    newest = planted.see(audit.lines, limit=1)[0]
    assert (newest.event, newest.actor) == ("org.moved", "admin")
    assert newest.subject == planted.see(tree.find, "Đảng bộ Sở Y tế").id
    assert "Đảng" not in repr(planted.see(audit.lines))


def test_places_are_listed_in_the_order_of_the_alphabet_and_of_numbers(planted: Administration) -> None:
    right = ["Ấp Một", "Bản Mồng", "Chi bộ 2", "Chi bộ 10", "Đồng Văn"]
    for name in reversed(right):
        planted.do(tree.add, OrganisationKind.CELL, name, "Cao Bằng")
    place = planted.see(tree.find, "Cao Bằng")
    top = ReachedPlace(place.id, place.name, place.kind)
    assert [one.name for one in planted.see(all_children, top)] == right
    assert [one.name for one in planted.see(cells_below, top, 1)] == right
    assert [one.name for one in planted.see(tree.listing) if one.name in right] == right
