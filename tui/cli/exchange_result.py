"""What an exchange carried, printed by ``sync``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.domain.language import _, fill
from tui.cli.access import reading
from tui.cli.output import json_value, print_line, print_notice

if TYPE_CHECKING:
    from sync.exchange.interfaces import ExchangeResult
    from sync.reports.delivery import Delivered

MOST_SKIPPED = 10
"""How many things are listed that were not read in a folder."""


def result_json(result: ExchangeResult, delivered: Delivered | None) -> dict[str, Any]:
    """Return what an exchange did, for JSON."""
    numbers = {
        name: getattr(result, name) for name in ("sent", "received", "unsent", "removed", "set_aside", "conflicts")
    }
    reports = (
        {"sent": delivered.sent, "told": delivered.updated, "failed": len(delivered.failed)} if delivered else None
    )
    skipped = [fill(_(one.template), _texts(one.values)) for one in result.skipped]
    refused = json_value(result.refused)
    return {**numbers, "forked": list(result.forked), "refused": refused, "skipped": skipped, "reports": reports}


def print_delivered(delivered: Delivered | None) -> None:
    """Print what became of reports to the superior."""
    if delivered is None:
        return
    if delivered.sent:
        print_line(_("Reports sent to the superior: {count}.").format(count=delivered.sent))
    if delivered.updated:
        print_line(_("Reports of which the superior told something: {count}; see “chibo report list”.")
            .format(count=delivered.updated))  # fmt: skip
    for one in delivered.failed:
        print_notice(str(one.reason))


def _words(home: Path, devices: Iterable[str]) -> dict[str, str]:
    """Return the names of machines with their marks in the journal, by device."""
    from models.queries.machines import journal_machines

    with reading(home) as connection:
        machines = journal_machines(connection)
    found = [machines.of(device) for device in devices]
    return {one.device: f"{one.name} ({one.mark})" if one.name else one.mark for one in found}


def print_result(home: Path, result: ExchangeResult) -> None:
    """Print what an exchange carried, and what it did not."""
    print_line(_("Sent: {sent}, received: {received}.").format(sent=result.sent, received=result.received))
    if result.conflicts:
        print_notice(_("Two machines changed the same thing: {count}; choose on the screen of conflicts (F8).")
             .format(count=result.conflicts))  # fmt: skip
    if result.set_aside:
        print_notice(_("Set aside, as they cannot be applied: {count}.").format(count=result.set_aside))
    _print_devices(home, result)
    if result.not_taken:
        print_notice(fill(_(result.not_taken.template), _texts(result.not_taken.values)))
    _print_skipped(result)
    if result.declined:
        print_notice(_("Too large for the server, and kept here: {count}; a stick takes it (--folder).")
             .format(count=result.declined))  # fmt: skip
    if result.removed:
        print_notice(_("Removed from the server for good, and kept here: {count}; see “chibo status”.")
             .format(count=result.removed))  # fmt: skip
    if result.unreceived and not result.refused:
        print_notice(_("Not received yet: {count}.").format(count=result.unreceived))
    if result.unsent:
        print_notice(_("Not sent yet: {count}.").format(count=result.unsent))


def _print_devices(home: Path, result: ExchangeResult) -> None:
    """Print whose histories parted and from whom something was not taken: some, and how many more."""
    from models.queries.machines import MOST_LISTED
    from tui.sync_status.advice import and_more

    forked, refused = result.forked[:MOST_LISTED], result.refused[:MOST_LISTED]
    if not forked and not refused:
        return
    words = _words(home, (*forked, *(one.device for one in refused)))
    for device in forked:
        told = _("Two histories of {device} had one name (a restored backup, a copied disk); both were kept.")
        print_notice(fill(told, {"device": words[device]}))
    for line in and_more(len(result.forked) - MOST_LISTED):
        print_notice(line)
    for one in refused:
        values = {"device": words[one.device], "reason": _(one.reason)}
        print_notice(fill(_("Not taken, from {device}: {reason}."), values))
    for line in and_more(len(result.refused) - MOST_LISTED):
        print_notice(line)


def _print_skipped(result: ExchangeResult) -> None:
    for one in result.skipped[:MOST_SKIPPED]:
        print_notice(fill(_(one.template), _texts(one.values)))
    if (more := len(result.skipped) - MOST_SKIPPED) > 0:
        print_notice(_("Of the folder {count} more things were not read.").format(count=more))


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}
