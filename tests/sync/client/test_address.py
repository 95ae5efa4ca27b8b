"""A server's address that no connection can be made to is refused wherever it is typed, read, or given by a server."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.domain.errors import DataFileWrong, WrongUsage
from sync.client import account
from sync.client.address import checked_address, is_address
from sync.client.faults import ExchangeFailed, Unreachable
from sync.client.http import ServerClient
from sync.client.invitation import Invitation
from sync.client.join_checks import is_safe
from sync.keys.ring import KeyRing
from tests.cli.conftest import Shell

CODE = "a" * 32
RIGHT = "https://may-chu.vn"
WRONG = (
    "",
    "may-chu.vn",
    "ftp://may-chu.vn",
    "https://",
    "https:///x",
    "https://:8440",
    "http://[::1",
    "http://[::1]x",
    "https://[1.2.3.4]",
    "http://127.0.0.1:1914x",
    "http://127.0.0.1:99999",
    "http://127.0.0.1:0",
    "http://127.0.0.1:1_9",
    "http://h:443:443",
    "https://xn--a.vn",
    f"https://{'a' * 64}.vn",
    "https://a..vn",
    "https://may chu.vn",
    "https://may-chu.vn/\udcff",
    "https://\u202e.vn",
    "https://☃\u200b.vn",
    "https://a@b.vn",
    f"https://may-chu.vn/{'x' * 300}",
)


@pytest.mark.parametrize("address", WRONG)
def test_what_cannot_be_connected_to_is_no_address(address: str) -> None:
    assert not is_address(address)
    with pytest.raises(WrongUsage, match="No connection can be made"):
        Invitation.from_code(CODE, address)


@pytest.mark.parametrize(
    "address",
    [RIGHT, "http://127.0.0.1:8447", "http://[::1]:80/x", "https://máy.vn", "http://may_chu:8440", "http://h.vn./a/b"],
)
def test_what_can_be_is_one(address: str) -> None:
    assert Invitation.from_text(Invitation.from_code(CODE, address).to_text()).server == address


_HOST = st.text(st.sampled_from("a1-.:[]@%/\\_é☃ß\u200b\u202e\udcff\x00xn "), max_size=20)


@given(st.builds("".join, st.tuples(st.sampled_from(["http://", "https://"]), _HOST)) | st.text(max_size=30))
@example("http://[::1")
@example(f"https://{'á' * 100}.vn")
def test_every_text_is_refused_or_read_by_all_who_use_it(text: str) -> None:
    if not is_address(text):
        with pytest.raises(WrongUsage) as refused:
            checked_address(text)
        assert str(refused.value).isprintable()
        return
    is_safe(text)
    with httpx.Client(base_url=text, verify=False) as client:
        url = client.build_request("GET", "/v1/heads").url
    port = url.port or 80
    assert url.host
    assert url.raw_host.decode("ascii").encode("idna")
    assert 0 < port < 65_536


def test_an_invitation_with_such_an_address_is_refused_for_it() -> None:
    with pytest.raises(WrongUsage, match="No connection can be made"):
        Invitation.from_text(Invitation("http://[::1", CODE).to_text())


def test_a_file_with_such_an_address_is_damaged(tmp_path: Path) -> None:
    seed = bytes(32)
    own = account.MachineAccount(RIGHT, "c", "a", "t" * 43, seed, seed, KeyRing.new(seed))
    account.save_account(tmp_path, own)
    path = tmp_path / account.FILE
    body = json.loads(account.read_secret(path))
    path.write_text(json.dumps(body | {"server": "http://127.0.0.1:19!62"}))  # of an older program: no hash
    with pytest.raises(DataFileWrong, match="is damaged"):
        account.load_account(tmp_path)


@pytest.mark.parametrize("address", ["http://[::1", "https://xn--a.vn", "http://127.0.0.1:1914x"])
def test_joining_and_serving_by_it_are_refused_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    shell = Shell(tmp_path / "home", capsys)
    for words in (
        ("join", CODE, "--server", address),
        ("join", Invitation(address, CODE).to_text()),
        ("serve", "--new-cell", "Chi bộ Một", "--address", address, "--port", "0"),
    ):
        code, out, err = shell(*words)
        assert (code, out) == (2, "")
        assert address in err
    assert not list(shell.home.glob("*.db"))


@pytest.fixture
def redirecting() -> Iterator[tuple[str, list[bytes]]]:
    """A server that leads every call to another address."""
    targets: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def answer() -> None:
        while targets:
            line, _ = listener.accept()
            with line:
                line.recv(65_536)
                line.sendall(b"HTTP/1.1 307 X\r\nLocation: " + targets.pop(0) + b"\r\nContent-Length: 0\r\n\r\n")

    targets += [b"http://[::1", b"https://xn--a.vn/", b"http://h:1914x/", b"https://" + b"a" * 64 + b".vn", b"\xff://"]
    thread = Thread(target=answer, daemon=True)
    thread.start()
    with listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", list(targets)
    thread.join(10)


def test_an_address_that_a_server_gives_is_a_fault_of_the_exchange(redirecting: tuple[str, list[bytes]]) -> None:
    server, targets = redirecting
    for _ in targets:
        with ServerClient(server) as client, pytest.raises(ExchangeFailed):
            client.heads()


@pytest.mark.parametrize("proxy", ["gopher://x", "http://[::1", "socks9://x", "http://x:1y"])
def test_a_proxy_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(Unreachable, match="proxy"):
        ServerClient(RIGHT)
    with pytest.raises((httpx.InvalidURL, ValueError, ImportError)):
        httpx.Client()
