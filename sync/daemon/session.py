"""The part of the daemon that works in a thread: one exchange after another over one connection and one store."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from models.domain.clock import Clock
from models.domain.errors import ChiboError
from models.domain.language import N_
from models.store.store import Store
from sync.client.account import Account, the_account
from sync.client.exchanging import Heads, exchange_with_server
from sync.client.faults import Declined, Unreachable
from sync.client.http import Server
from sync.exchange.parties import Moved, Pace
from sync.reports.answers import hear
from sync.reports.delivery import Delivered, deliver
from sync.reports.verdicts import hear_verdicts
from sync.status import SyncState, SyncStatus, Why, read_status, write_status

ASKED = timedelta(seconds=50)
"""How often the superior is asked for points and praise: an exchange a minute is made anyway, many in a meeting."""

_MISTAKE = N_(
    "chibo failed at this exchange by a mistake of its own ({kind}). Nothing is lost; it tries again. Tell its makers."
)


class Session:
    """The store, the account and the server of one home folder, opened when they are first wanted."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self._home = home
        self._clock = clock
        self._store: Store | None = None
        self._account: Account | None = None
        self._server: Server | None = None
        self._pace = Pace()
        self.delivered = Delivered()
        """What the last exchange did about reports to the superior."""
        self.heard = 0
        """How many answers to petitions, official points and praises it brought from the superior."""
        self._asked_at: datetime | None = None
        self._machines: tuple[tuple[str, datetime | None], ...] = ()

    @property
    def account(self) -> Account:
        """This machine's account. Raises :class:`StoreUnusable` if it has not joined."""
        if self._account is None:
            self._account = the_account(self._home)
        return self._account

    def exchange(self, heads: Heads | None = None) -> Moved:
        """Do one exchange and write down how it went, also where the program itself fails.

        Raises :class:`ChiboError` with the reason when it did not come about.

        ``heads`` is what the server held a moment ago, where that is known.
        """
        try:
            moved = self._exchange(heads)
        except ChiboError as fault:
            self._tell_failure(_why(fault), is_away=isinstance(fault, Unreachable))
            raise
        except Exception as fault:
            self._tell_failure(Why(_MISTAKE, {"kind": type(fault).__name__}), is_away=False)
            raise
        self._tell_success(moved)
        return moved

    @property
    def besides(self) -> str:
        """The name of what the server had beside the heads when all of it was looked at; empty where it tells none."""
        return (self._server.attended if self._server else None) or ""

    def refresh(self) -> None:
        """Forget account and connection: the account's file was written by somebody else."""
        if self._server is not None:
            self._server.close()
        self._server = self._account = None

    def close(self) -> None:
        """Let go of connection and store."""
        self.refresh()
        if self._store is not None:
            self._store.close()
            self._store = None

    def _exchange(self, heads: Heads | None) -> Moved:
        account = self.account
        if self._store is not None and self._store.is_replaced:
            self._store.close()
            self._store = None
        if self._store is None:
            self._store = Store.open(self._home, self._clock)
        is_first = self._server is None
        if self._server is None:
            self._server = Server.of(account)
            self._server.pace = self._pace
        moved, account = exchange_with_server(self._store, account, self._server, heads)
        self._account = account
        self.delivered = deliver(self._store, self._server, account.ring.signer(), thorough=is_first)
        self.heard = hear(self._store, self._server, account.server, thorough=is_first)
        if is_first or self._is_long_ago():
            self.heard += hear_verdicts(self._store, self._server, account.server, thorough=is_first)
            self._machines = _standing(self._server) or self._machines
            self._asked_at = self._clock()
        if not (self.delivered.sent or self.delivered.told or self.heard):
            return moved
        again, _ = exchange_with_server(self._store, account, self._server, moved.heads)
        return moved.followed_by(again)

    def _is_long_ago(self) -> bool:
        """Tell whether the superior was not asked lately, also by a clock that went back."""
        return self._asked_at is None or not timedelta(0) <= self._clock() - self._asked_at < ASKED

    def _tell_success(self, moved: Moved) -> None:
        held = {device: head.seq for device, head in (moved.heads or {}).items()}
        failed = [_why(one.reason) for one in self.delivered.failed]
        said = SyncStatus(
            SyncState.EVEN,
            held=held,
            last_success=self._clock(),
            refused=len(moved.refused),
            refusals=tuple((one.device, one.reason) for one in moved.refused),
            waiting=moved.waiting,
            unreceived=moved.unreceived,
            declined=moved.declined,
            machines=self._machines,
            why=failed[0] if failed else None,  # a report that was refused; the entries went all the same
        )
        write_status(self._home, self._signed(said))

    def _tell_failure(self, why: Why, *, is_away: bool) -> None:
        before = read_status(self._home) or SyncStatus(SyncState.OFFLINE)
        state = SyncState.OFFLINE if is_away else SyncState.STOPPED
        write_status(self._home, self._signed(replace(before, state=state, why=why)))

    def _signed(self, status: SyncStatus) -> SyncStatus:
        account = self._account
        if account is None:
            return status
        return replace(status, server=account.server, account=account.id, key=account.ring.newest.id)


def _standing(server: Server) -> tuple[tuple[str, datetime | None], ...]:
    """Return the machines of the cell with when the server saw them last; none where it does not tell."""
    with suppress(Declined):
        return tuple((one.id, one.last_seen) for one in server.accounts().accounts if one.revoked_at is None)
    return ()


def _why(fault: ChiboError) -> Why:
    return Why(fault.template, {name: str(value) for name, value in fault.values.items()})
