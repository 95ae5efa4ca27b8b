"""The blocking part of the daemon, run in a thread: exchanges over one connection and one store."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from models.domain import limits
from models.domain.clock import Clock
from models.domain.errors import ChiboError
from models.domain.language import N_
from models.store.store import Store
from sync.client.account import MachineAccount, the_account
from sync.client.downloads import Downloads
from sync.client.exchanging import Heads, exchange_with_folder, exchange_with_server
from sync.client.faults import CallRefused, Unreachable
from sync.client.holdings import machines_at, state_held, tell_held
from sync.client.http import ServerClient
from sync.client.superior_calls import SuperiorCalls
from sync.exchange.interfaces import BatchSize, ExchangeResult, PutUnavailable, Skipped
from sync.protocol.messages.entries import BY_ADMINISTRATOR
from sync.removed_parts import RemovedPart
from sync.reports.answers import pull_answers
from sync.reports.delivery import Delivered, deliver
from sync.reports.verdicts import pull_verdicts
from sync.status import (
    RECOVERY_FOREIGN,
    RECOVERY_NEW,
    MachineSeen,
    StatusReason,
    SyncState,
    SyncStatus,
    read_status,
    write_status,
)

PULL_INTERVAL = timedelta(seconds=50)
"""How often the superior's points and praise are requested: exchanges are more frequent than that during a meeting."""

KEYS_NOTICE = timedelta(days=7)
"""How long the screen mentions that key boxes were put again."""
FOLDER_NOTICE = timedelta(days=1)
"""How long an error of a stick is shown if the server has everything; otherwise until the next exchange with a folder.
"""
_REFUSED = N_("Something in the folder {path} was not taken: it is damaged, or not sealed by the cell.")
_MISTAKE = N_(
    "chibo failed at this exchange by a mistake of its own ({kind}). Nothing is lost; it tries again. Tell its makers."
)


