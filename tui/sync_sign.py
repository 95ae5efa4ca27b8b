"""How sync stands, as a sign in the footer and a few lines on the first screen; nothing where no cell was joined."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from textual.content import Content

from models.domain.language import _, ngettext
from models.queries.conflicts import count_conflicts
from sync.status import SyncState, SyncStatus, read_status
from tui.format import day, hour

ACCOUNT = "account.json"  # sync.client.account writes it; to read it needs libraries that a start must not wait for


@dataclass(frozen=True, slots=True)
class SyncSign:
    """What the footer says of sync: ``unsent`` entries and ``conflicts`` are counted now, the rest is as last told."""

    status: SyncStatus
    unsent: int
    conflicts: int

    @property
    def is_well(self) -> bool:
        """Whether nobody needs to know anything."""
        return self.status.state in {SyncState.EVEN, SyncState.MOVING} and not self.conflicts

    @property
    def sign(self) -> str:
        """A few cells: an arrow up and down, and what of it a person may want to know."""
        mark = {SyncState.OFFLINE: "✕", SyncState.STOPPED: "!"}.get(self.status.state, "")
        count = str(self.unsent) if self.unsent else ""
        differing = f" ≠{self.conflicts}" if self.conflicts else ""
        return f"⇅{mark}{count or ('' if mark else '✓')}{differing}"

    @property
    def word(self) -> str:
        """The same in words."""
        words = [self._state, self._unsent]
        if self.conflicts:
            text = ngettext(
                "{count} conflict ({key:go.conflicts})", "{count} conflicts ({key:go.conflicts})", self.conflicts
            )
            words.append(text.format(count=self.conflicts))
        return ", ".join(filter(None, words)) or _("in sync")

    @property
    def _state(self) -> str:
        if self.status.state is SyncState.OFFLINE:
            return _("no connection")
        return _("sync stopped") if self.status.state is SyncState.STOPPED else ""

    @property
    def _unsent(self) -> str:
        return _("{count} unsent").format(count=self.unsent) if self.unsent else ""

    def drawn(self, *, with_word: bool) -> Content:
        """Draw it for the footer."""
        style = "" if self.is_well else "b $warning"
        return Content.assemble((f"{self.sign} {self.word}" if with_word else self.sign, style))


def sync_sign(home: Path, reader: sqlite3.Connection) -> SyncSign | None:
    """Return how sync stands; ``None`` where this machine has joined no cell."""
    if not (home / ACCOUNT).is_file():
        return None
    status = read_status(home) or SyncStatus(SyncState.OFFLINE)
    return SyncSign(status, status.unsent(reader), count_conflicts(reader))


def sync_lines(sign: SyncSign | None) -> list[Content]:
    """Return how sync stands in lines for the first screen: what is unsent, the last success, why not."""
    if sign is None:
        return []
    lines = [Content.assemble((_("Central server"), "b $accent"))]
    lines.append(Content.assemble("  ", sign.drawn(with_word=True)))
    if sign.status.last_success:
        lines.append(Content("  " + _("last success {time}").format(time=when(sign.status.last_success))))
    if sign.status.why:
        lines.append(Content(f"  {sign.status.why}"))
    return lines


def when(moment: datetime) -> str:
    """Return the day and time of an exchange: ``03/12/2026 13:58``."""
    return f"{day(moment)} {hour(moment)}"
