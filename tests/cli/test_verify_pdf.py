"""``chibo verify`` of minutes as PDF, on a machine that never joined a server: by the own records, by the hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.documents.rendering import pdf
from tests.cli.conftest import Shell
from tests.cli.test_reports import DAY, approved

__all__ = ["approved"]


@pytest.fixture
def printed(approved: Shell, tmp_path: Path) -> Path:
    path = tmp_path / "minutes.pdf"
    code, _, said = approved("document", "make", "minutes", "--meeting", DAY, "--out", str(path), lang="vi")
    assert code == 0, said
    return path


def test_minutes_are_checked_by_the_own_records_and_by_the_hash_on_paper(
    approved: Shell, printed: Path, tmp_path: Path
) -> None:
    assert "is whole: minutes of Chi bộ Một of 2026-12-03, as this cell's records have it" in approved.done(
        "verify", str(printed)
    )
    digest = approved.json("verify", str(printed))["hash"]
    stranger = Shell(tmp_path / "nowhere", approved._capsys)
    code, said, _ = stranger("verify", str(printed))
    assert (code, "nothing here tells whose it is" in said, digest in said) == (1, True, True)
    assert "the paper with this hash" in stranger.done("verify", str(printed), "--hash", f"chibo:sha256:{digest}")
    code, said, _ = stranger("verify", str(printed), "--hash", "0" * 64)
    assert (code, "is not the paper with this hash" in said) == (1, True)
    assert not (tmp_path / "nowhere").exists()
    assert "Thông qua lúc 16 giờ." in approved.done("verify", "--hash", digest)
    assert approved("verify", "--hash", "0" * 64)[0] == 1
    assert approved("verify", "--hash", "abc")[0] == 2
    assert approved("verify")[0] == 2


def test_what_was_done_to_it_is_said_and_another_version_is_no_verdict(
    approved: Shell, printed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = printed.read_bytes()
    printed.write_bytes(whole + b"\n1 0 obj\nstartxref\n0\n%%EOF")
    code, said, _ = approved("verify", str(printed))
    assert (code, "something was appended to the file" in said) == (1, True)
    printed.write_bytes(whole)
    approved.done("do", "minutes.correct", "text=Đính chính.", f"meeting={DAY}")
    assert "It lacks 1 later addendum." in approved.done("verify", str(printed))
    monkeypatch.setattr(pdf, "rendering", lambda: "chibo 9")
    code, said, _ = approved("verify", str(printed))
    assert (code, "cannot be checked here" in said, "Thông qua lúc 16 giờ." in said) == (1, True, True)
    assert "whole" not in said
