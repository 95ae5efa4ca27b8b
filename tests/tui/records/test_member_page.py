"""What the page of a member says of him or her."""

from __future__ import annotations

from datetime import date

from models.domain.vocabulary import Office, Status
from models.queries.people import MemberView, StatusSpan
from models.queries.records import MemberRecord
from tui.records.lines import member_line, member_page


def test_the_page_of_a_member_has_every_day_and_the_remark() -> None:
    days = date(1980, 1, 1), date(2005, 2, 3), date(2006, 2, 3)
    of = MemberView("m", "Vi Văn Mậu", frozenset({Status.OFFICIAL, Status.EXEMPT}), None, *days, "Tổ trưởng")
    spans = (StatusSpan(Status.EXEMPT, date(2026, 9, 1), None, "sức khỏe"),)
    text = member_page(MemberRecord(of, (), 0, 0), spans, (), (), date(2026, 12, 3)).plain
    assert [
        line for line in text.splitlines() if line.startswith(("born", "joined", "official", "exempt", "remark"))
    ] == [
        "official",
        "exempt 2026-09-01 – (sức khỏe)",
        "born 1980-01-01",
        "joined 2005-02-03",
        "official 2006-02-03",
        "remark: Tổ trưởng",
    ]


def test_the_line_of_a_member_has_what_fits_beside_the_name() -> None:
    days = date(1980, 12, 4), date(2005, 2, 3), date(2006, 2, 3)
    of = MemberView("m", "Vi Văn Mậu", frozenset({Status.OFFICIAL, Status.EXEMPT}), Office.DEPUTY_SECRETARY, *days, "")
    record = MemberRecord(of, (), 2, 1)
    told = [member_line(record, width, date(2026, 12, 3)).plain for width in (80, 42, 35, 27, 20)]
    assert [" ".join(line.split()) for line in told] == [
        "Vi Văn Mậu deputy secretary · exempt · 45 2 1",
        "Vi Văn Mậu exempt · 45 2 1",
        "Vi Văn Mậu exempt · 45 2 1",
        "Vi Văn Mậu 45 2 1",
        "Vi Văn M… 2 1",
    ]
    assert [len(line) for line in told[:4]] == [80, 42, 35, 27]
