"""A laptop in tests: a home folder with a real store, joined to a real server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.acts.registry import Outcome, perform
from models.queries.conflicts import open_conflicts
from models.store.export import export_text
from models.store.store import Store
from models.store.verify import verify
from sync.client.account import Account, load_account, the_account
from sync.client.exchanging import exchange_with_server
from sync.client.http import Server
from sync.client.invitation import Invitation
from sync.client.joining import Place, join_as_first, join_by_invitation
from sync.client.machines import invite
from sync.exchange.parties import Moved
from sync.keys.recovery import new_code
from tests.conftest import DATA, FakeClock
from tests.sync.central import Administration


class Laptop:
    """One machine. ``recovery`` is the code that the first machine of the cell was shown."""

    def __init__(self, home: Path, clock: FakeClock | None = None) -> None:
        self.home = home
        self.store = Store.create(home, clock)
        self.recovery = ""

    @property
    def account(self) -> Account:
        return the_account(self.home)

    @property
    def has_joined(self) -> bool:
        return load_account(self.home) is not None

    def do(self, act: str, /, **arguments: Any) -> Outcome:
        return perform(self.store, act, **arguments)

    def furnish(self) -> None:
        """Name the cell and read the roster."""
        self.do("cell.create", name="Chi bộ Một", superior="Đảng bộ xã", place="Hà Giang")
        self.do("roster.import", file=DATA / "roster.csv")

    def join_first(self, central: Administration, url: str) -> None:
        """Join as the first machine of a new cell."""
        self.recovery = new_code()
        code = central.new_code(central.new_cell())
        join_as_first(Place(self.home), Invitation(url, code), self.recovery)

    def invite(self) -> Invitation:
        with Server.of(self.account) as server:
            return invite(self.account, server, "")[0]

    def join(self, invitation: Invitation) -> None:
        join_by_invitation(Place(self.home), Invitation.from_text(invitation.to_text()))

    def exchange(self) -> Moved:
        with Server.of(self.account) as server:
            return exchange_with_server(self.store, self.account, server)[0]

    def export(self) -> str:
        """Return what the store says; its chains are verified too."""
        with self.store.reading() as connection:
            assert verify(connection).finding is None
            return export_text(connection)

    def conflicts(self) -> int:
        with self.store.reading() as connection:
            return len(open_conflicts(connection))

    def reopen(self, clock: FakeClock | None = None) -> None:
        self.store.close()
        self.store = Store.open(self.home, clock)


@contextmanager
def laptops(folder: Path, central: Administration, url: str, names: str = "AB") -> Iterator[list[Laptop]]:
    """Open laptops of one cell; the first one has its roster, and no other has exchanged anything yet."""
    opened = [Laptop(folder / name) for name in names]
    try:
        opened[0].furnish()
        opened[0].join_first(central, url)
        for one in opened[1:]:
            one.join(opened[0].invite())
        yield opened
    finally:
        for one in opened:
            one.store.close()
