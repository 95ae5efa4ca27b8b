"""A server with a furnished database for the tests of the pages, and browsers signed in at it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete

from sync.server.settings import Settings
from sync.server.tables import AssignedSuperior, FourGood, WrittenPraise
from tests.conftest import FakeClock
from tests.made_once import made_once
from tests.sync.central import Administration, CentralServer
from tests.sync.web.browser import Browser
from tests.sync.web.committees import Committees, furnish, supervisor

NOW = datetime(2026, 12, 8, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def furnished(empty_server_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Committees]:
    """A server's folder with two committees that reported for fourteen months, and their supervisors.

    ``officer`` and ``reader`` see the first committee, ``foreign`` the second, ``province`` all, ``nobody`` nothing.
    """

    def make(home: Path) -> Committees:
        home.mkdir()
        shutil.copy(empty_server_file, home)
        return _furnished(home)

    return made_once(tmp_path_factory, "committees", make)


def _furnished(home: Path) -> Committees:
    administration = Administration(Settings(home=home), lambda: NOW)
    found = furnish(administration)
    for login, place, role in (
        ("officer", found.first, "officer"),
        ("reader", found.first, "reader"),
        ("foreign", found.second, "officer"),
        ("province", found.province, "officer"),
        ("nobody", None, "reader"),
    ):
        supervisor(administration, login, place, role)
    return found


@pytest.fixture(scope="session")
def committees(furnished: tuple[Path, Committees]) -> Committees:
    """The places of the tree."""
    return furnished[1]


@pytest.fixture(scope="module")
def clock() -> FakeClock:
    """A clock a few days after the December meetings."""
    found = FakeClock()
    found.now = NOW
    return found


@pytest.fixture(scope="module")
def pages(
    tmp_path_factory: pytest.TempPathFactory, furnished: tuple[Path, Committees], clock: FakeClock
) -> Iterator[CentralServer]:
    """A server over a copy of the furnished database, one for all tests of a module."""
    home = tmp_path_factory.mktemp("pages") / "central"
    shutil.copytree(furnished[0], home)
    central = CentralServer(Settings(home=home), clock)
    try:
        yield central.start()
    finally:
        central.stop()


@pytest.fixture(scope="module")
def browser(pages: CentralServer, clock: FakeClock) -> Iterator[Callable[..., Browser]]:
    """Open browsers; each with cookies of its own, and signed in if a login name is given."""
    opened: list[Browser] = []

    def open_one(login: str = "", language: str = "en") -> Browser:
        opened.append(Browser(pages.url, clock, language))
        return opened[-1].sign_in(login) if login else opened[-1]

    yield open_one
    for one in opened:
        one.http.close()


@pytest.fixture(scope="module")
def officer(browser: Callable[..., Browser]) -> Browser:
    """Somebody of the first committee who may decide, signed in once for all tests of a module."""
    return browser("officer")


@pytest.fixture
def undecided(pages: CentralServer) -> Iterator[None]:
    """Forget after the test what it decided: the tests of a module share one server."""
    yield
    for table in (AssignedSuperior, FourGood, WrittenPraise):
        pages.do(lambda connection, _now, table=table: connection.execute(delete(table.__table__)))
