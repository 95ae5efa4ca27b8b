"""A petition goes up with the report, the superior answers it, and the answer comes to every laptop of the cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, update
from sqlalchemy.engine import Connection

from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.vocabulary import PetitionState
from models.queries.carry_over import carried_over
from models.queries.records import PetitionRecord, petition_records
from sync.client.http import ServerClient
from sync.client.superior_calls import SuperiorCalls
from sync.daemon.session import Session
from sync.protocol.messages.superior import PetitionAnswers
from sync.reports.answers import pull_answers
from sync.reports.delivery import deliver
from sync.server.tables import ReceivedPetition, Supervisor
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop, laptops
from tests.sync.reports.test_delivery import quiet

TEXT, ANSWER, NAME = "Sửa đường điện thôn", "Huyện đã bố trí vốn quý I.", "Trần Văn Hòa"


@pytest.fixture
def pair(tmp_path: Path, server: CentralServer) -> Iterator[list[Laptop]]:
    with laptops(tmp_path, server, server.url) as opened:
        yield opened


@pytest.fixture
def first(pair: list[Laptop]) -> Laptop:
    """A laptop whose meeting forwarded a petition, and whose report has gone up."""
    send_up(pair[0])
    quiet(*pair)
    return pair[0]


def send_up(laptop: Laptop, day: int = 3) -> str:
    """Hold a meeting with a petition to the superior, and send its report; return the petition's key."""
    meeting = str(laptop.do("meeting.plan", at=datetime(2026, 12, day, 14, tzinfo=VIETNAM)).value)
    laptop.do("agenda.agree", meeting=meeting)
    laptop.do("meeting.open", meeting=meeting)
    petition = str(laptop.do("petition.record", text=TEXT).value)
    laptop.do("petition.forward", petition=petition, to="Đảng bộ xã")
    laptop.do("meeting.close")
    laptop.do("minutes.write", text="Biên bản.", meeting=meeting)
    laptop.do("minutes.approve", meeting=meeting)
    with ServerClient.of(laptop.account) as server:
        deliver(laptop.store, SuperiorCalls(server), laptop.account.ring.signer())
    return petition


def ask(laptop: Laptop, *, thorough: bool = False) -> int:
    with ServerClient.of(laptop.account) as server:
        return pull_answers(laptop.store, SuperiorCalls(server), laptop.account.server, thorough=thorough)


def answer(connection: Connection, now: datetime, petition: str, text: str = ANSWER) -> None:
    """Answer as the superior's page does."""
    who = {"id": "sup-1", "name": NAME, "password_hash": "", "totp_secret": "", "totp_step": 0, "created_at": now}
    connection.execute(insert(Supervisor.__table__).prefix_with("OR IGNORE").values(**who))
    table = ReceivedPetition.__table__
    values = {"answer": text, "answered_at": now, "answered_by": "sup-1"}
    assert connection.execute(update(table).where(table.c.id == petition).values(values)).rowcount == 1


def register(laptop: Laptop) -> tuple[PetitionRecord, ...]:
    with laptop.store.reading() as connection:
        return petition_records(connection)


def record(laptop: Laptop) -> PetitionRecord:
    (found,) = register(laptop)
    return found


def test_the_answer_comes_back_with_who_gave_it_and_stands_at_the_next_meeting(
    server: CentralServer, first: Laptop
) -> None:
    assert ask(first) == 0
    server.do(answer, record(first).id)
    assert ask(first) == 1
    found = record(first)
    assert (found.state, found.answer, found.answered_by) == (PetitionState.ANSWERED, ANSWER, NAME)
    january = str(first.do("meeting.plan", at=datetime(2027, 1, 4, 14, tzinfo=VIETNAM)).value)
    with first.store.reading() as connection:
        (carried,) = carried_over(connection, january).petitions
    assert (carried.answer, carried.state) == (ANSWER, PetitionState.ANSWERED)
    first.do("petition.close", petition=found.id)


