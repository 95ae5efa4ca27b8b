"""A laptop in tests: a home folder with a real store, joined to a real server."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from models.acts.registry import ActOutcome, perform
from models.queries.conflicts import open_conflicts
from models.store.connection import connect
from models.store.export import export_text
from models.store.limits import DATABASE
from models.store.store import Store
from models.store.verify import verify
from sync.client.account import MachineAccount, the_account
from sync.client.exchanging import exchange_with_server
from sync.client.http import ServerClient
from sync.client.invitation import Invitation
from sync.client.joining import JoiningMachine, join_as_first, join_by_invitation
from sync.client.machines import invite
from sync.exchange.interfaces import ExchangeResult
from sync.keys.recovery import new_code
from tests.conftest import DATA
from tests.sync.central import Administration


@cache
def _template(*, furnished: bool) -> Path:
    """Return a home folder to be copied: an empty store, or one with the cell's name and roster; made once.

    Who opens a copy writes as a device of its own, for the template has forgotten its name.
    """
    home = Path(mkdtemp(prefix="chibo-laptop-")) / "home"
    atexit.register(shutil.rmtree, home.parent, ignore_errors=True)
    with closing(Store.create(home)) as store:
        if furnished:
            perform(store, "cell.create", name="Chi bộ Một", superior="Đảng bộ xã", place="Hà Giang")
            perform(store, "roster.import", file=DATA / "roster.csv")
    with closing(connect(home / DATABASE)) as connection:
        connection.execute("DELETE FROM local_state WHERE key = 'device'")
    return home


class Laptop:
    """One machine; ``furnished`` with the cell's name and roster.

    ``recovery`` is the code that the first machine of the cell was shown.
    """

    def __init__(self, home: Path, *, furnished: bool = False) -> None:
        self.home = home
        shutil.copytree(_template(furnished=furnished), home)
        self.store = Store.open(home)
        self.recovery = ""

    @property
    def account(self) -> MachineAccount:
        return the_account(self.home)

    def do(self, act: str, /, **arguments: Any) -> ActOutcome:
        return perform(self.store, act, **arguments)

    def join_first(self, central: Administration, url: str) -> None:
        """Join as the first machine of a new cell."""
        self.recovery = new_code()
        code = central.new_code(central.new_cell())
        join_as_first(JoiningMachine(self.home), Invitation(url, code), self.recovery)

    def invite(self) -> Invitation:
        with ServerClient.of(self.account) as server:
            return invite(self.account, server, "")[0]

    def join(self, invitation: Invitation) -> None:
        join_by_invitation(JoiningMachine(self.home), Invitation.from_text(invitation.to_text()))

    def exchange(self) -> ExchangeResult:
        with ServerClient.of(self.account) as server:
            return exchange_with_server(self.store, self.account, server)[0]

    def export(self) -> str:
        """Return what the store says; its chains are verified too."""
        with self.store.reading() as connection:
            assert verify(connection).finding is None
            return export_text(connection)

    def conflicts(self) -> int:
        with self.store.reading() as connection:
            return len(open_conflicts(connection))


@contextmanager
def laptops(folder: Path, central: Administration, url: str, names: str = "AB") -> Iterator[list[Laptop]]:
    """Open laptops of one cell; the first one has its roster, and no other has exchanged anything yet."""
    opened = [Laptop(folder / name, furnished=name == names[0]) for name in names]
    try:
        opened[0].join_first(central, url)
        for one in opened[1:]:
            one.join(opened[0].invite())
        yield opened
    finally:
        for one in opened:
            one.store.close()
