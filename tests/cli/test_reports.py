"""``chibo report``, ``chibo minutes export`` and ``chibo verify``: read before it goes, checked offline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sync.client.account import MachineAccount, save_account
from sync.keys.ring import CellKey, KeyRing
from sync.protocol.envelope import Envelope, canonical
from sync.reports.envelope import public_key
from tests.cli.conftest import Shell
from tests.sync.reports.papers import OTHER_SEED, PAPER, SEED, paper

DAY = "03/12/2026"
RING = KeyRing(
    (CellKey("k-2", b"a" * 64, OTHER_SEED), CellKey("k-1", b"b" * 64, SEED)), tag_key=b"t" * 32, recovery_key=b"r" * 32
)
ACCOUNT = MachineAccount("https://example.org", "cell", "a-1", "t" * 43, b"s" * 32, b"g" * 32, RING)


@pytest.fixture
def approved(furnished: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A cell with a meeting whose minutes are approved; it was held on its day."""
    monkeypatch.setenv("CHIBO_NOW", "2026-12-03T14:00+07:00")
    furnished.done("do", "agenda.agree")
    furnished.done("do", "meeting.open")
    furnished.done("do", "meeting.close")
    furnished.done("do", "minutes.write", "text=Biên bản\nThông qua lúc 16 giờ.", f"meeting={DAY}")
    furnished.done("do", "minutes.approve", f"meeting={DAY}")
    return furnished


@pytest.fixture
def joined(approved: Shell) -> Shell:
    """The same on a machine that has joined."""
    save_account(approved.home, ACCOUNT)
    return approved


@pytest.fixture
def exported(joined: Shell, tmp_path: Path) -> Path:
    """The sealed minutes in a file."""
    path = tmp_path / "minutes.json"
    joined.done("minutes", "export", DAY, "--out", str(path))
    return path


def changed(path: Path, **sections: Any) -> Path:
    """Change sections of a document in its file."""
    document = json.loads(path.read_bytes())
    document["content"] |= sections
    path.write_bytes(canonical(document))
    return path


def test_reports_are_listed_with_their_state(approved: Shell) -> None:
    assert approved.done("report", "list") == "Regular meeting 2026-12-03  to be sent\n"
    (found,) = approved.json("report", "list")
    assert (found["state"], found["remark"]) == ("queued", "")


def test_what_will_be_sent_is_read_before_it_goes(approved: Shell) -> None:
    shown = approved.done("report", "show", DAY)
    assert shown.startswith("to be sent\n")
    assert "Chi bộ Một → Đảng bộ" in shown
    assert "10 official members, 2 probationary" in shown
    assert "Thông qua lúc 16 giờ." in shown
    found = approved.json("report", "show", DAY)
    assert found["report"]["state"] == "queued"
    assert found["content"]["attendance"]["official"] == 10


def test_what_will_be_sent_is_read_even_before_the_approval(furnished: Shell) -> None:
    code, out, said = furnished("report", "show", DAY)
    assert (code, out) == (1, "")
    assert "not over yet" in said
    for act in ("agenda.agree", "meeting.open", "meeting.close"):
        furnished.done("do", act)
    shown = furnished.done("report", "show", DAY)
    assert shown.startswith("Nothing is queued: approving the minutes does it")
    assert "10 official members" in shown


def test_a_returned_report_is_queued_again(approved: Shell) -> None:
    approved.done("do", "report.mark", f"meeting={DAY}", "state=returned", "remark=Thiếu số liệu.")
    assert "Thiếu số liệu." in approved.done("report", "list")
    assert "queued the report" in approved.done("report", "requeue", DAY)
    assert "Returned" in approved.done("report", "show", DAY)
    code, _, said = approved("report", "requeue", DAY)
    assert code == 1
    assert "only one that the superior returned" in said


def test_the_cells_public_keys_are_printed_the_one_in_use_first(joined: Shell) -> None:
    found = joined.json("report", "key")
    assert [one["key_id"] for one in found] == ["k-2", "k-1"]
    assert joined.done("report", "key").split() == [found[0]["key"], "k-2", found[1]["key"], "k-1"]


