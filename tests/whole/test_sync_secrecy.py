"""The server's files, its log, the traffic, and the daemons' own files contain no text of the records."""

from __future__ import annotations

import base64
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sync.client.account import MachineAccount, save_account
from tests.sync.central import ServerProcess
from tests.sync.laptop import Laptop
from tests.whole.sync_world import assign, cell_of, daemons, wait_for

LEAST = 6
"""Letters from which on a text is looked for: a shorter one may stand anywhere by chance."""


def test_no_text_of_the_records_leaves_the_laptops_in_clear(
    tmp_path: Path, server_process: Callable[..., ServerProcess]
) -> None:
    central = server_process()
    with cell_of(tmp_path, central) as (first, second), listening(central.port) as (port, heard):
        for laptop in (first, second):
            save_account(laptop.home, _through(laptop.account, port))
        with daemons(first, second):
            first.do("cell.change", name="Chi bộ trong hồ sơ")  # the server has a name for it, too
            assign(first, "Kiểm điểm đồng chí Đức")
            wait_for(second, "Kiểm điểm đồng chí Đức")
        read = {
            "the traffic": b"".join(heard),
            "the server's files": b"".join(path.read_bytes() for path in central.settings.home.rglob("*.*")),
            "the daemons' files": b"".join(_beside_the_store(laptop) for laptop in (first, second)),
        }
        assert b"/v1/parcels" in read["the traffic"]
        wanted = texts(first)
        assert "Kiểm điểm đồng chí Đức" in wanted
        for where, content in read.items():
            found = [text for text in wanted if any(form in content for form in forms(text))]
            assert not found, f"{where} tell {found}"


def texts(laptop: Laptop) -> set[str]:
    """Every text of the records that a person wrote."""
    tables = json.loads(laptop.export())["tables"]
    values = [value for rows in tables.values() for row in rows for name, value in row.items() if name != "id"]
    said = {value for value in values if isinstance(value, str) and len(value) >= LEAST}
    return {text for text in said if not text[0].isdecimal() and (" " in text or not text.isascii())}


def forms(text: str) -> Iterator[bytes]:
    """The bytes that would give a text away: UTF-8, UTF-16, JSON's escapes, and base64 at each of its three shifts."""
    yield text.encode()
    yield text.encode("utf-16-le")
    yield json.dumps(text)[1:-1].encode()
    for shift in range(3):
        encoded = base64.b64encode(bytes(shift) + text.encode())
        yield encoded[4 if shift else 0 : -4]


def _through(account: MachineAccount, port: int) -> MachineAccount:
    fields = {name: getattr(account, name) for name in MachineAccount.__dataclass_fields__}
    return MachineAccount(**fields | {"server": f"http://127.0.0.1:{port}"})


def _beside_the_store(laptop: Laptop) -> bytes:
    files = (path for path in laptop.home.iterdir() if not path.name.startswith("chibo.db"))
    return b"".join(path.read_bytes() for path in files)


@contextmanager
def listening(port: int) -> Iterator[tuple[int, list[bytes]]]:
    """Stand between laptops and a server, and keep everything that is said."""
    heard: list[bytes] = []
    door = socket.create_server(("127.0.0.1", 0))

    def carry(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while part := source.recv(65536):
                heard.append(part)
                target.sendall(part)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def receive() -> None:
        with suppress(OSError):
            while True:
                inside, _ = door.accept()
                outside = socket.create_connection(("127.0.0.1", port))
                for pair in ((inside, outside), (outside, inside)):
                    threading.Thread(target=carry, args=pair, daemon=True).start()

    threading.Thread(target=receive, daemon=True).start()
    try:
        yield door.getsockname()[1], heard
    finally:
        door.close()
