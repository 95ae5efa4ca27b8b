"""The state of sync as a sign in the footer, and in a few lines of home; nothing without a joined cell."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from textual.content import Content

from models.domain.clock import system_clock
from models.domain.formats import moment_text
from models.domain.language import _, ngettext
from models.queries.conflicts import aside_by_kind, count_conflicts
from sync.status import SyncState, SyncStatus, is_stale, status_to_show

ACCOUNT = "account.json"  # written by sync.client.account, whose libraries are slow to import


@dataclass(frozen=True, slots=True)
class Trouble:
    """A kind of undelivered or unreadable entries, as a sign and in words."""

    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class SyncSign:
    """The state of sync for the footer:

    ``unsent`` entries, ``conflicts`` and quarantined entries (``aside``, by kind) are counted now, the rest is from the
    last recorded status; ``is_stale``: that was long ago; ``open_removals`` can still be brought back.
    """

    status: SyncStatus
    unsent: int
    conflicts: int
    aside: Mapping[str, int] = field(default_factory=dict)
    is_stale: bool = False
    removed: tuple[str, ...] = ()
    """A text for each removal at the server."""
    open_removals: int = 0

    @property
    def is_well(self) -> bool:
        """Whether all is well."""
        is_even = self.status.state in {SyncState.EVEN, SyncState.MOVING}
        return is_even and not self.conflicts and not self.troubles

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """The kinds of undelivered or unreadable entries."""
        known = self.status
        waiting, newer, aside = (self.aside.get(kind, 0) for kind in ("waiting", "newer", "aside"))
        refused = known.refused - known.waiting
        every = (
            (refused, "×", ngettext("{count} refused", "{count} refused", refused)),
            (known.waiting, "?", ngettext("{count} waits for a key", "{count} wait for a key", known.waiting)),
            (known.declined, "⇥", ngettext("{count} too large to send", "{count} too large to send", known.declined)),
            (waiting, "…", ngettext("{count} waits for others", "{count} wait for others", waiting)),
            (newer, "↑", ngettext("{count} of a newer chibo", "{count} of a newer chibo", newer)),
            (aside, "−", _set_aside(aside)),
            (0 if known.refused else known.unreceived, "↓", _("{count} not received")),
            (self.open_removals, "⊘", _("{count} removed at the server")),
            (1 if known.folder else 0, "□", _("a folder not wholly exchanged")),
            (1 if self._is_long_ago else 0, "◷", _("no exchange for some time")),
        )
        return tuple(Trouble(f"!{count}{sign}", word.format(count=count)) for count, sign, word in every if count > 0)

    @property
    def _is_long_ago(self) -> bool:
        """Whether the last status was good but is outdated."""
        return self.is_stale and self.status.state in {SyncState.EVEN, SyncState.MOVING}

    @property
    def sign(self) -> str:
        """The sign: arrows, connection, unsent entries, troubles, conflicts."""
        mark = {SyncState.OFFLINE: "✕", SyncState.STOPPED: "!"}.get(self.status.state, "")
        count = str(self.unsent) if self.unsent else ""
        told = "".join(trouble.sign for trouble in self.troubles)
        differing = f" ≠{self.conflicts}" if self.conflicts else ""
        return f"⇅{mark}{count}{told or ('' if mark or count else '✓')}{differing}"

    @property
    def word(self) -> str:
        """The sign in words."""
        words = [self._state, self._unsent, *(trouble.word for trouble in self.troubles)]
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


def _set_aside(count: int) -> str:
    return ngettext("{count} set aside ({key:go.conflicts})", "{count} set aside ({key:go.conflicts})", count)


def sync_sign(home: Path, reader: sqlite3.Connection) -> SyncSign | None:
    """Return the state of sync; ``None`` when this machine has not joined a cell."""
    return sign_of(home, reader) if (home / ACCOUNT).exists() else None


def sign_of(home: Path, reader: sqlite3.Connection) -> SyncSign:
    """Return the state of sync of a machine that has joined a cell."""
    status = status_to_show(home)
    aside = aside_by_kind(reader)
    unsent, conflicts, now = status.unsent(reader), count_conflicts(reader), system_clock()()
    removed = status.removed(reader, now)
    return SyncSign(status, unsent, conflicts, aside, is_stale(home), removed, status.open_removals(now))


def sync_lines(sign: SyncSign | None) -> list[Content]:
    """Return the state of sync in lines for home: unsent entries, last success, reason."""
    if sign is None:
        return []
    lines = [Content.assemble((_("Central server"), "b $accent"))]
    lines.append(Content.assemble("  ", sign.drawn(with_word=True)))
    if sign.status.last_success:
        lines.append(Content("  " + _("last success {time}").format(time=moment_text(sign.status.last_success))))
    if sign.status.why:
        lines.append(Content(f"  {sign.status.why}"))
    return lines