def test_without_an_account_there_is_no_key(approved: Shell, tmp_path: Path) -> None:
    for words in (["report", "key"], ["minutes", "export", DAY, "--out", str(tmp_path / "x")]):
        code, _, said = approved(*words)
        assert code == 1
        assert "has not joined" in said
    assert not (tmp_path / "x").exists()


def test_exported_minutes_are_signed_and_verified_by_the_own_key(joined: Shell, exported: Path) -> None:
    found = Envelope.read(exported.read_bytes())
    assert (found.kind, found.key) == ("minutes", public_key(OTHER_SEED))
    assert joined.done("verify", str(exported)) == (
        "minutes.json is whole: minutes of Chi bộ Một of 2026-12-03, signed with the key k-2.\n"
    )


def test_the_superior_verifies_with_the_key_alone(shell: Shell, joined: Shell, exported: Path, tmp_path: Path) -> None:
    keys = tmp_path / "chi-bo-mot.txt"
    keys.write_text(joined.done("report", "key"), encoding="utf-8-sig")
    key = joined.json("report", "key")[0]["key"]
    stranger = Shell(tmp_path / "nowhere", shell._capsys)
    for given in (str(keys), key):
        assert "is whole" in stranger.done("verify", str(exported), "--key", given)
    assert not (tmp_path / "nowhere").exists()


def test_a_document_under_an_earlier_key_is_the_cells_too(joined: Shell, tmp_path: Path) -> None:
    old = tmp_path / "report.json"
    old.write_bytes(PAPER)
    assert "is whole: report of Chi bộ Một" in joined.done("verify", str(old))


def test_what_was_changed_is_named(joined: Shell, exported: Path) -> None:
    text = json.loads(exported.read_bytes())["content"]["minutes"]
    changed(exported, minutes=text | {"text": text["text"].replace("16", "17")}, addenda=[{"text": "x"}])
    code, said, _ = joined("verify", str(exported))
    assert code == 1
    assert said == ("minutes.json was changed after it was signed: Addenda; Minutes; line 2 of the minutes' text.\n")
    code, told, _ = joined("verify", str(exported), "--json")
    found = json.loads(told)
    assert (code, found["verdict"], found["sections"], found["lines"]) == (1, "changed", ["addenda", "minutes"], [2])


def test_a_line_that_was_taken_out_is_counted(joined: Shell, exported: Path) -> None:
    changed(exported, minutes={"text": "Biên bản"})
    _, said, _ = joined("verify", str(exported))
    assert "1 line of the text taken out" in said


FOUND = {
    "forged": (canonical(json.loads(PAPER) | {"key_id": "k-9"}), "not as it was signed"),
    "another key": (paper(seed=b"x" * 32), "another key"),
    "saved anew": (json.dumps(json.loads(PAPER)).encode(), "saved anew"),
    "no document": (b"{}", "no report and no minutes"),
    "no text": (b"\x89PNG", "no report and no minutes"),
}


@pytest.mark.parametrize(("document", "said"), FOUND.values(), ids=FOUND.keys())
def test_what_is_not_whole_is_told_in_one_sentence(joined: Shell, tmp_path: Path, document: bytes, said: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(document)
    code, told, beside = joined("verify", str(path))
    assert (code, told.count("\n"), beside) == (1, 1, "")
    assert said in told


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_wrong_usage_is_told(shell: Shell, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(PAPER)
    for words, code in (
        (["verify", str(path)], 2),
        (["verify", str(path), "--key", "nonsense"], 2),
        (["verify", str(path), "--key", str(tmp_path)], 2),
        (["verify", str(path), "--key", str(path)], 2),
        (["verify", str(tmp_path / "none"), "--key", "A" * 43 + "="], 1),
    ):
        found, out, said = shell(*words, lang=lang)
        assert (found, out, said.count("\n")) == (code, "", 1), said
