"""Reports to read: the list, one report, sealed minutes as PDF, acknowledged or returned, official points."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from sync.reports.envelope import EnvelopeVerdict
from sync.reports.files import verify_file
from sync.server import reports as received
from sync.server.reports import Sender
from sync.web.settings import IDLE
from tests.conftest import FakeClock
from tests.sync.central import CentralServer
from tests.sync.reports.papers import KEY, paper
from tests.sync.web.browser import Browser, text_of
from tests.sync.web.committees import Committees, content, report

Browsers = Callable[..., Browser]


@pytest.fixture
def officer(browser: Browsers) -> Browser:
    """An officer of the first committee."""
    return browser("officer")


def one(committees: Committees, month: str) -> str:
    """Return the path of the own cell's report of a month."""
    return f"/places/{committees.own}/reports/m-{month}-03"


def state_of(pages: CentralServer, cell: str, name: str) -> tuple[str, str]:
    """Return the state of a report, as the cell's machine receives it."""
    (found,) = [line for line in pages.see(received.listing, cell) if line.id == name]
    return found.state.value, found.remark


def events(pages: CentralServer, event: str) -> list[tuple[str, str]]:
    """Return cell and subject of what the audit log has of an event."""
    query = text("SELECT cell, subject FROM audit WHERE event = :event ORDER BY number")
    return [tuple(row) for row in pages.see(lambda connection: connection.execute(query, {"event": event}).all())]


def test_the_list_shows_what_nobody_has_read_and_leads_to_it(officer: Browser, committees: Committees) -> None:
    page = officer.get(f"/places/{committees.first}/reports?period=2026-11")
    assert "Chi bộ thôn Nà Ràng" in text_of(page)
    assert one(committees, "2026-11") in page.text
    assert "2026-11-03" in text_of(page)
    assert f"/places/{committees.foreign}" not in page.text
    assert "No report fits" in text_of(officer.get(f"/places/{committees.first}/reports?state=returned&period=2026-01"))


@pytest.mark.parametrize("query", ["state=x", "period=2026-13", "page=0", "page=-1", "page=abc", "page=99999999999"])
def test_an_odd_address_shows_the_list_all_the_same(officer: Browser, committees: Committees, query: str) -> None:
    assert officer.get(f"/places/{committees.first}/reports?{query}").status_code == 200


def test_a_report_is_shown_with_its_minutes_and_its_reading_is_on_record(
    officer: Browser, pages: CentralServer, committees: Committees
) -> None:
    page = text_of(officer.get(one(committees, "2026-10")))
    assert "Chi bộ nghe báo cáo tình hình tháng trước" in page
    assert "14:05–15:40" in page
    assert "Kind of cell: village" in page
    for path in ("", "/inspection"):
        assert "Kind of cell: village" in text_of(officer.get(f"/places/{committees.own}{path}"))
    assert "for 16/18, against 0, abstaining 0, passed" in page
    assert (committees.own, "m-2026-10-03") in events(pages, "report.read")


def test_a_report_is_acknowledged_with_a_remark_once(
    officer: Browser, pages: CentralServer, committees: Committees
) -> None:
    path = one(committees, "2026-09")
    digest = digest_of(officer, path)
    done = officer.post(f"{path}/decision", {"decision": "acknowledge", "remark": "Tốt.", "digest": digest}, at=path)
    assert "The report is acknowledged" in text_of(done)
    assert state_of(pages, committees.own, "m-2026-09-03") == ("acknowledged", "Tốt.")
    again = officer.post(f"{path}/decision", {"decision": "return", "remark": "Không.", "digest": digest}, at=path)
    assert again.status_code == 422
    assert "The report was acknowledged already" in text_of(again)
    assert state_of(pages, committees.own, "m-2026-09-03") == ("acknowledged", "Tốt.")


def test_a_report_goes_back_only_with_a_word_of_why(
    officer: Browser, pages: CentralServer, committees: Committees
) -> None:
    path = one(committees, "2026-08")
    fields = {"decision": "return", "digest": digest_of(officer, path)}
    refused = officer.post(f"{path}/decision", fields | {"remark": "  "}, at=path)
    assert (refused.status_code, "Say what is to be mended" in text_of(refused)) == (422, True)
    long = officer.post(f"{path}/decision", fields | {"remark": "x" * 2001}, at=path)
    assert long.status_code == 422
    assert "x" * 2001 in long.text  # nothing that was typed is lost
    done = officer.post(f"{path}/decision", fields | {"remark": "Thiếu phần\nbiểu quyết."}, at=path)
    assert "goes back with your remark" in text_of(done)
    assert state_of(pages, committees.own, "m-2026-08-03") == ("returned", "Thiếu phần\nbiểu quyết.")


def test_nobody_decides_on_a_version_that_was_not_read(
    officer: Browser, pages: CentralServer, committees: Committees
) -> None:
    path, name = one(committees, "2026-07"), "m-2026-07-03"
    seen = digest_of(officer, path)
    pages.do(received.decide, name, received.ReceivedReportState.RETURNED, "Sửa.", cell=committees.own)
    pages.do(received.put, Sender(committees.own, "machine"), name, paper(answer={"remark": "Sửa."}), 1000)
    late = officer.post(f"{path}/decision", {"decision": "acknowledge", "digest": seen}, at=path)
    assert (late.status_code, "sent another version meanwhile" in text_of(late)) == (422, True)
    assert state_of(pages, committees.own, name)[0] == "sent"


