"""``journal log``, ``journal verify``: the acts, and whether the journal is unchanged."""

from __future__ import annotations

from typing import Annotated

import typer

from models.acts.registry import audit_line
from models.domain.clock import VIETNAM
from models.domain.errors import ChiboError, WrongUsage
from models.domain.language import N_, _, ngettext
from models.domain.ways_out import WayOut
from models.queries.agenda import find_item
from models.queries.history import HistoryEntry, history, journal
from models.queries.lookup import latest_meeting
from models.queries.machines import JournalMachines, journal_machines
from models.queries.meetings import find_meeting
from models.store.verify import verify
from tui.cli.access import reading
from tui.cli.output import print_json, print_line, print_notice, print_table


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_(N_("What was done, and whether it stands as it was written.")))
    program.add_typer(group, name="journal")

    @group.command("log", help=_(N_("List the acts, the newest first.")))
    def log(
        context: typer.Context,
        meeting: Annotated[str, typer.Option(help=_(N_("Only those of one meeting (its day or title).")))] = "",
        item: Annotated[str, typer.Option(help=_(N_("Only those that touched one agenda item.")))] = "",
        limit: Annotated[int, typer.Option(help=_(N_("At most so many.")))] = -1,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        with reading(context.obj) as connection:
            of = find_meeting(connection, meeting) if meeting else None
            if item:
                within = of or latest_meeting(connection)
                if within is None:
                    raise WrongUsage(
                        N_("There is no meeting yet, so there is no “{text}” in it; plan one: {way}."),
                        text=item,
                        way=WayOut("meeting.plan"),
                    )
                done = history(connection, find_item(connection, within, item))[: limit if limit >= 0 else None]
            else:
                done = journal(connection, meeting_id=of, limit=limit)
            machines = journal_machines(connection)
        if as_json:
            print_json([_as_json(one, machines) for one in done])
        else:
            print_table(_line(one, machines) for one in done)

    @group.command("verify", help=_(N_("Check every entry, the chain, and that the rows say what it says.")))
    def check(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> int:
        with reading(context.obj) as connection:
            found = verify(connection)
        wrong = found.finding
        sentence = str(ChiboError(wrong.template, **wrong.values)) if wrong else ""
        if as_json:
            broken = {"text": sentence, "device": wrong.device, "seq": wrong.seq} if wrong else None
            print_json({"entries": found.entries, "whole": wrong is None, "first_broken": broken})
        elif wrong:
            print_notice(sentence)
        else:
            print_line(
                ngettext("{count} entry, all of them whole.", "{count} entries, all of them whole.", found.entries)
                .format(count=found.entries)
            )  # fmt: skip
        return 1 if wrong else 0


def _as_json(one: HistoryEntry, machines: JournalMachines) -> dict[str, object]:
    return {
        "entry": machines.entry_name(one.device, one.seq),
        "machine": machines.of(one.device).name,
        "device": one.device,
        "number": one.seq,
        "time": one.time.isoformat(timespec="milliseconds"),
        "actor": one.actor,
        "act": one.act,
        "line": audit_line(one.act, one.details),
        "undone": one.undone,
        "undoes": one.undoes_seq,
    }


def _line(one: HistoryEntry, machines: JournalMachines) -> tuple[str, ...]:
    """Return the columns of an act, with its machine when there are several."""
    state = _("(undone)") if one.undone else ""
    who = (machines.of(one.device).word,) if machines.are_several else ()
    return (
        machines.entry_name(one.device, one.seq),
        *who,
        f"{one.time.astimezone(VIETNAM):%Y-%m-%d %H:%M:%S}",
        audit_line(one.act, one.details),
        state,
    )
