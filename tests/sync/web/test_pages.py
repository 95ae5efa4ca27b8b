"""Every page of a place: well made, for every language, over both databases; heat map, plots, inspection."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from sync.server import tree
from sync.server.settings import Settings
from sync.web import plots
from sync.web.pages import PAGES
from tests.conftest import FakeClock
from tests.sync.central import CentralServer
from tests.sync.web.browser import Browser, text_of
from tests.sync.web.committees import Committees, furnish, supervisor
from tests.sync.web.pages_read import Page

Browsers = Callable[..., Browser]
OF_CELLS = {"/places/{place}/inspection"}
NOT_OF_CELLS = {"/places/{place}/heat", "/places/{place}/tree"}


def addresses(committees: Committees) -> list[str]:
    """Return every page that is no file, of a committee and of a cell."""
    found = []
    for path, _view in PAGES:
        whole = path.replace("{report}", "m-2026-11-03")
        if "." in path or path.endswith(("/csv", "/xlsx")) or "{" in whole.replace("{place}", ""):
            continue
        if path not in OF_CELLS and "{report}" not in path:
            found.append(whole.format(place=committees.first))
        if path not in NOT_OF_CELLS:
            found.append(whole.format(place=committees.own))
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_well_made_and_each_field_has_its_label(
    browser: Browsers, committees: Committees, language: str
) -> None:
    mine = browser("officer", language)
    for path in ("/sign-in", "/nothing", *addresses(committees)):
        answer = mine.get(path)
        page = Page(answer.text)
        assert (path, page.mistakes) == (path, [])
        assert (path, answer.status_code) == (path, 404 if path == "/nothing" else 200)
        assert f'<html lang="{language}">' in answer.text
        assert (path, "#main" in page.links) == (path, True)


def test_every_link_of_the_pages_leads_somewhere(browser: Browsers, committees: Committees) -> None:
    mine = browser("officer")
    links = {link for path in addresses(committees) for link in Page(mine.get(path).text).links}
    own = {link.removeprefix("/superior") for link in links if link.startswith("/superior/")}
    kinds = {re.sub(r"[0-9a-f-]{36}|m-[0-9-]+|=.*", "*", link): link for link in sorted(own)}
    assert [link for link in kinds.values() if mine.get(link).status_code != 200] == []


def test_every_page_is_the_same_on_postgresql(
    postgres_database: Callable[..., str], tmp_path: Path, clock: FakeClock
) -> None:
    central = CentralServer(Settings(home=tmp_path, database=postgres_database()), clock)
    found = furnish(central, 3)
    supervisor(central, "officer", found.first, "officer")
    try:
        mine = Browser(central.start().url, clock).sign_in("officer")
        for path in addresses(found):
            assert (path, mine.get(path).status_code) == (path, 200)
            assert (path, Page(mine.get(path).text).mistakes) == (path, [])
        at = f"/places/{found.first}/petitions"
        done = mine.post(f"{at}/answer", {"cell": found.own, "petition": "p-1", "answer": "Rồi."}, at=at)
        assert "The answer is kept" in text_of(done)
        mine.http.close()
    finally:
        central.stop()


def test_the_overview_adds_up_what_the_cells_reported(browser: Browsers, committees: Committees) -> None:
    page = text_of(browser("officer").get(f"/places/{committees.first}?period=2026-Q3"))
    assert "Regular meetings held 88.89% 8/9 · 1 late" in page  # Bản Mồng missed September
    assert "Attendance ▼ below the target: 87.5% 133/152 · target 90%" in page
    assert "Chi bộ thôn Lũng Cáng" not in page


def test_the_tree_shows_what_stands_below_a_place_and_no_more(browser: Browsers, committees: Committees) -> None:
    page = text_of(browser("province").get(f"/places/{committees.province}/tree")).partition("Organisation tree")[2]
    assert "Đảng bộ xã Lao Chải 2 cells" in page
    assert page.index("Đảng bộ xã Thanh Thủy 3 cells") < page.index("Chi bộ thôn Nà Ràng")
    own = browser("officer").get(f"/places/{committees.first}/tree")
    assert "Chi bộ thôn Nà Ràng" in own.text
    assert "Lao Chải" not in own.text
    assert browser("officer").get(f"/places/{committees.own}/tree").status_code == 404


def test_the_heat_map_tells_missed_late_and_grade_by_sign_and_word(browser: Browsers, committees: Committees) -> None:
    page = browser("officer").get(f"/places/{committees.first}/heat?period=2026").text
    row = page[page.index("Chi bộ thôn Bản Mồng") :].partition("</tr>")[0]
    marks = re.findall(r'<span aria-hidden="true">(.*?)</span><span class="away">(.*?)</span>', row)
    assert (marks[3], marks[8]) == (("×", "missed"), ("×", "missed"))
    assert marks[11] == ("…", "not held yet this month")
    assert marks[9] == ("A", "held, good")
    late = page[page.index("Chi bộ Trường Tiểu học") :].partition("</tr>")[0]
    assert re.findall(r'class="away">(held late, [a-z ]+)<', late) == ["held late, fairly good", "held late, good"]
    assert f"/places/{committees.own}/reports/m-2026-11-03" in page


def test_a_cell_that_was_closed_is_missed_no_more(
    browser: Browsers, pages: CentralServer, committees: Committees
) -> None:
    pages.do(tree.close, committees.cells[4], "2026-06")
    page = browser("foreign").get(f"/places/{committees.second}/heat?period=2026").text
    row = page[page.index("Chi bộ Trạm Y tế") :].partition("</tr>")[0]
    assert (
        row.count('class="away">not expected to meet') == 1
    )  # December; what was reported before and after stays to be read
    total = page[page.index("<tfoot>") :]
    assert re.findall(r"<td>([^<]*)</td>", total)[:7] == ["2/2"] * 6 + ["2/1"]


def test_the_plots_say_in_words_what_they_show(browser: Browsers, committees: Committees) -> None:
    mine, at = browser("officer"), f"/places/{committees.own}/trends"
    page = mine.get(f"{at}?period=2026-Q1")
    assert '<title id="attendance-title">Attendance, %</title>' in page.text
    assert "2026-01: 94.44%; 2026-02: 88.89%; 2026-03: 83.33%;" in text_of(page)
    assert "No month of this period has begun yet." in text_of(mine.get(f"{at}?period=2030"))


def test_an_inspection_names_what_to_ask_and_who_looked(
    browser: Browsers, pages: CentralServer, committees: Committees
) -> None:
    mine, cell = browser("officer"), committees.cells[1]
    page = text_of(mine.get(f"/places/{cell}/inspection"))
    assert "No regular meeting in: 2026-04, 2026-09" in page
    assert "Attendance is below the target: 88.3%" in page
    assert "Đ/c officer" in text_of(mine.get(f"/places/{cell}/inspection")).partition("Inspected before")[2]
    query = text("SELECT count(*) FROM audit WHERE event = 'cell.inspected' AND cell = :cell")
    assert pages.see(lambda connection: connection.execute(query, {"cell": cell}).scalar()) == 2
    assert mine.get(f"/places/{committees.first}/inspection").status_code == 404


def test_a_line_breaks_where_a_month_has_nothing() -> None:
    plot = plots.line(["2026-01", "2026-02", "2026-03", "2026-04"], [(1, 2), (2, 2), (0, 0), (0, 5)], 90)
    assert [point.month for point in plot.points] == ["2026-01", "2026-02", "2026-04"]
    assert len(plot.runs) == 1
    assert [point.y for point in plot.points] == [117, 14, 220]
    assert plots.height(3, 2) == plots.height(1, 1)  # over 100% stands at the top


def test_bars_fill_a_month_and_skip_what_is_none() -> None:
    plot = plots.bars(["2026-01", "2026-02"], [(1, 2, 0, 1), (0, 0, 0, 0)])
    assert [(bar.grade, bar.count) for bar in plot.bars] == [(1, 1), (2, 2), (4, 1)]
    assert sum(bar.height for bar in plot.bars) == plots.HEIGHT - plots.TOP - plots.BOTTOM
    assert plots.bars([], []).bars == ()
