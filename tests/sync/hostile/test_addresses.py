"""A server's address that no connection can be made to is refused where it is typed or read, and is no mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.client.invitation import Invitation
from sync.protocol.fields import Malformed, is_address
from tests.cli.conftest import Shell

CODE = "a" * 32
RIGHT = "https://may-chu.vn"
WRONG = (
    "http://[::1",
    "http://127.0.0.1:1914x",
    "http://127.0.0.1:99999",
    "https://xn--a.vn",
    f"https://{'a' * 64}.vn",
    "https://a..vn",
    "https://may chu.vn",
    "ftp://may-chu.vn",
    "https://",
)


@pytest.mark.parametrize("address", WRONG)
def test_what_cannot_be_connected_to_is_no_address(address: str) -> None:
    assert not is_address(address)
    with pytest.raises(Malformed):
        Invitation.read(
            Invitation("https://may-chu.vn", CODE).to_bytes().replace(b"https://may-chu.vn", address.encode())
        )


@pytest.mark.parametrize(
    "address", ["https://chibo.example", "http://127.0.0.1:8447", "http://[::1]:80/x", "https://máy.vn"]
)
def test_what_can_be_is_one(address: str) -> None:
    assert is_address(address)


def test_joining_by_it_is_refused_before_a_recovery_code_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(tmp_path / "home", capsys)
    shell.done("init", "--name", "Chi bộ Một")
    code, out, err = shell("join", CODE, "--server", "http://[::1", "--name", "Máy", "--no-daemon")
    assert code not in {0, 70}, (out, err)
