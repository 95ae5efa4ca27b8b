"""``chibo admin``: tree, codes, machines, reports, audit; with --json, one sentence for each bad input."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from sync.server import reports
from sync.server.settings import Settings
from tests.cli.conftest import Shell
from tests.sync.central import Administration, CentralServer
from tests.sync.reports.papers import OTHER_SEED, PAPER, REPORT, paper
from tests.sync.server.machine import enrol, enrolment, good, machine_of, problem


@pytest.fixture
def admin(server_home: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(server_home, capsys, "admin")


@pytest.fixture
def planted(admin: Shell) -> Shell:
    admin.done("org", "add", "province", "Hà Giang")
    admin.done("org", "add", "committee", "Đảng bộ các cơ quan tỉnh", "--below", "Ha Giang")
    admin.done("org", "add", "cell", "Chi bộ Một", "--below", "Đảng bộ các cơ quan tỉnh")
    return admin


def test_the_tree_is_added_to_listed_and_moved(planted: Shell) -> None:
    planted.done("org", "add", "province", "Cao Bằng")
    moved = planted.json("org", "move", "Đảng bộ các cơ quan tỉnh", "--below", "cao bang")
    assert [(one["name"], one["depth"]) for one in planted.json("org", "list")] == [
        ("Cao Bằng", 0),
        ("Đảng bộ các cơ quan tỉnh", 1),
        ("Chi bộ Một", 2),
        ("Hà Giang", 0),
    ]
    assert moved["id"] in planted.done("org", "list")
    planted.done("org", "move", "Chi bộ Một", "--below", "Hà Giang", "--since", "2026-07")
    code, _, told = planted("org", "move", "Chi bộ Một", "--below", "Cao Bằng", "--since", "July")
    assert (code, "2026-12" in told) == (1, True)


def test_a_cell_is_closed_and_counted_again(planted: Shell) -> None:
    assert "Counts no longer: Chi bộ Một" in planted.done("org", "close", "Chi bộ Một", "--month", "2026-06")
    assert planted.json("org", "close", "chi bo mot", "--reopen")["name"] == "Chi bộ Một"
    assert [one["event"] for one in planted.json("audit")][:2] == ["org.reopened", "org.closed"]
    for words, told in ((("Chi bộ Một", "--month", "06/2026"), "a month like"), (("Hà Giang",), "is no cell")):
        code, out, err = planted("org", "close", *words)
        assert (code, out, told in err) == (1, "", True)


def test_a_code_enrols_a_machine_that_is_listed_and_revoked(planted: Shell, server: CentralServer) -> None:
    made = planted.json("code", "new", "Chi bộ Một", "--hours", "2")
    with httpx.Client(base_url=server.url, timeout=60) as http:
        machine = enrol(http, enrolment(made["code"]))
        good(machine.call("GET", "/v1/heads"))
        assert [one["used_by"] for one in planted.json("code", "list", "--cell", "Chi bộ Một")] == [machine.account]
        (listed,) = planted.json("account", "list")
        assert (listed["id"], listed["revoked_at"], bool(listed["last_seen"])) == (machine.account, None, True)
        assert planted.json("account", "revoke", machine.account) == {"id": machine.account, "revoked": True}
        problem(machine.call("GET", "/v1/heads"), 401, "unauthorised")
    assert "revoked" in planted.done("account", "list")


def test_a_code_is_shown_once_and_never_listed(planted: Shell) -> None:
    code = planted.done("code", "new", "Chi bộ Một").split()[0]
    assert code not in planted.done("code", "list") + str(planted.json("code", "list")) + planted.done("audit")
    assert "open" in planted.done("code", "list")


def test_a_revoked_code_enrols_nobody(planted: Shell, server: CentralServer) -> None:
    made = planted.json("code", "new", "Chi bộ Một")
    planted.done("code", "revoke", made["id"])
    with httpx.Client(base_url=server.url, timeout=60) as http:
        answer = http.post(
            "/v1/accounts", content=enrolment(made["code"]).write(), headers={"Content-Type": "application/json"}
        )
    problem(answer, 403, "code-refused")


@pytest.fixture
def reported(planted: Shell, server: CentralServer) -> Shell:
    """A server with a report of the cell."""
    with httpx.Client(base_url=server.url, timeout=60) as http:
        cell = planted.json("org", "list")[-1]["id"]
        machine = machine_of(http, server, cell)
        good(machine.send("PUT", f"/v1/reports/{REPORT}", PAPER), 201)
    return planted


def test_a_report_is_listed_shown_returned_and_acknowledged(reported: Shell) -> None:
    assert [(one["id"], one["state"]) for one in reported.json("report", "list")] == [(REPORT, "sent")]
    assert reported.done("report", "show", REPORT) == PAPER.decode()
    assert reported.json("report", "return", REPORT, "--remark", "Thiếu chữ ký.")["remark"] == "Thiếu chữ ký."
    assert "Thiếu chữ ký." in reported.done("report", "list", "--state", "returned")
    assert reported.done("report", "acknowledge", REPORT) == f"{REPORT}: acknowledged\n"
    assert reported.json("report", "list", "--state", "sent") == []


def test_a_report_that_was_acknowledged_stands(reported: Shell) -> None:
    reported.done("report", "acknowledge", REPORT)
    code, _, sentence = reported("report", "return", REPORT, "--remark", "Thiếu.")
    assert (code, "stands" in sentence) == (1, True)


def test_the_audit_log_tells_who_did_what_the_newest_first(reported: Shell) -> None:
    events = [one["event"] for one in reported.json("audit")]
    assert events[0] == "report.received"
    assert events[-3:] == ["org.added"] * 3
    assert {one["actor"] for one in reported.json("audit") if one["event"].startswith("org")} == {"admin"}
    assert len(reported.json("audit", "--limit", "2")) == 2
    assert "Thiếu" not in reported.done("audit")


@pytest.mark.parametrize(
    ("words", "exit_code", "part"),
    [
        (["org", "add", "cell", "Chi bộ Hai"], 1, "--below"),
        (["org", "add", "village", "X"], 2, "village"),
        (["org", "add", "province", " "], 1, "needs a name"),
        (["org", "move", "Chi bộ Một", "--below", "Không có"], 1, "No place of the tree is called “Không có”"),
        (["code", "new", "Hà Giang"], 1, "is no cell"),
        (["code", "new", "Chi bộ Một", "--hours", "0"], 2, "--hours"),
        (["code", "revoke", "x"], 1, "no code with the id x"),
        (["account", "revoke", "x"], 1, "no machine with the id x"),
        (["account", "list", "--cell", "Hà Giang"], 1, "is no cell"),
        (["report", "acknowledge", "x"], 1, "no report with the id x"),
        (["report", "show", "x"], 1, "no report with the id x"),
        (["report", "return", "x", "--remark", " "], 1, "Say why"),
        (["report", "list", "--state", "lost"], 2, "lost"),
        (["audit", "--limit", "0"], 2, "--limit"),
        (["--database", "mysql://x/y", "org", "list"], 2, "--database must be like"),
    ],
)
def test_each_bad_input_is_told_in_one_sentence(planted: Shell, words: list[str], exit_code: int, part: str) -> None:
    code, out, sentence = planted(*words)
    assert (code, out, sentence.strip().count("\n")) == (exit_code, "", 0)
    assert part in sentence


def test_it_speaks_vietnamese(planted: Shell) -> None:
    _, _, sentence = planted("code", "new", "Hà Giang", lang="vi")
    assert "không phải chi bộ" in sentence


def test_a_backup_of_a_running_server_is_one_whole_file(reported: Shell, server: CentralServer, tmp_path: Path) -> None:
    copy = tmp_path / "copy" / "server.db"
    copy.parent.mkdir()
    reported.done("backup", str(copy))
    assert [file.name for file in copy.parent.iterdir()] == ["server.db"]
    assert copy.stat().st_mode & 0o077 == 0
    assert [one.id for one in Administration(Settings(copy.parent), server.clock).see(reports.listing)] == [REPORT]
    code, _, sentence = reported("backup", str(copy))
    assert (code, "already" in sentence) == (1, True)
    code, _, sentence = reported("backup", str(tmp_path / "none" / "server.db"))
    assert (code, sentence.strip().count("\n")) == (1, 0)


def test_a_postgresql_is_administered_by_its_address(
    admin: Shell, postgres_database: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHIBO_DATABASE", postgres_database())
    admin.done("org", "add", "province", "Hà Giang")
    assert [one["name"] for one in admin.json("org", "list")] == ["Hà Giang"]
    assert "pg_dump" in admin("backup", str(admin.home / "copy.db"))[2]
    monkeypatch.delenv("CHIBO_DATABASE")
    assert admin.json("org", "list") == []


def test_where_the_extra_is_missing_it_says_how_to_install_it(admin: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.serve.find_spec", lambda name: None)
    code, _, sentence = admin("org", "list")
    assert (code, 'pip install "chibo[server]"' in sentence) == (1, True)


def test_a_report_that_two_cells_sent_under_one_id_asks_for_the_cell(reported: Shell, server: CentralServer) -> None:
    with httpx.Client(base_url=server.url, timeout=60) as http:
        other = machine_of(http, server, server.new_cell("Chi bộ Hai"))
        good(other.send("PUT", f"/v1/reports/{REPORT}", paper(seed=OTHER_SEED, cell={"id": "chi-bo-2"})), 201)
    code, _, sentence = reported("report", "acknowledge", REPORT)
    assert (code, "--cell" in sentence) == (1, True)
    reported.done("report", "acknowledge", REPORT, "--cell", "Chi bộ Hai")
    states = {one["cell"] == other.cell: one["state"] for one in reported.json("report", "list")}
    assert states == {True: "acknowledged", False: "sent"}
    assert server.see(reports.document, REPORT, other.cell) == paper(seed=OTHER_SEED, cell={"id": "chi-bo-2"})