def test_one_exchange_brings_the_answer_and_passes_it_on_to_the_other_laptops(
    server: CentralServer, pair: list[Laptop], first: Laptop
) -> None:
    server.do(answer, record(first).id)
    session = Session(first.home, first.store.clock)
    try:
        session.exchange()
        assert session.pulled == 1
    finally:
        session.close()
    pair[1].exchange()
    assert (record(first).answer, record(pair[1]).answer) == (ANSWER, ANSWER)


def test_heard_twice_nothing_changes_and_nobody_is_asked_any_more(server: CentralServer, first: Laptop) -> None:
    server.do(answer, record(first).id)
    ask(first)
    before = first.export()
    assert ask(first, thorough=True) == 0
    server.stop()
    assert ask(first) == 0
    assert first.export() == before


def test_two_laptops_that_both_hear_it_agree_without_a_conflict(
    server: CentralServer, pair: list[Laptop], first: Laptop
) -> None:
    server.do(answer, record(first).id)
    assert [ask(one) for one in pair] == [1, 1]
    quiet(*pair)
    assert pair[0].export() == pair[1].export()
    assert [one.conflicts() for one in pair] == [0, 0]


def test_an_answer_of_the_cells_own_is_not_overwritten_and_both_are_shown(server: CentralServer, first: Laptop) -> None:
    first.do("petition.answer", petition=record(first).id, answer="Thôn tự sửa.")
    first.do("petition.close", petition=record(first).id)
    server.do(answer, record(first).id)
    assert ask(first) == 1
    found = record(first)
    assert found.answer.startswith("Thôn tự sửa.\n\n")
    assert found.answer.endswith(f": {ANSWER}")
    assert NAME in found.answer
    assert found.state is PetitionState.ANSWERED


def test_an_answer_written_elsewhere_at_the_same_time_is_a_conflict_that_somebody_settles(
    server: CentralServer, pair: list[Laptop], first: Laptop
) -> None:
    second = pair[1]
    second.do("petition.answer", petition=record(second).id, answer="Thôn tự sửa.")
    server.do(answer, record(first).id)
    ask(first)
    quiet(*pair)
    assert first.export() == second.export()
    assert [one.conflicts() for one in pair] == [1, 1]
    assert ask(second) == 0


def test_what_a_person_made_of_the_answer_is_not_put_back(
    server: CentralServer, pair: list[Laptop], first: Laptop
) -> None:
    second = pair[1]
    server.do(answer, record(first).id)
    ask(first)
    first.do("petition.answer", petition=record(first).id, answer="Đã có điện.")
    quiet(*pair)
    assert ask(second) == ask(first, thorough=True) == 0
    assert record(second).answer == "Đã có điện."


def test_taking_an_answer_over_is_not_undone(server: CentralServer, first: Laptop) -> None:
    server.do(answer, record(first).id)
    ask(first)
    with pytest.raises(Refused, match="the superior answered"):
        first.do("undo")


def test_a_petition_that_was_removed_meanwhile_stays_removed(server: CentralServer, first: Laptop) -> None:
    found = record(first).id
    server.do(answer, found)
    first.do("petition.remove", petition=found)
    assert ask(first) == 0
    assert register(first) == ()


def test_only_what_is_later_is_asked_for_and_everything_now_and_then(server: CentralServer, first: Laptop) -> None:
    early = record(first).id
    late = send_up(first, 10)
    asked: list[datetime | None] = []

    class Listening(SuperiorCalls):
        def answers(self, since: datetime | None) -> PetitionAnswers:
            asked.append(since)
            return super().answers(since)

    def listen(*, thorough: bool = False) -> int:
        with ServerClient.of(first.account) as server:
            return pull_answers(first.store, Listening(server), first.account.server, thorough=thorough)

    server.do(answer, late)
    assert listen() == 1
    server.do(lambda connection, now: answer(connection, now - timedelta(days=1), early))  # by a clock that goes wrong
    assert listen() == 0
    assert listen(thorough=True) == 1
    assert [since is None for since in asked] == [True, False, True]
