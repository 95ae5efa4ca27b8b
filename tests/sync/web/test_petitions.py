"""Petitions addressed upward: days waiting, the answer, and that it cannot be changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import text

from tests.sync.central import CentralServer
from tests.sync.web.browser import Browser, text_of
from tests.sync.web.committees import PETITION, Committees, report

Browsers = Callable[..., Browser]


def raised(pages: CentralServer, cell: str, name: str, words: str = "Xin sửa đường.") -> dict[str, str]:
    """Let a cell address a petition upward; return what the form of its answer says of it."""
    day = date(2026, 11, 10 + sum(map(ord, name)) % 15)
    report(pages, cell, day, petitions=[PETITION | {"id": name, "text": words}])
    return {"cell": cell, "petition": name}


def kept(pages: CentralServer, name: str) -> tuple[str, bool]:
    """Return a petition's answer, and whether it has one."""
    query = text("SELECT answer, answered_at FROM petition WHERE id = :id")
    row = pages.see(lambda connection: connection.execute(query, {"id": name}).one())
    return row.answer, row.answered_at is not None


def test_a_petition_is_shown_with_the_days_it_waits(browser: Browsers, committees: Committees) -> None:
    page = text_of(browser("officer").get(f"/places/{committees.first}/petitions"))
    assert "Đề nghị sửa đoạn đường 300 m" in page
    assert "34 days waiting" in page  # received on 4 November
    assert "answer wished by 2026-11-30 overdue" in page
    assert "from Lò Thị Mây" in page


def test_an_answer_is_kept_for_the_cell_with_who_gave_it(
    browser: Browsers, pages: CentralServer, committees: Committees
) -> None:
    petition, mine = raised(pages, committees.own, "p-answer"), browser("officer")
    at = f"/places/{committees.first}/petitions"
    done = mine.post(f"{at}/answer", petition | {"answer": "Đã giao\nPhòng Kinh tế."}, at=at)
    assert "The answer is kept" in text_of(done)
    assert kept(pages, "p-answer") == ("Đã giao\nPhòng Kinh tế.", True)
    answered = text_of(mine.get(f"{at}?state=answered"))
    assert "Phòng Kinh tế." in answered
    assert "Đ/c officer" in answered


def test_an_answer_stands(browser: Browsers, pages: CentralServer, committees: Committees) -> None:
    petition, mine = raised(pages, committees.own, "p-stands"), browser("officer")
    at = f"/places/{committees.own}/petitions"
    mine.post(f"{at}/answer", petition | {"answer": "Một."}, at=at)
    again = mine.post(f"{at}/answer", petition | {"answer": "Hai."}, at=at)
    assert (again.status_code, "was answered already" in text_of(again)) == (422, True)
    assert kept(pages, "p-stands") == ("Một.", True)


def test_no_petition_is_closed_without_words_and_none_are_lost(
    browser: Browsers, pages: CentralServer, committees: Committees
) -> None:
    petition, mine = raised(pages, committees.own, "p-empty"), browser("officer")
    at = f"/places/{committees.first}/petitions"
    empty = mine.post(f"{at}/answer", petition | {"answer": " \n "}, at=at)
    assert (empty.status_code, "Write the answer." in text_of(empty)) == (422, True)
    words = "dài " * 1000 + "hết"
    long = mine.post(f"{at}/answer", petition | {"answer": words}, at=at)
    assert (long.status_code, words in long.text) == (422, True)
    assert "<details open>" in long.text
    assert kept(pages, "p-empty") == ("", False)


def test_a_petition_of_another_subtree_is_none(browser: Browsers, pages: CentralServer, committees: Committees) -> None:
    petition, mine = raised(pages, committees.foreign, "p-foreign"), browser("officer")
    at = f"/places/{committees.first}/petitions"
    fields = petition | {"answer": "Không phải việc của tôi."}
    assert mine.post(f"{at}/answer", fields, at=at).status_code == 404
    assert mine.post(f"{at}/answer", fields | {"cell": committees.own}, at=at).status_code == 404
    assert mine.post(f"{at}/answer", fields | {"petition": "../x"}, at=at).status_code == 404
    reader = browser("reader")
    assert reader.post(f"{at}/answer", fields, at=at).status_code == 403
    assert kept(pages, "p-foreign") == ("", False)


def test_what_a_petition_says_is_shown_as_text(browser: Browsers, pages: CentralServer, committees: Committees) -> None:
    raised(pages, committees.foreign, "p-hostile", "<script>alert(1)</script>'; DROP TABLE petition; --")
    page = browser("foreign").get(f"/places/{committees.foreign}/petitions")
    assert "<script>" not in page.text
    assert "DROP TABLE petition" in text_of(page)
