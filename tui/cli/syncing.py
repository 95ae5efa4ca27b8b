"""``sync``, ``status``, ``daemon``: the exchange of records and its state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from models.domain.clock import system_clock
from models.domain.formats import moment_text
from models.domain.language import N_, _, ngettext
from tui.cli.access import reading
from tui.cli.exchange_result import print_delivered, print_result, result_json
from tui.cli.output import print_json, print_line, print_notice

if TYPE_CHECKING:
    from sync.exchange.interfaces import ExchangeResult
    from sync.reports.delivery import Delivered

NOT_EVEN = 3
"""Exit code of ``sync`` when the exchange was incomplete."""


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    _add_sync(program)
    _add_status(program)
    daemon = typer.Typer(help=_(N_("Carry records in the background, whenever there is a connection.")))
    program.add_typer(daemon, name="daemon")
    _add_run(daemon)
    _add_start(daemon)
    _add_stop(daemon)
    _add_daemon_status(daemon)
    _add_unit(daemon)


def _add_sync(program: typer.Typer) -> None:
    @program.command("sync", help=_(N_("Do one exchange with the server, or with a folder such as a USB stick.")))
    def sync(
        context: typer.Context,
        folder: Annotated[Path | None, typer.Option(help=_(N_("Exchange with this folder.")))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> int:
        result, delivered, answered = _exchanged(context.obj, folder)
        if as_json:
            print_json(result_json(result, delivered) | {"answers": answered})
        else:
            print_result(context.obj, result)
            print_delivered(delivered)
            if answered:
                text = ngettext(
                    "The superior answered {count} petition.", "The superior answered {count} petitions.", answered
                )
                print_line(text.format(count=answered))
        return NOT_EVEN if result.refused or result.unsent or result.unreceived or result.skipped else 0


def _exchanged(home: Path, folder: Path | None) -> tuple[ExchangeResult, Delivered | None, int]:
    from sync.daemon.session import Session
    from sync.daemon.single_instance import wake
    from sync.status import KEYS_PUT

    session = Session(home, system_clock())
    try:
        if folder:
            return session.exchange_with_folder(folder), None, 0
        result = session.exchange()
        session.tell_held(result)
        wake(home)
        if session.has_put_keys:
            print_notice(_(KEYS_PUT))
        return result, session.delivered, session.pulled
    finally:
        session.close()


def _add_status(program: typer.Typer) -> None:
    @program.command("status", help=_(N_("Tell how sync stands: account, key, what is unsent, last success, why not.")))
    def status(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        found = _status(context.obj)
        if as_json:
            print_json(found)
        else:
            _print_status(found)


def _status(home: Path) -> dict[str, Any]:
    from models.queries.machines import machine_names, standings
    from models.queries.records_code import records_code
    from sync.client.account import the_account
    from sync.daemon.single_instance import is_running
    from tui.sync_status.advice import joined, others, refusals, to_do
    from tui.widgets.sync_sign import sign_of

    account = the_account(home)
    with reading(home) as connection:
        sign = sign_of(home, connection)
        told, names, code = standings(connection, sign.status.held), machine_names(connection), records_code(connection)
    known = sign.status
    return {
        "server": account.server,
        "cell": account.cell,
        "account": account.id,
        "key": account.ring.newest.id,
        "state": known.state,
        "unsent": sign.unsent,
        "conflicts": sign.conflicts,
        "set_aside": sum(sign.aside.values()),
        **{f"set_aside_{kind}": count for kind, count in sign.aside.items()},
        "refused": known.refused,
        "waiting_for_key": known.waiting,
        "unreceived": known.unreceived,
        "refusals": list(refusals(known)),
        "notes": [*known.notes, *sign.removed, *joined(known, names)],
        "last_success": known.last_success,
        "code": code,
        "why": str(known.why) if known.why else None,
        "daemon": (runs := is_running(home)),
        "to_do": list(to_do(sign, daemon=runs)),
        "signs": [trouble.word for trouble in sign.troubles],
        "machines": [
            {"name": one.machine.word, "acts": one.acts, "last": one.at, "held": known.held.get(one.machine.device, 0)}
            for one in told.listed
        ],
        "more_machines": told.more,
        "seen": [
            {
                "name": names.get(one.account, one.account),
                "last_seen": one.last_seen,
                "has_all_until": one.all_until,
                "lacks": one.lacks,
            }
            for one in known.machines
        ],
        "others": list(others(known, names)),
    }


def _print_status(found: dict[str, Any]) -> None:
    last = found["last_success"]
    print_line(_("Server: {server}").format(server=found["server"]))
    print_line(_("This machine: {account}; key {key}").format(account=found["account"], key=found["key"]))
    print_line(_("Daemon: {state}").format(state=_("runs") if found["daemon"] else _("does not run")))
    print_line(_("Not sent yet: {count}").format(count=found["unsent"]))
    when = moment_text(last) if last else _("never")
    print_line(_("Last success: {time}").format(time=when))
    print_line(_("Code of these records, the same on every machine that has all: {code}").format(code=found["code"]))
    for text, name in ((_("Conflicts: {count}"), "conflicts"), (_("Set aside: {count}"), "set_aside")):
        if found[name]:
            print_line(text.format(count=found[name]))
    for line in found["others"]:
        print_line(line)
    for word in found["signs"]:
        print_line(word, indent=2)
    for line in (*([found["why"]] if found["why"] else []), *found["refusals"], *found["notes"]):
        print_line(line)
    if found["to_do"]:
        print_line(_("What to do"))
        for line in found["to_do"]:
            print_line(line, indent=2)


def _add_run(group: typer.Typer) -> None:
    @group.command("run", help=_(N_("Run the daemon here, until Ctrl-C.")))
    def run(
        context: typer.Context,
        verbose: Annotated[bool, typer.Option("--verbose", help=_(N_("Print what happens.")))] = False,
    ) -> None:
        from sync.client.account import the_account
        from sync.daemon.running import run as run_daemon

        the_account(context.obj)
        run_daemon(context.obj, system_clock(), verbose=verbose)


def _add_start(group: typer.Typer) -> None:
    @group.command("start", help=_(N_("Start the daemon; it goes on when the terminal is closed.")))
    def start(context: typer.Context) -> None:
        from sync.client.account import the_account
        from sync.daemon.running import start as start_daemon

        the_account(context.obj)
        print_line(_("The daemon runs.") if start_daemon(context.obj) else _("The daemon ran already."))


def _add_stop(group: typer.Typer) -> None:
    @group.command("stop", help=_(N_("Stop the daemon.")))
    def stop(context: typer.Context) -> None:
        from sync.daemon.running import stop as stop_daemon

        print_line(_("The daemon has stopped.") if stop_daemon(context.obj) else _("No daemon ran."))


def _add_daemon_status(group: typer.Typer) -> None:
    @group.command("status", help=_(N_("Tell whether the daemon runs; exit code 0 if it does, else 1.")))
    def status(context: typer.Context) -> int:
        from sync.daemon.single_instance import is_running

        runs = is_running(context.obj)
        print_line(_("The daemon runs.") if runs else _("The daemon does not run."))
        return 0 if runs else 1


def _add_unit(group: typer.Typer) -> None:
    @group.command("unit", help=_(N_("Print a systemd user unit that starts the daemon with the session.")))
    def unit(context: typer.Context) -> None:
        from sync.daemon.systemd_unit import unit_file

        print_text(unit_file(context.obj))


def print_text(text: str) -> None:
    """Print a text of several lines."""
    for line in text.splitlines():
        print_line(line)
