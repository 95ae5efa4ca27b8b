"""How sync stands, line by line: between whom, what is on the way, since when, why not, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from models.domain.language import _
from tui.format import shown
from tui.sync_advice import not_needed, refusals, to_do
from tui.sync_sign import SyncSign, when


def sync_state_lines(sign: SyncSign, set_aside: int, *, daemon: bool) -> list[Content]:
    """Return the lines; ``set_aside`` entries of other machines wait, ``daemon`` is whether one runs here."""
    parts = [_parties(sign, daemon=daemon), _counts(sign, set_aside), _advice(sign, set_aside, daemon=daemon)]
    heading = Content.assemble((str(sign.drawn(with_word=True)), "b" if sign.is_well else "b $warning"))
    lines = [heading, *([Content(str(sign.status.why))] if sign.status.why else [])]
    lines += [Content(line) for line in refusals(sign.status)]
    for part in parts:
        lines += [Content(""), *part]
    return lines


def _parties(sign: SyncSign, *, daemon: bool) -> Iterator[Content]:
    known = sign.status
    yield Content(_("Server: {server}").format(server=shown(known.server) or "–"))
    yield Content(
        _("This machine: {account}; key {key}").format(account=shown(known.account) or "–", key=shown(known.key) or "–")
    )
    yield Content(_("Daemon: {state}").format(state=_("runs") if daemon else _("does not run")))


def _counts(sign: SyncSign, set_aside: int) -> Iterator[Content]:
    last = sign.status.last_success
    yield Content(_("Last success: {time}").format(time=when(last) if last else _("never")))
    yield Content(_("Not sent yet: {count}").format(count=sign.unsent))
    yield Content(_("Conflicts: {count}").format(count=sign.conflicts))
    yield Content(_("Set aside: {count}").format(count=set_aside))


def _advice(sign: SyncSign, set_aside: int, *, daemon: bool) -> Iterator[Content]:
    told = list(to_do(sign.status, set_aside=set_aside, conflicts=sign.conflicts, daemon=daemon))
    yield Content.assemble((_("What to do"), "b $accent"))
    yield from (Content(f"  {line}") for line in told or [not_needed(sign.status)])
