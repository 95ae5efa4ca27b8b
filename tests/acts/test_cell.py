"""The cell itself: named once, with the body above it."""

from __future__ import annotations

import pytest

from models.domain.errors import Refused
from models.domain.vocabulary import CellKind
from models.queries.people import cell as read_cell


def test_a_cell_is_named_with_the_body_above_it(do, reader):
    do("cell.create", name="Chi bộ Thôn 3", superior="Đảng bộ xã", place="Hà Giang", kind=CellKind.VILLAGE)
    found = read_cell(reader)
    assert (found.name, found.superior, found.code) == ("Chi bộ Thôn 3", "Đảng bộ xã", "CB")
    assert (found.place, found.kind) == ("Hà Giang", CellKind.VILLAGE)


def test_a_store_holds_one_cell(cell, do):
    with pytest.raises(Refused, match="holds Chi bộ Chi cục An toàn vệ sinh thực phẩm already"):
        do("cell.create", name="Chi bộ khác")


@pytest.mark.parametrize("name", ["", " \n ", "x" * 501])
def test_a_cell_needs_a_name_that_can_be_read(name, do, reader):
    with pytest.raises(Refused):
        do("cell.create", name=name)
    with pytest.raises(Refused, match="has no name yet"):
        read_cell(reader)


def test_what_is_known_of_the_cell_changes_piece_by_piece(cell, do, reader):
    do("cell.change", code="ATTP", superior="Đảng ủy các cơ quan tỉnh")
    found = read_cell(reader)
    assert (found.code, found.superior) == ("ATTP", "Đảng ủy các cơ quan tỉnh")
    assert found.name == "Chi bộ Chi cục An toàn vệ sinh thực phẩm"


def test_a_cell_named_without_a_superior_gets_one_later(do, reader):
    do("cell.create", name="Chi bộ")
    do("cell.change", superior="Đảng bộ xã")
    assert read_cell(reader).superior == "Đảng bộ xã"