class Session:
    """The store, the account and the server connection of one home folder, opened on first use."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self._home = home
        self._clock = clock
        self._store: Store | None = None
        self._account: MachineAccount | None = None
        self._server: ServerClient | None = None
        self._batch_size, self._downloads = BatchSize(), Downloads()
        self.delivered = Delivered()
        """What the last exchange did about reports to the superior."""
        self.pulled = 0
        """How many answers to petitions, official points and praises it brought from the superior."""
        self.has_put_keys = False
        """Whether it put key boxes again that the server lacked, or had older."""
        self._recovery = ""
        self._asked_at: datetime | None = None
        self._machines: tuple[MachineSeen, ...] = ()
        self._block: tuple[PutUnavailable, float, float] | None = None

    @property
    def account(self) -> MachineAccount:
        """This machine's account. Raises :class:`StoreUnusable` if it has not joined."""
        if self._account is None:
            self._account = the_account(self._home)
        return self._account

    def exchange(self, heads: Heads | None = None) -> ExchangeResult:
        """Do one exchange and record its outcome, also when the program itself fails.

        ``heads`` are the server's heads if they were read a moment ago. Raises :class:`ChiboError` with the reason when
        the exchange failed.
        """
        try:
            result = self._exchange(heads)
        except ChiboError as fault:
            self._record_failure(_why(fault), is_away=isinstance(fault, Unreachable))
            raise
        except Exception as fault:
            self._record_failure(StatusReason(_MISTAKE, {"kind": type(fault).__name__}), is_away=False)
            raise
        self._record_success(result)
        if result.not_taken is not None:
            self._record_failure(_why(result.not_taken), is_away=result.not_taken.is_temporary)
        return result

    def tell_held(self, result: ExchangeResult) -> None:
        """Tell the server what this machine holds, where the next poll does not say it."""
        if self._server is not None:
            with suppress(ChiboError):
                tell_held(self._server, state_held(result))

    def exchange_with_folder(self, path: Path) -> ExchangeResult:
        """Do one exchange with a folder, such as a USB stick, and record an error if there was one.

        Raises :class:`ChiboError` with the reason when the exchange failed.
        """
        account = self.account
        try:
            result = exchange_with_folder(self._opened(), account, path)
        except ChiboError as fault:
            self._record_folder(_why(fault))
            raise
        except Exception as fault:
            self._record_folder(StatusReason(_MISTAKE, {"kind": type(fault).__name__}))
            raise
        refused = StatusReason(_REFUSED, {"path": str(path)}) if len(result.refused) > result.waiting else None
        untold = result.not_taken or next(iter(result.skipped), None)
        self._record_folder(_why(untold) if untold else refused)
        return result

    @property
    def puts_blocked_by(self) -> PutUnavailable | None:
        """Return why nothing is sent for now: the server asked to retry later. Receiving continues."""
        why, _since, until = self._block or (None, 0.0, 0.0)
        return why if monotonic() < until else None

    def block_puts(self, why: PutUnavailable, seconds: float) -> None:
        """Send nothing for so many seconds."""
        now = monotonic()
        self._block = (why, now, now + seconds)

    def shorten_block(self, longest: float) -> float:
        """Limit a block to so many seconds from its start; return how many are left."""
        if self._block is None:
            return 0.0
        why, since, until = self._block
        until = min(until, since + longest)
        self._block = (why, since, until)
        return until - monotonic()

    @property
    def besides(self) -> str:
        """Return the name of the server's state beside the heads as of the last complete exchange; empty if the server
        has none.
        """
        return (self._server.attended if self._server else None) or ""

    @property
    def ended(self) -> dict[str, int]:
        """The devices that the server removed for good, each with the highest sequence number: none of it is unsent."""
        return dict.fromkeys((part.device for part in _removals(self._server)), limits.SEQ)

    def refresh(self) -> None:
        """Drop account and connection, because another process rewrote the account file."""
        if self._server is not None:
            self._server.close()
        self._server = self._account = None

    def close(self) -> None:
        """Close the connection and the store."""
        self.refresh()
        if self._store is not None:
            self._store.close()
            self._store = None

    def _exchange(self, heads: Heads | None) -> ExchangeResult:
        account, store = self.account, self._opened()
        is_first = self._server is None
        if self._server is None:
            self._server = ServerClient.of(account)
            self._server.batch_size, self._server.downloads = self._batch_size, self._downloads
        result, account = exchange_with_server(store, account, self._server, heads, self.puts_blocked_by)
        self._account = account
        self.has_put_keys, self._server.keys_put_again = self._server.keys_put_again, False
        self._recovery = RECOVERY_NEW if self._server.has_new_recovery else ""
        self._recovery = RECOVERY_FOREIGN if self._server.has_foreign_recovery else self._recovery
        self._server.has_new_recovery = self._server.has_foreign_recovery = False
        superior = SuperiorCalls(self._server)
        self.delivered = deliver(store, superior, account.ring.signer(), thorough=is_first)
        self.pulled = pull_answers(store, superior, account.server, thorough=is_first)
        if is_first or self._is_long_ago():
            self.pulled += pull_verdicts(store, superior, account.server, thorough=is_first)
            self._machines = _machines(self._server) or self._machines
            self._asked_at = self._clock()
        if not (self.delivered.sent or self.delivered.updated or self.pulled):
            return result
        again, _ = exchange_with_server(store, account, self._server, result.heads, result.puts_blocked_by)
        return result.followed_by(again)

    def _opened(self) -> Store:
        """Return the open store, reopened if its file was replaced."""
        if self._store is not None and self._store.is_replaced:
            self.close()  # the connection as well: its cached heads belong to the other store
        if self._store is None:
            self._store = Store.open(self._home, self._clock)
        return self._store

    def _is_long_ago(self) -> bool:
        """Tell whether the last request to the superior is long ago, also if the clock was set back."""
        return self._asked_at is None or not timedelta(0) <= self._clock() - self._asked_at < PULL_INTERVAL

    def _record_success(self, result: ExchangeResult) -> None:
        held = {device: head.seq for device, head in (result.heads or {}).items()}
        failed = [_why(one.reason) for one in self.delivered.failed]
        now, before = self._clock(), read_status(self._home) or SyncStatus(SyncState.EVEN)
        machines = self._machines or before.machines  # the listing may have been refused since the start
        has_folder = _is_recent(before.folder_at, now, FOLDER_NOTICE)
        said = SyncStatus(
            SyncState.EVEN,
            held=held,
            last_success=now,
            refused=len(result.refused),
            refusals=tuple((one.device, one.reason) for one in result.refused),
            waiting=result.waiting,
            unreceived=result.unreceived,
            declined=result.declined,
            removals=_removals(self._server),
            machines=machines,
            joined=_joined(before, machines, now),
            why=failed[0] if failed else None,  # a report was refused; the entries were exchanged nevertheless
            recovery=self._recovery or (before.recovery if _kept(before.recovery_at, now) else ""),
            recovery_at=now if self._recovery else _kept(before.recovery_at, now),
            keys_put_at=now if self.has_put_keys else _kept(before.keys_put_at, now),
            folder=before.folder if has_folder else None,
            folder_at=before.folder_at if has_folder else None,
        )
        write_status(self._home, self._signed(said))

    def _record_folder(self, why: StatusReason | None) -> None:
        before = read_status(self._home) or SyncStatus(SyncState.OFFLINE)
        told = replace(before, folder=why, folder_at=self._clock() if why else None)
        write_status(self._home, self._signed(told))

    def _record_failure(self, why: StatusReason, *, is_away: bool) -> None:
        before = read_status(self._home) or SyncStatus(SyncState.OFFLINE)
        state = SyncState.OFFLINE if is_away else SyncState.STOPPED
        write_status(self._home, self._signed(replace(before, state=state, why=why)))

    def _signed(self, status: SyncStatus) -> SyncStatus:
        account = self._account
        if account is None:
            return status
        return replace(status, server=account.server, cell=account.cell, account=account.id, key=account.ring.newest.id)


def _removals(server: ServerClient | None) -> tuple[RemovedPart, ...]:
    found = server.removals if server else ()
    return tuple(RemovedPart(one.device, one.first, one.by == BY_ADMINISTRATOR, one.at) for one in found)


def _machines(server: ServerClient) -> tuple[MachineSeen, ...]:
    """Return the cell's machines with the time the server last saw each and what it holds; empty if the server tells
    none.
    """
    with suppress(CallRefused):
        found = machines_at(server)
        return tuple(MachineSeen(one.account, one.last_seen, one.all_until, one.lacks) for one in found)
    return ()


def _joined(before: SyncStatus, machines: tuple[MachineSeen, ...], now: datetime) -> tuple[tuple[str, datetime], ...]:
    """Return the other machines of the cell that came lately: nobody may have invited them but a thief."""
    noticed = {account: at for account, at in before.joined if _kept(at, now)}
    known = {one.account for one in before.machines} | {before.account}
    if before.machines:  # else this machine is a newcomer itself
        noticed |= {one.account: now for one in machines if one.account not in known}
    return tuple((one.account, noticed[one.account]) for one in machines if one.account in noticed)


def _is_recent(moment: datetime | None, now: datetime, span: timedelta) -> bool:
    return moment is not None and timedelta(0) <= now - moment < span


def _kept(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if _is_recent(moment, now, KEYS_NOTICE) else None


def _why(fault: ChiboError | PutUnavailable | Skipped) -> StatusReason:
    return StatusReason(fault.template, {name: str(value) for name, value in fault.values.items()})
