"""The state of sync in lines: server, machine, counts, last success, reasons, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.content import Content

from models.domain.formats import moment_text
from models.domain.language import _, pgettext
from models.domain.text import one_line
from models.queries.machines import Standings
from tui.sync_status.advice import and_more, joined, not_needed, others, refusals, to_do
from tui.widgets.sync_sign import SyncSign


def sync_state_lines(
    sign: SyncSign, standings: Standings, names: Mapping[str, str], *, daemon: bool, code: str = ""
) -> list[Content]:
    """Return the lines.

    ``standings`` are the machines of the journal, ``names`` the names of those at the server, ``daemon`` whether one
    runs here, ``code`` the code of the records (empty while it is computed).
    """
    set_aside = sum(sign.aside.values())
    parts = [
        _parties(sign, daemon=daemon),
        _counts(sign, set_aside),
        _advice(sign, daemon=daemon),
        _code(code),
        _machines(sign, standings, names),
    ]
    heading = Content.assemble((str(sign.drawn(with_word=True)), "b" if sign.is_well else "b $warning"))
    lines = [heading, *([Content(str(sign.status.why))] if sign.status.why else [])]
    notes = *refusals(sign.status), *sign.status.notes, *sign.removed, *joined(sign.status, names)
    lines += [Content(line) for line in notes]
    for part in parts:
        lines += [Content(""), *part]
    return lines


def _parties(sign: SyncSign, *, daemon: bool) -> Iterator[Content]:
    known = sign.status
    yield Content(_("Server: {server}").format(server=one_line(known.server) or "–"))
    yield Content(
        _("This machine: {account}; key {key}").format(
            account=one_line(known.account) or "–", key=one_line(known.key) or "–"
        )
    )
    yield Content(_("Daemon: {state}").format(state=_("runs") if daemon else _("does not run")))


def _counts(sign: SyncSign, set_aside: int) -> Iterator[Content]:
    last = sign.status.last_success
    yield Content(_("Last success: {time}").format(time=moment_text(last) if last else _("never")))
    yield Content(_("Not sent yet: {count}").format(count=sign.unsent))
    yield Content(_("Conflicts: {count}").format(count=sign.conflicts))
    yield Content(_("Set aside: {count}").format(count=set_aside))


def _advice(sign: SyncSign, *, daemon: bool) -> Iterator[Content]:
    told = list(to_do(sign, daemon=daemon))
    yield Content.assemble((_("What to do"), "b $accent"))
    yield from (Content(f"  {line}") for line in told or [not_needed(sign.status)])


def _machines(sign: SyncSign, standings: Standings, names: Mapping[str, str]) -> Iterator[Content]:
    """Yield the acts of each machine here and at the server, then each machine's last contact."""
    yield Content.assemble((_("Machines"), "b $accent"))
    for one in standings.listed:
        held = sign.status.held.get(one.machine.device, 0)
        there = pgettext("acts at the server", "all") if held >= one.acts else str(held)
        text = _("{machine}: {count} acts, last {time}; at the server: {held}")
        at = moment_text(one.at) if one.at else "–"
        yield Content("  " + text.format(machine=one_line(one.machine.word), count=one.acts, time=at, held=there))
    yield from (Content(f"  {line}") for line in and_more(standings.more))
    yield from (Content(f"  {line}") for line in others(sign.status, names))


def _code(code: str) -> Iterator[Content]:
    yield Content.assemble((_("Code of the records, to be read to each other"), "b $accent"))
    yield Content(f"  {code or '…'}")
    yield Content("  " + _("When all is at rest it is the same on every machine; else somebody lacks something."))
