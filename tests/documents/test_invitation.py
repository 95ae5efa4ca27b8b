"""An invitation: its date, who is invited, what to read, and that it is told when it is out of date."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from models.documents.catalogue import DocumentRequest, make
from models.documents.names import DocumentKind
from models.documents.paper import PaperTable
from models.documents.rendering.pdf import to_pdf
from models.documents.rendering.plain import to_text
from models.domain.clock import VIETNAM
from models.domain.language import choose_language
from models.queries.invitations import outdated_invitation
from models.store.limits import DATABASE
from models.store.opening import open_reader
from tests.documents.conftest import Do

AT = datetime(2027, 1, 7, 14, tzinfo=VIETNAM)
LATE = '{"made": "9999-12-31T23:59:59.000000Z"}'
TODAY = datetime(2027, 1, 4, 9, tzinfo=VIETNAM)


def told(home: Path, meeting: str, now: datetime = TODAY) -> str:
    reader = open_reader(home)
    try:
        paper = make((reader, home, now), DocumentRequest(DocumentKind.INVITATION, meeting))
        return " ".join(to_text(paper).split())
    finally:
        reader.close()


def outdated(home: Path, meeting: str) -> str:
    reader = open_reader(home)
    try:
        return str(outdated_invitation(reader, meeting) or "")
    finally:
        reader.close()


def test_an_item_without_minutes_or_presenter_leaves_no_zero_and_no_gap(do: Do, home: Path, planned: str) -> None:
    choose_language("vi")
    do("item.add", title="Kỷ niệm ngày thành lập", minutes=0, meeting=planned)
    reader = open_reader(home)
    paper = make((reader, home, TODAY), DocumentRequest(DocumentKind.INVITATION, planned))
    reader.close()
    (listed,) = (block for block in paper.body if isinstance(block, PaperTable))
    rows = {row[1]: row[2:] for row in listed.rows}
    assert rows["Kỷ niệm ngày thành lập"] == ("Toàn thể chi bộ", "")
    assert rows["Thảo luận"][0] == "Toàn thể"
    assert rows["Tự phê bình và phê bình"][0] == "Đảng viên được phân công"
    assert all(presenter for presenter, _minutes in rows.values())


def test_an_agenda_of_a_usual_meeting_goes_on_one_page(home: Path, planned: str) -> None:
    choose_language("vi")
    reader = open_reader(home)
    paper = make((reader, home, TODAY), DocumentRequest(DocumentKind.INVITATION, planned))
    reader.close()
    (listed,) = (block for block in paper.body if isinstance(block, PaperTable))
    assert len(listed.rows) == 19
    assert len(PdfReader(io.BytesIO(to_pdf(paper))).pages) == 1


@pytest.fixture
def planned(do: Do) -> str:
    return str(do("meeting.plan", at=AT).value)


def test_it_has_todays_date_the_weekday_the_invited_and_a_blank_for_the_place(do: Do, home: Path, planned: str) -> None:
    choose_language("vi")
    do("guest.add", name="Lò Văn Ún", role="Chủ tịch Công đoàn", meeting=planned)
    text = told(home, planned)
    for wanted in (
        "Hà Giang, ngày 04 tháng 01 năm 2027",
        "14 giờ 00, thứ Năm, ngày 07/01/2027, khoảng",
        "Các đồng chí đảng viên của chi bộ: 10 đồng chí.",
        "đồng chí Lò Văn Ún (Chủ tịch Công đoàn)",
        "Địa điểm: …………",
        "Đại biểu khách mời,",
    ):
        assert wanted in text
    do("meeting.change", meeting=planned, place="Phòng họp")
    assert "Địa điểm: Phòng họp." in told(home, planned)


def test_what_changed_since_it_was_made_is_told_until_it_is_made_anew(do: Do, home: Path, planned: str) -> None:
    assert outdated(home, planned) == ""  # none was made
    do("invitation.keep", meeting=planned)
    assert outdated(home, planned) == ""
    do("meeting.change", meeting=planned, place="Hội trường")
    do("guest.add", name="Lò Văn Ún", meeting=planned)
    assert "is out of date; changed since: place, guests. Make it anew" in outdated(home, planned)
    assert do("invitation.keep", meeting=planned).changed
    assert outdated(home, planned) == ""
    assert not do("invitation.keep", meeting=planned).changed  # it says the same
    do("item.add", title="Việc khác", minutes=5, meeting=planned)
    assert "agenda" in outdated(home, planned)
    assert "time" in outdated(home, planned)  # the agenda is longer now


def test_the_language_of_the_program_makes_no_invitation_out_of_date(do: Do, home: Path, planned: str) -> None:
    choose_language("vi")
    do("invitation.keep", meeting=planned)
    choose_language("en")
    assert outdated(home, planned) == ""
    do("item.add", title="Việc thêm", minutes=5, meeting=planned)
    assert "agenda" in outdated(home, planned)


@pytest.mark.parametrize(
    "kept", ["{", "[]", "7", '{"made": 7}', '{"made": "soon"}', '{"made": null}', LATE, "[" * 20_000]
)
def test_what_another_machine_wrote_wrongly_is_no_invitation(do: Do, home: Path, planned: str, kept: str) -> None:
    with closing(sqlite3.connect(home / DATABASE)) as connection:
        connection.execute("UPDATE meeting SET invitation = ? WHERE id = ?", (kept, planned))
        connection.commit()
    assert outdated(home, planned) == ""
    do("invitation.keep", meeting=planned)
    assert outdated(home, planned) == ""
