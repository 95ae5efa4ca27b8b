"""Laptops of one cell at a real server on loopback, and a bad line to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sync.client.account import save_account
from tests.sync.central import CentralServer
from tests.sync.hostile.line import Line, line_to
from tests.sync.laptop import Laptop


@pytest.fixture
def line(server: CentralServer) -> Iterator[Line]:
    """A line to the server that can be made bad."""
    with line_to(server.port) as line:
        yield line


@pytest.fixture
def secretary(server: CentralServer, tmp_path: Path) -> Iterator[Laptop]:
    """The cell's first laptop, with its name and roster."""
    laptop = Laptop(tmp_path / "secretary", furnished=True)
    laptop.join_first(server, server.url)
    yield laptop
    laptop.store.close()


@pytest.fixture
def deputy(secretary: Laptop, tmp_path: Path) -> Iterator[Laptop]:
    """Another laptop of the cell, with nothing on it yet."""
    laptop = Laptop(tmp_path / "deputy")
    laptop.join(secretary.invite())
    yield laptop
    laptop.store.close()


Over = Callable[[Laptop, Line], None]


@pytest.fixture
def over() -> Over:
    """Lead a laptop's way to the server over a line."""

    def lead(laptop: Laptop, line: Line) -> None:
        save_account(laptop.home, replace(laptop.account, server=line.url))

    return lead
