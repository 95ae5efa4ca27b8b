"""Several worker processes of “chibo serve”: waiting across them, stops and restarts in mid-request."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from sync.protocol.messages.entries import HeadsAnswer
from sync.protocol.parcels import MEDIA_TYPE, to_frames
from tests.sync.central import SECONDS, ServerProcess, wait_until
from tests.sync.server.machine import Machine, good, machine_of, talking
from tests.sync.server.parcels import parcel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
Start = Callable[..., ServerProcess]
WAIT = 25
"""How many seconds a client asks the server to hold its answer back."""


@pytest.mark.parametrize(("kind", "number"), [("sqlite", signal.SIGTERM), ("postgresql", signal.SIGINT)])
def test_who_waits_is_told_at_once_whichever_worker_took_the_put(
    request: pytest.FixtureRequest, server_process: Start, kind: str, number: int
) -> None:
    """Twelve wait on connections of their own, so that some are with the other worker than the put.

    Three processes are dear to start, so that these also show that a stop that was asked for is no failure.
    """
    database = "" if kind == "sqlite" else request.getfixturevalue("postgres_database")()
    two_workers = server_process(workers=2, database=database)
    with talking(two_workers.url) as http:
        machine = machine_of(http, two_workers, two_workers.new_cell())
        seen = machine.heads().state
        answers: list[tuple[float, HeadsAnswer]] = []
        begun = threading.Barrier(13)

        def wait() -> None:
            with talking(two_workers.url) as mine:
                other = Machine(mine, machine.cell, machine.account, machine.headers)
                other.heads()
                begun.wait()
                answer = other.heads(wait=WAIT, seen=seen)
                answers.append((time.monotonic(), answer))

        threads = [threading.Thread(target=wait) for _ in range(12)]
        for thread in threads:
            thread.start()
        begun.wait()
        put_at = time.monotonic()
        good(machine.put(parcel("a", 1, 1)))
        for thread in threads:
            thread.join()
    assert len(answers) == 12
    assert all(answer.heads["a"].seq == 1 for _, answer in answers)
    assert max(at for at, _ in answers) - put_at < WAIT / 2, "not told, but waited to the end"
    assert two_workers.stop(number) == 0
    assert refuses(two_workers.port)


def half_a_put(central: ServerProcess, machine: Machine, body: bytes) -> socket.socket:
    """Send a put up to the middle of its body."""
    sock = socket.create_connection(("127.0.0.1", central.port), timeout=SECONDS)
    head = [
        "POST /v1/parcels HTTP/1.1",
        "Host: x",
        f"Authorization: {machine.headers['Authorization']}",
        f"Content-Type: {MEDIA_TYPE}",
        f"Content-Length: {len(body)}",
    ]
    sock.sendall("\r\n".join([*head, "", ""]).encode() + body[: len(body) // 2])
    return sock


def test_a_stop_lets_the_requests_under_way_end(server_process: Start) -> None:
    central = server_process()
    body = to_frames([parcel("a", 1, 2, size=5_000)])
    with talking(central.url) as http:
        machine = machine_of(http, central, central.new_cell())
        state = machine.heads().state
        polled: list[HeadsAnswer] = []
        with talking(central.url) as waiting:
            poll = threading.Thread(
                target=lambda: polled.append(Machine(waiting, headers=machine.headers).heads(wait=25, seen=state))
            )
            poll.start()
            with half_a_put(central, machine, body) as sock:
                machine.heads()  # the server has read what came before
                central.process.send_signal(signal.SIGTERM)
                poll.join(SECONDS)
                sock.sendall(body[len(body) // 2 :])
                answer = sock.recv(65536)
    assert b" 200 " in answer.splitlines()[0]
    assert polled
    assert central.stop() == 0
    central.start()
    with talking(central.url) as http:
        assert Machine(http, headers=machine.headers).heads().heads["a"].seq == 2


def test_a_server_that_is_killed_in_mid_request_has_stored_all_of_it_or_nothing(server_process: Start) -> None:
    central = server_process()
    with talking(central.url) as http:
        machine = machine_of(http, central, central.new_cell())
    acknowledged = 0
    for round_ in range(5):
        stop = threading.Timer(0.05 + 0.04 * round_, central.kill)
        stop.start()
        with talking(central.url) as http:
            mine = Machine(http, headers=machine.headers)
            try:
                while True:
                    seq = mine.heads().heads.get("a")
                    first = seq.seq + 1 if seq else 1
                    good(mine.put(parcel("a", first, first), parcel("a", first + 1, first + 2)))
                    acknowledged = first + 2
            except httpx.TransportError:
                stop.join()
        central.start()
        with talking(central.url) as http:
            mine = Machine(http, headers=machine.headers)
            stored = [one.last for one in mine.get({}, limit=10_000)[0]]
            assert stored[-1:] == [head.seq for head in mine.heads().heads.values()]
            assert len(stored) % 2 == 0
            assert max(stored, default=0) >= acknowledged


def refuses(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return True
    return False


def test_workers_that_start_while_postgresql_is_away_answer_once_it_is_back_and_do_not_outlive_their_parent(
    server_process: Start, postgres_server: Any, postgres_database: Callable[..., str]
) -> None:
    central = server_process(workers=2, database=postgres_database())
    postgres_server.stop()
    try:
        with talking(central.url) as http:
            statuses = [http.get("/health").status_code for _ in range(3)]
    finally:
        postgres_server.ensure_postgres_running()
    assert statuses == [503] * 3
    with talking(central.url) as http:
        wait_until(lambda: http.get("/health").status_code == 200)
    central.kill()
    wait_until(lambda: refuses(central.port))


def test_a_postgresql_that_is_restarted_in_mid_flight_costs_nothing_but_time(
    server_process: Start, postgres_server: Any, postgres_database: Callable[..., str]
) -> None:
    """Puts continue through three restarts; a long poll that waits meanwhile learns of the last put."""
    central = server_process(workers=2, database=postgres_database())
    statuses: Counter[int] = Counter()
    done = threading.Event()

    with talking(central.url) as http, talking(central.url) as waiting:
        machine = machine_of(http, central, central.new_cell())
        follower = Machine(waiting, headers=machine.headers)
        seen, last = [0], list[int]()

        def follow() -> None:
            state = ""
            while not last or seen[-1] != last[0]:
                answer = follower.call("GET", "/v1/heads", params={"wait": 25, "seen": state})
                if answer.status_code == 200:
                    told = HeadsAnswer.read(answer.content)
                    state = told.state
                    seen.append(told.heads["a"].seq if told.heads else 0)

        def put_on() -> None:
            seq = 1
            while not done.is_set() or not statuses[200]:
                answer = machine.put(parcel("a", seq, seq))
                statuses[answer.status_code] += 1
                if answer.status_code == 409:  # it was stored, and the answer got lost in the restart
                    statuses[200] += 1
                seq += answer.status_code in {200, 409}

        following, putting = threading.Thread(target=follow), threading.Thread(target=put_on)
        following.start()
        putting.start()
        for _ in range(3):
            enough = statuses[200] + 10
            wait_until(lambda enough=enough: statuses[200] >= enough)
            postgres_server.stop()
            postgres_server.ensure_postgres_running()
        enough = statuses[200] + 10
        wait_until(lambda: statuses[200] >= enough)
        done.set()
        putting.join(SECONDS)
        last.append(statuses[200] + 1)
        good(machine.put(parcel("a", last[0], last[0])))
        following.join(SECONDS)
        assert machine.heads().heads["a"].seq == last[0]
    assert set(statuses) <= {200, 409, 503}
    assert seen[-1] == last[0]
