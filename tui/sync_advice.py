"""What a person can do about sync as it stands: the same lines on the screen and for ``chibo status``."""

from __future__ import annotations

from collections.abc import Iterator

from models.domain.language import _, fill
from sync.status import SyncState, SyncStatus


def refusals(status: SyncStatus) -> Iterator[str]:
    """Yield what was not taken in at the last exchange, and why."""
    for device, reason in status.refusals:
        yield fill(_("Not taken, from {device}: {reason}."), {"device": device, "reason": _(reason).rstrip(".")})


def to_do(status: SyncStatus, *, set_aside: int, conflicts: int, daemon: bool) -> Iterator[str]:
    """Yield what to do; nothing where nothing is to be done."""
    if status.state is SyncState.STOPPED:
        yield _("See to what is said above; “chibo sync” tries at once.")
    if status.refused:
        yield _("Have the other machine sync again; if it stays so, shut it out and invite it anew (“chibo device”).")
    if not daemon:
        yield _("“chibo daemon start” has changes carried again.")
    if conflicts:
        yield _("{key:go.conflicts} shows what two laptops changed at once; one key chooses.")
    if set_aside:
        yield _("{key:go.conflicts} says why an entry was set aside.")


def not_needed(status: SyncStatus) -> str:
    """Return what is said where nothing is to be done."""
    if status.state is SyncState.OFFLINE:
        return _("Nothing: it goes out by itself once the server answers.")
    return _("Nothing.")
