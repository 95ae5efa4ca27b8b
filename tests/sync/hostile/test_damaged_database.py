"""A server's database with spoilt pages: health, log, administrator and laptops tell that it is to be restored."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.engine import Connection

from models.domain.clock import system_clock
from models.domain.errors import StoreUnusable
from sync.server import log
from sync.server.administration import open_database
from sync.server.app import create_app
from sync.server.database import DATABASE
from sync.server.faults import DatabaseDamaged
from sync.server.settings import Settings

PAGE = 4096


@pytest.fixture
def damaged(server_home: Path) -> Settings:
    path = server_home / DATABASE
    content = path.read_bytes()
    path.write_bytes(content[:PAGE] + b"\xff" * (len(content) - PAGE))
    return Settings(home=server_home)


def count_cells(connection: Connection) -> None:
    connection.execute(text("SELECT count(*) FROM cell")).fetchall()


async def asked_for_health(app: FastAPI) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://server") as client:
        return await client.get("/health", headers={"Accept-Language": "en"})


def test_health_and_log_tell_of_a_damaged_database(
    damaged: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_SELDOM", {})
    caplog.set_level(logging.INFO, log.LOGGER.name)
    app = create_app(damaged, system_clock())
    for _ in range(5):
        with pytest.raises(DatabaseDamaged):
            app.state.service.database.read(count_cells)
    answer = asyncio.run(asked_for_health(app))
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:chibo:problem:database-damaged")
    assert "restored from a backup" in answer.json()["title"]
    assert [one.msg for one in caplog.records].count("database.damaged") == 1


def test_an_administrator_is_told_to_restore_it(damaged: Settings) -> None:
    with pytest.raises(StoreUnusable, match="restore the last backup"), open_database(damaged) as database:
        database.read(count_cells)
