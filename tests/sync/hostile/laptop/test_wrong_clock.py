"""A certificate that does not hold yet, or no more: the laptop's clock, or the server's certificate."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.client.faults import AccessDenied
from sync.client.http import ServerClient


@contextmanager
def served(folder: Path, begins: datetime, ends: datetime, clock: datetime) -> Iterator[tuple[str, str]]:
    """Serve over TLS with a certificate of these days, by a clock; yield the address and the authority's file."""
    key = Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(begins).not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, None)
    )  # fmt: skip
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "cert.pem").write_bytes(pem)
    (folder / "both.pem").write_bytes(secret + pem)

    class Answers(BaseHTTPRequestHandler):
        def date_time_string(self, timestamp: float | None = None) -> str:
            return format_datetime(clock, usegmt=True)

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:  # type: ignore[override]
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_port}", str(folder / "cert.pem")
    finally:
        server.shutdown()
        server.server_close()


NOW = datetime.now(UTC).replace(microsecond=0)
DAY, YEAR = timedelta(days=1), timedelta(days=365)


@pytest.mark.parametrize(
    ("begins", "ends", "clock", "said"),
    [
        (NOW + YEAR, NOW + 2 * YEAR, NOW + YEAR + DAY, "clock of this machine is wrong"),
        (NOW - 2 * YEAR, NOW - YEAR, NOW - YEAR - DAY, "clock of this machine is wrong"),
        (NOW - 2 * YEAR, NOW - YEAR, NOW, "cannot prove who it is"),
    ],
    ids=["behind", "ahead", "expired"],
)
def test_the_clock_is_told_from_the_certificate(
    begins: datetime, ends: datetime, clock: datetime, said: str, tmp_path: Path
) -> None:
    with (
        served(tmp_path, begins, ends, clock) as (address, authority),
        ServerClient(address, authority=authority) as server,
        pytest.raises(AccessDenied, match=said),
    ):
        server.state()
