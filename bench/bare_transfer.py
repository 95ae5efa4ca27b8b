"""The yardstick of sync: the same records over httpx to starlette into SQLite and back, with nothing else done to them.

It runs as a process of its own: ``python -m bench.bare_transfer FILE`` prints the port it listens on.
"""

from __future__ import annotations

import json
import socket
import sqlite3
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

TABLE = "CREATE TABLE IF NOT EXISTS record (seq INTEGER PRIMARY KEY, device TEXT, entry INTEGER, body TEXT)"
INSERT = "INSERT INTO record (device, entry, body) VALUES (?, ?, ?)"
SELECT = "SELECT device, entry, body FROM record ORDER BY seq"


def opened(path: Path) -> sqlite3.Connection:
    """Open a file for records, as durable as the store is."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(TABLE)
    return connection


def keep(connection: sqlite3.Connection, body: bytes) -> None:
    """Keep records that came as JSON, in one transaction."""
    connection.execute("BEGIN")
    connection.executemany(INSERT, json.loads(body))
    connection.execute("COMMIT")


def told(connection: sqlite3.Connection) -> bytes:
    """Return all records as JSON."""
    return json.dumps(connection.execute(SELECT).fetchall(), ensure_ascii=False).encode()


def main() -> None:
    """Serve until the process is ended."""
    connection = opened(Path(sys.argv[1]))

    async def push(request: Request) -> Response:
        keep(connection, await request.body())
        return Response(status_code=204)

    async def pull(_request: Request) -> Response:
        return Response(told(connection), media_type="application/json")

    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    app = Starlette(routes=[Route("/push", push, methods=["POST"]), Route("/pull", pull)])
    uvicorn.Server(uvicorn.Config(app, log_level="error")).run([listening])


if __name__ == "__main__":
    main()
