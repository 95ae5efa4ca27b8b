"""The superior's official points and its praise come from its pages to every laptop of the cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.engine import Connection

from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.points import Points
from models.domain.vocabulary import ScoreStage
from models.profiles.loading import load_profile
from models.queries.score_sheet import ScoreSheet, score_sheet
from models.queries.sheets import meeting_sheet
from models.queries.superior import PraiseView, praises
from models.queries.year import year_of_meetings
from sync.client.http import ServerClient
from sync.client.superior_calls import SuperiorCalls
from sync.daemon.session import Session
from sync.protocol.fields import Malformed
from sync.protocol.messages.superior import GivenPoints, Verdicts
from sync.reports.delivery import deliver
from sync.reports.verdicts import pull_verdicts
from sync.server import verdicts
from sync.server.tables import ScoreReview, Supervisor, WrittenPraise
from sync.web.queries import praises as pages_praises
from sync.web.queries.reviews import OfficialScore, give
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop, laptops
from tests.sync.reports.test_delivery import quiet

NAME, REMARK = "Trần Văn Hòa", "Chuẩn bị kỹ; ghi biên bản đủ."
WHEN = datetime(2026, 12, 5, 3, 0, tzinfo=UTC)


@pytest.fixture
def pair(tmp_path: Path, server: CentralServer) -> Iterator[list[Laptop]]:
    with laptops(tmp_path, server, server.url) as opened:
        yield opened


@pytest.fixture
def meeting(pair: list[Laptop]) -> str:
    """A meeting of which the report has gone up; the cell voted points for every line."""
    laptop = pair[0]
    found = str(laptop.do("meeting.plan", at=datetime(2026, 12, 3, 14, tzinfo=VIETNAM)).value)
    laptop.do("agenda.agree", meeting=found)
    laptop.do("meeting.open", meeting=found)
    laptop.do("meeting.close")
    for line in sheet(laptop, found).lines.values():
        if sheet(laptop, found).applies(line):
            laptop.do("score.give", meeting=found, criterion=line.key, points=line.points, stage=ScoreStage.VOTED)
    laptop.do("minutes.write", text="Biên bản.", meeting=found)
    laptop.do("minutes.approve", meeting=found)
    with ServerClient.of(laptop.account) as at:
        deliver(laptop.store, SuperiorCalls(at), laptop.account.ring.signer())
    quiet(*pair)
    return found


def judge(
    server: CentralServer, points: Points | int, at: datetime = WHEN, of: int = 100, remark: str = REMARK
) -> None:
    """Give points as the superior's page does."""

    def work(connection: Connection, _now: datetime) -> None:
        who = {"id": "sup-1", "name": NAME, "password_hash": "", "totp_secret": "", "totp_step": 0, "created_at": at}
        connection.execute(insert(Supervisor.__table__).prefix_with("OR IGNORE").values(**who))
        cell, report = connection.exec_driver_sql("SELECT cell, id FROM report").one()
        give(connection, at, "sup-1", (cell, report), OfficialScore(points, of, remark))

    server.do(work)


def praise(server: CentralServer, text: str, at: datetime = WHEN) -> None:
    def work(connection: Connection, _now: datetime) -> None:
        pages_praises.praise(
            connection, at, "sup-1", connection.exec_driver_sql("SELECT cell FROM report").scalar(), text
        )

    server.do(work)


def ask(laptop: Laptop, *, thorough: bool = False) -> int:
    with ServerClient.of(laptop.account) as at:
        return pull_verdicts(laptop.store, SuperiorCalls(at), laptop.account.server, thorough=thorough)


def sheet(laptop: Laptop, meeting: str) -> ScoreSheet:
    with laptop.store.reading() as connection:
        rules, table = load_profile(None, WHEN.date()), meeting_sheet(connection, None, meeting)
        return score_sheet(connection, meeting, table, rules, laptop.store.clock())


def praised(laptop: Laptop) -> list[PraiseView]:
    with laptop.store.reading() as connection:
        return list(praises(connection, 2026))


def test_official_points_stand_beside_the_cells_own_and_grade_the_meeting(
    server: CentralServer, pair: list[Laptop], meeting: str
) -> None:
    judge(server, 82)
    assert ask(pair[0]) == 1
    found = sheet(pair[0], meeting)
    assert found.official
    assert (found.official.points, found.official.of, found.official.by) == (82, 100, NAME)
    assert (found.stage_total(ScoreStage.OFFICIAL).given, found.stage_total(ScoreStage.OFFICIAL).missing) == (82, 0)
    assert found.total(ScoreStage.VOTED).given == found.total(ScoreStage.VOTED).most
    with pair[0].store.reading() as connection:
        year = year_of_meetings(connection, 2026, load_profile(None, WHEN.date()), None)
    assert (year.grades[meeting].stage, year.grades[meeting].weighed) == (ScoreStage.OFFICIAL, 82)


def test_official_points_with_a_half_come_to_the_cell_as_they_were_given(
    server: CentralServer, pair: list[Laptop], meeting: str
) -> None:
    judge(server, Points.of(89, 1))
    assert ask(pair[0]) == 1
    found = sheet(pair[0], meeting)
    assert found.official
    assert (found.official.points, found.official.of) == (Points.of(89, 1), 100)
    with pair[0].store.reading() as connection:
        graded = year_of_meetings(connection, 2026, load_profile(None, WHEN.date()), None).grades[meeting]
    assert (graded.weighed, graded.grade.name) == (Points.of(89, 1), "fairly_good")


