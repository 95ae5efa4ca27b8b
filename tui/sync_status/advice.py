"""What to do about the state of sync, for the screen and for ``chibo status``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from heapq import nlargest

from models.domain.formats import moment_text
from models.domain.language import _, fill, ngettext
from models.domain.text import one_line
from models.queries.machines import MOST_LISTED
from sync.status import SyncState, SyncStatus
from tui.widgets.sync_sign import SyncSign

_NEVER = datetime.min.replace(tzinfo=UTC)


def refusals(status: SyncStatus) -> Iterator[str]:
    """Yield what was refused at the last exchange, and why."""
    for device, reason in status.refusals[:MOST_LISTED]:
        yield fill(_("Not taken, from {device}: {reason}."), {"device": device, "reason": _(reason).rstrip(".")})
    yield from and_more(len(status.refusals) - MOST_LISTED)


def others(status: SyncStatus, names: Mapping[str, str]) -> Iterator[str]:
    """Yield, for each other machine, what it holds of the server's entries, and when it was last seen."""
    found = [one for one in status.machines if one.account != status.account]
    chosen = nlargest(MOST_LISTED, found, key=lambda one: (bool(one.lacks), one.last_seen or _NEVER))
    for one in chosen:
        told = {
            "machine": one_line(names.get(one.account) or one.account[:8]),
            "time": moment_text(one.last_seen) if one.last_seen else _("never"),
            "until": moment_text(one.all_until) if one.all_until else _("never"),
            "count": one.lacks or 0,
        }
        if one.lacks is None:
            yield _("{machine}: last at the server {time}").format(**told)
        elif one.lacks:
            yield _("{machine}: lacks {count} acts, had all {until}; last at the server {time}").format(**told)
        else:
            yield _("{machine}: has all; last at the server {time}").format(**told)
    yield from and_more(len(found) - len(chosen))


def joined(status: SyncStatus, names: Mapping[str, str]) -> Iterator[str]:
    """Yield which machines joined the cell lately: a stolen one can invite any number."""
    for account, at in status.joined[-MOST_LISTED:]:
        yield _(
            "{machine} joined the cell, noticed {time}. If nobody of the cell invited it, shut it out, and who invited"
            " it (chibo device revoke)."
        ).format(machine=one_line(names.get(account) or account[:8]), time=moment_text(at))
    yield from and_more(len(status.joined) - MOST_LISTED)


def and_more(count: int) -> Iterator[str]:
    """Yield how many further ones are not listed, if any."""
    if count > 0:
        yield ngettext("… and {count} more machine", "… and {count} more machines", count).format(count=count)


def to_do(sign: SyncSign, *, daemon: bool) -> Iterator[str]:
    """Yield what to do; nothing when all is well. ``daemon``: whether one runs here."""
    status, kinds = sign.status, sign.aside
    every = (
        (
            status.state is SyncState.STOPPED,
            _("See to what is said above; then {key:sync.now} on the screen of sync, or “chibo sync”, tries at once."),
        ),
        (
            status.refused > status.waiting,
            _("Have the other machine sync again; if it stays so, shut it out and invite it anew (“chibo device”)."),
        ),
        (not daemon, _("“chibo daemon start” has changes carried again.")),
        (
            sign.is_stale and daemon,
            _("The daemon has made no exchange for some time: “chibo daemon stop”, then “chibo daemon start”."),
        ),
        (sign.conflicts, _("{key:go.conflicts} shows what two laptops changed at once; one key chooses.")),
        (kinds.get("aside"), _("{key:go.conflicts} says why an entry was set aside.")),
        (
            kinds.get("newer"),
            _("Update chibo on this machine: what a newer one wrote is applied at its first start."),
        ),
        (
            kinds.get("waiting"),
            _("What waits for other entries is applied once they come: have the other machines sync."),
        ),
        (
            status.waiting,
            _("This machine asks the others for the key that it lacks: what waits is read once one of them syncs."),
        ),
        (
            status.declined,
            _("What is too large for the server goes to the other machines by a stick: “chibo sync --folder”."),
        ),
        (
            sign.open_removals,
            _("Ask in the cell who had acts removed at the server; if nobody did, have them brought back, as above."),
        ),
        (
            status.folder,
            _("Do the exchange with the folder again, with another stick if need be: “chibo sync --folder”."),
        ),
        (
            status.unreceived and not status.refused,
            _(
                "The server has entries that did not come: {key:sync.now} on the screen of sync, or “chibo sync”, tries"
                " again."
            ),
        ),
    )
    yield from (sentence for wanted, sentence in every if wanted)


def not_needed(status: SyncStatus) -> str:
    """Return the sentence for nothing to do."""
    if status.state is SyncState.OFFLINE:
        return _("Nothing: it goes out by itself once the server answers.")
    return _("Nothing.")