def test_official_points_stand_beside_the_cell_s_own_and_decide_the_grade(
    officer: Browser, pages: CentralServer, committees: Committees
) -> None:
    path = one(committees, "2026-06")
    for points, told in (("", "Give the points."), ("101", "whole points from 0 to 100"), ("4x", "whole points")):
        refused = officer.post(f"{path}/review", {"points": points}, at=path)
        assert (refused.status_code, told in text_of(refused)) == (422, True)
    done = text_of(officer.post(f"{path}/review", {"points": "49", "grounds": "Họp hình thức."}, at=path))
    assert "The official points are kept." in done
    assert "D poor" in done
    assert "official: 49 of 100" in done
    assert "78/100" in done  # the cell's own
    assert (committees.own, "m-2026-06-03") in events(pages, "score.reviewed")
    heat = officer.get(f"/places/{committees.first}/heat").text
    assert ">D</span>" in heat


def test_official_points_may_have_a_half_where_the_cell_s_sheet_has_them(
    browser: Browsers, officer: Browser, pages: CentralServer, committees: Committees
) -> None:
    path, day = one(committees, "2026-03"), date(2026, 3, 3)
    refused = officer.post(f"{path}/review", {"points": "89,5"}, at=path)
    assert (refused.status_code, "whole points from 0 to 100" in text_of(refused)) == (422, True)
    sheet = {"sheet": "own", "stage": "voted", "points": 91, "half": 1, "of": 100, "complete": True, "halves": True}
    name = "m-half"
    pages.do(received.put, Sender(committees.own, "machine"), name, paper(**content(day, score=sheet)), 1000)
    path = path.replace("m-2026-03-03", name)
    assert "of the cell: 91.5 of 100" in text_of(officer.get(path))
    refused = officer.post(f"{path}/review", {"points": "89,3"}, at=path)
    assert (refused.status_code, "whole or with a half, such as 2.5" in text_of(refused)) == (422, True)
    done = text_of(officer.post(f"{path}/review", {"points": "89,5"}, at=path))
    assert "official: 89.5 of 100" in done
    assert "B fairly good" in done
    assert "chính thức: 89,5" in text_of(browser("officer", "vi").get(path))


def test_the_pdf_of_the_minutes_is_what_the_cell_signed(
    officer: Browser, committees: Committees, tmp_path: Path
) -> None:
    answer = officer.get(f"{one(committees, '2026-05')}/minutes.pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="minutes-2026-05-03.pdf"'
    path = tmp_path / "minutes.pdf"
    path.write_bytes(answer.content)
    assert verify_file(path, KEY).verdict is EnvelopeVerdict.WHOLE


def test_the_signed_file_is_given_as_it_came(officer: Browser, pages: CentralServer, committees: Committees) -> None:
    answer = officer.get(f"{one(committees, '2026-05')}/signed.json")
    assert answer.content == pages.see(received.document, "m-2026-05-03", committees.own)


def test_a_reader_reads_and_decides_nothing(browser: Browsers, pages: CentralServer, committees: Committees) -> None:
    reader, path = browser("reader"), one(committees, "2026-04")
    page = reader.get(path)
    assert "/decision" not in page.text
    fields = {"decision": "acknowledge", "digest": digest_of(browser("officer"), path)}
    assert reader.post(f"{path}/decision", fields, at=path).status_code == 403
    assert reader.post(f"{path}/review", {"points": "90"}, at=path).status_code == 403
    assert state_of(pages, committees.own, "m-2026-04-03")[0] == "sent"


def test_a_report_is_found_below_its_own_cell_alone(
    browser: Browsers, officer: Browser, committees: Committees
) -> None:
    foreign = browser("foreign")
    for part in ("", "/minutes.pdf", "/signed.json"):
        assert foreign.get(one(committees, "2026-05") + part).status_code == 404
        assert officer.get(f"/places/{committees.first}/reports/m-2026-05-03{part}").status_code == 404
        assert officer.get(f"/places/{committees.own}/reports/none{part}").status_code == 404


def test_whatever_a_signed_report_holds_it_is_shown_as_text(
    officer: Browser, pages: CentralServer, committees: Committees
) -> None:
    hostile = "<img src=x onerror=alert(1)>{{ 7*7 }}"
    more = {"addenda": [{"text": hostile}, 3], "votes": [{"title": hostile, "rounds": [{"yes": -1}, "x"]}, None],
            "tasks": [], "resolutions": [{"number": "x", "title": hostile}], "speaking": None}  # fmt: skip
    name = report(pages, committees.own, date(2026, 12, 21), **more)
    page = officer.get(f"/places/{committees.own}/reports/{name}")
    assert page.status_code == 200
    assert "<img src=x" not in page.text
    assert hostile in text_of(page)


def test_what_was_typed_is_not_lost_with_a_session_that_ended(
    browser: Browsers, pages: CentralServer, committees: Committees, clock: FakeClock
) -> None:
    mine, path = browser("officer"), one(committees, "2026-03")
    token, digest = mine.token(path), digest_of(mine, path)
    clock.advance(seconds=IDLE.total_seconds() + 1)
    fields = {"form": token, "decision": "return", "remark": "Một nhận xét dài.", "digest": digest}
    answer = mine.http.post(f"/superior{path}/decision", data=fields)
    assert (answer.status_code, "You were signed out" in text_of(answer)) == (403, True)
    assert "Một nhận xét dài.</textarea>" in answer.text
    assert digest not in answer.text  # nothing but what was written
    assert f"to=/superior{path}" in answer.text
    assert state_of(pages, committees.own, "m-2026-03-03")[0] == "sent"


def digest_of(browser: Browser, path: str) -> str:
    """Return what the form of a report says of the version that is shown."""
    page = browser.get(path).text
    return page.partition('name="digest" value="')[2].partition('"')[0]