def given(**halves: int) -> GivenPoints:
    """Return official points, with halves or without."""
    return GivenPoints(report="m-1", points=82, of=100, remark=REMARK, by=NAME, at=WHEN, **halves)


def test_points_are_told_over_the_wire_with_their_half_and_whole_ones_as_before() -> None:
    assert json.loads(given().write()).keys() == {"report", "points", "of", "remark", "by", "at"}
    for one, both in (
        (given(), (Points.of(82), Points.of(100))),
        (given(half=1), (Points.of(82, 1), Points.of(100))),
        (given(half_of=1), (Points.of(82), Points.of(100, 1))),
    ):
        page = Verdicts(points=(one,), praise=(), until=WHEN, more=False)
        (found,) = Verdicts.read(page.write()).points
        assert found == one
        assert found.points_of() == both


@pytest.mark.parametrize("half", [0, 2, True, "1", None])
def test_what_is_no_half_is_no_message(half: object) -> None:
    whole = json.loads(given().write())
    with pytest.raises(Malformed):
        GivenPoints.read(json.dumps(whole | {"half": half}).encode())


def test_points_that_are_given_anew_stand_and_earlier_ones_change_nothing(
    server: CentralServer, pair: list[Laptop], meeting: str
) -> None:
    judge(server, 82)
    ask(pair[0])
    before = pair[0].export()
    assert ask(pair[0], thorough=True) == 0
    assert pair[0].export() == before
    judge(server, 91, WHEN + timedelta(days=1))
    assert ask(pair[0]) == 1
    pair[0].do("score.hear", meeting=meeting, points=1, of=100, at=WHEN)
    assert sheet(pair[0], meeting).stage_total(ScoreStage.OFFICIAL).given == 91


def test_one_exchange_brings_both_and_passes_them_on_to_the_other_laptops(
    server: CentralServer, pair: list[Laptop], meeting: str
) -> None:
    judge(server, 82)
    praise(server, "Mỗi đảng viên một việc cụ thể.")
    session = Session(pair[0].home, pair[0].store.clock)
    try:
        session.exchange()
        assert session.pulled == 2
    finally:
        session.close()
    pair[1].exchange()
    assert sheet(pair[1], meeting).stage_total(ScoreStage.OFFICIAL).given == 82
    assert [(one.text, one.by) for one in praised(pair[1])] == [("Mỗi đảng viên một việc cụ thể.", NAME)]
    assert ask(pair[1], thorough=True) == 0


def test_praise_that_is_withdrawn_goes_and_one_that_came_and_went_never_came(
    server: CentralServer, pair: list[Laptop], meeting: str
) -> None:
    judge(server, 82)
    praise(server, "Một")
    ask(pair[0])
    praise(server, "Hai", WHEN + timedelta(hours=1))

    def withdraw(connection: Connection, _now: datetime) -> None:
        later = WHEN + timedelta(days=2)
        connection.execute(WrittenPraise.__table__.update().values(withdrawn_at=later))

    server.do(withdraw)
    assert ask(pair[0]) == 1
    assert praised(pair[0]) == []
    assert ask(pair[1], thorough=True) == 1  # the points
    assert praised(pair[1]) == []


def test_another_cells_words_are_not_told(server: CentralServer, pair: list[Laptop], meeting: str) -> None:
    judge(server, 82)
    praise(server, "Một")
    foreign = server.new_cell("Chi bộ khác")
    assert server.see(verdicts.verdicts, foreign, None, 10) == Verdicts(points=(), praise=(), until=None, more=False)


def test_many_words_come_page_by_page(server: CentralServer, pair: list[Laptop], meeting: str) -> None:
    judge(server, 82)
    for number in range(4):
        praise(server, f"Việc {number}", WHEN + timedelta(hours=number))
    with ServerClient.of(pair[0].account):
        cell = pair[0].account.cell

    class Pages:
        def verdicts(self, since: datetime | None) -> Verdicts:
            return server.see(verdicts.verdicts, cell, since, 2)

    assert pull_verdicts(pair[0].store, Pages(), "somewhere") == 5
    assert [one.text for one in praised(pair[0])] == ["Việc 3", "Việc 2", "Việc 1", "Việc 0"]


def test_nobody_is_asked_before_a_report_went_up(server: CentralServer, pair: list[Laptop]) -> None:
    server.stop()
    assert ask(pair[0]) == 0


def test_what_the_superior_decided_is_not_undone_and_needs_a_sheet(pair: list[Laptop], meeting: str) -> None:
    with pytest.raises(Refused, match="no points"):
        pair[0].do("score.hear", meeting=meeting, points=101, of=100, at=WHEN)
    pair[0].do("score.hear", meeting=meeting, points=90, of=100, at=WHEN)
    with pytest.raises(Refused, match="superior decided"):
        pair[0].do("undo")


def test_official_points_leave_the_report_as_it_was_signed(
    server: CentralServer, pair: list[Laptop], meeting: str
) -> None:
    before = server.see(lambda connection: connection.exec_driver_sql("SELECT document FROM report").scalar())
    judge(server, 82)
    ask(pair[0])
    with ServerClient.of(pair[0].account) as at:
        assert deliver(pair[0].store, SuperiorCalls(at), pair[0].account.ring.signer(), thorough=True).sent == 0
        row = server.see(lambda connection: connection.exec_driver_sql("SELECT document FROM report").scalar())
    assert row == before
    assert server.see(lambda connection: connection.execute(ScoreReview.__table__.select()).one()).points == 82
