"""Good practice: praised by the superior, told to all above the cell, withdrawn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.sync.web.browser import Browser, text_of
from tests.sync.web.committees import Committees

Browsers = Callable[..., Browser]
pytestmark = pytest.mark.usefixtures("undecided")


def test_praise_is_told_wherever_the_cell_stands_below_and_nowhere_else(
    officer: Browser, browser: Browsers, committees: Committees
) -> None:
    page = f"/places/{committees.own}/praise"
    written = officer.post(page, {"text": "Mỗi đảng viên một việc.\nGhi vào sổ, báo cáo hằng tháng."})
    assert "The praise stands on this page now." in text_of(written)
    province = browser("province")
    for place in (committees.own, committees.first, committees.province):
        shown = province.get(f"/places/{place}/praise")
        assert "Mỗi đảng viên một việc.\nGhi vào sổ" in shown.text
        assert "Chi bộ thôn Nà Ràng" in text_of(shown)
    for place in (committees.second, committees.cells[1]):
        assert "Mỗi đảng viên" not in text_of(province.get(f"/places/{place}/praise"))


def test_what_is_withdrawn_stands_no_more_and_is_withdrawn_once(
    officer: Browser, browser: Browsers, committees: Committees
) -> None:
    page = f"/places/{committees.own}/praise"
    written = officer.post(page, {"text": "Sinh hoạt đúng ngày."})
    key = written.text.split('name="praise" value="')[1].split('"')[0]
    foreign = browser("foreign")
    other = f"/places/{committees.second}/praise"
    assert foreign.post(f"{other}/withdraw", {"praise": key}, at=other).status_code == 404
    assert "Sinh hoạt đúng ngày." in text_of(officer.get(page))
    committee = f"/places/{committees.first}/praise"
    gone = officer.post(f"{committee}/withdraw", {"praise": key}, at=committee)
    assert "The praise is withdrawn." in text_of(gone)
    assert "Sinh hoạt đúng ngày." not in text_of(officer.get(page))
    assert officer.post(f"{committee}/withdraw", {"praise": key}, at=committee).status_code == 404


def test_praise_needs_words_and_not_too_many(officer: Browser, committees: Committees) -> None:
    page = f"/places/{committees.own}/praise"
    assert "Say what the cell does well." in text_of(officer.post(page, {"text": " \n "}))
    assert "longer than 2000 letters" in text_of(officer.post(page, {"text": "ư" * 2001}))
    assert "No praise stands here yet." in text_of(officer.get(page))
