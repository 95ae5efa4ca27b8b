"""``join``, ``invite``, ``device``, ``recovery``: the machines of a cell."""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.documents.files import write_whole
from models.domain.errors import Refused
from models.domain.formats import moment_text
from models.domain.language import N_, _
from models.domain.text_file import read_text
from models.store.paths import typed_path
from tui.cli import mending
from tui.cli.access import acting, reading
from tui.cli.cell_machines import id_of, machines_of, server_of
from tui.cli.output import json_value, print_json, print_line, print_notice, print_table
from tui.cli.outputs import STANDARD_OUTPUT, Force, output_path

if TYPE_CHECKING:
    from datetime import datetime

    from sync.client.account import MachineAccount
    from sync.client.invitation import Invitation
    from sync.client.joining import JoiningMachine
    from sync.client.machines import Machine

_JOINED = N_("This machine has joined a cell already. To join again with a new invitation, say --again.")
_STANDARD_INPUT = "-"
_INVITATION = N_(
    "A file with the invitation, or “-” for the standard input. Also the line “chibo1:…” itself, or a code; but what"
    " stands in a command is seen in the list of processes, and kept by the shell, and the line holds the cell's keys."
)
_NOT_TYPED = N_("That was not the recovery code. Nothing was done; begin again, and write the code down.")
_NO_FILE = N_("{path} cannot be read.")


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    _add_join(program)
    _add_invite(program)
    device = typer.Typer(help=_(N_("The cell's machines.")))
    program.add_typer(device, name="device")
    _add_device_list(device)
    _add_device_revoke(device)
    _add_device_name(device)
    mending.add_to(device)
    recovery = typer.Typer(help=_(N_("The code that opens the cell's keys when every machine is lost.")))
    program.add_typer(recovery, name="recovery")
    _add_recovery_new(recovery)


def _add_join(program: typer.Typer) -> None:
    @program.command("join", help=_(N_("Join a cell by an invitation, or as its first machine by a code.")))
    def join(
        context: typer.Context,
        invitation: Annotated[str, typer.Argument(help=_(_INVITATION))],
        server: Annotated[str, typer.Option(help=_(N_("Address of the server, where there is only a code.")))] = "",
        recover: Annotated[bool, typer.Option("--recover", help=_(N_("Use the recovery code.")))] = False,
        again: Annotated[bool, typer.Option("--again", help=_(N_("Join although this machine has joined.")))] = False,
        plain_http: Annotated[bool, typer.Option("--plain-http", help=_(N_("Allow an address without TLS.")))] = False,
        authority: Annotated[Path | None, typer.Option(help=_(N_("File with the server's authority (PEM).")))] = None,
        name: Annotated[str, typer.Option(help=_(N_("What to call this machine; else its name in the system.")))] = "",
        no_daemon: Annotated[bool, typer.Option("--no-daemon", help=_(N_("Do not start the daemon.")))] = False,
    ) -> None:
        from sync.client.account import load_account
        from sync.client.join_checks import check_address, has_begun, prepare_store
        from sync.client.joining import JoiningMachine

        home: Path = context.obj
        found = _read_invitation(invitation, server)
        check_address(found.server, plain_http=plain_http)
        joined = None if again else load_account(home)
        if joined is not None and not has_begun(home, joined, found):
            raise Refused(_JOINED)
        prepare_store(home, found.records, is_first=found.ring is None)
        place = JoiningMachine(home, str(authority.resolve()) if authority else "")
        account = joined or _join(place, found, recover=recover)
        _first_exchange(home, account, name or platform.node() or account.id[:8])
        if not no_daemon:
            from sync.daemon.running import start

            start(home)


def _join(place: JoiningMachine, found: Invitation, *, recover: bool) -> MachineAccount:
    from sync.client import joining

    if recover:
        return joining.join_with_recovery(place, found, _ask(_(N_("The recovery code:"))))
    if found.ring is not None:
        return joining.join_by_invitation(place, found)
    return joining.join_as_first(place, found, _prove_recovery_code())


def _prove_recovery_code() -> str:
    """Show a new recovery code and ask for it. Raises :class:`Refused` after three wrong answers."""
    from sync.keys.recovery import new_code, same_code

    code = new_code()
    print_line(_("The recovery code opens the cell's records when every machine is lost. It is shown this once."))
    print_line(_("Write it on paper, and keep it where the cell keeps its seal:"))
    print_line()
    print_line(code, 4)
    print_line()
    for _attempt in range(3):
        if same_code(_ask(_(N_("Type it back from the paper:"))), code):
            return code
        print_notice(_("That is another code; compare it with the paper."))
    raise Refused(_NOT_TYPED)


def _ask(prompt: str) -> str:
    sys.stdout.write(f"{prompt} ")
    sys.stdout.flush()
    return sys.stdin.readline()


def _read_invitation(text: str, server: str) -> Invitation:
    from sync.client.invitation import PREFIX, Invitation

    if server and not text.startswith(PREFIX):
        return Invitation.from_code(text, server)
    if not text.startswith(PREFIX):
        text = _read_file(text)
    return Invitation.from_text(text)


def _read_file(name: str) -> str:
    """Return the content of a file, or the text itself when it is no file name. Raises :class:`Refused`."""
    if name == _STANDARD_INPUT:
        return sys.stdin.readline()
    try:
        return read_text(typed_path(name))
    except (OSError, ValueError):
        if Path(name).suffix or len(Path(name).parts) > 1:
            raise Refused(_NO_FILE, path=name) from None
        return name


def _first_exchange(home: Path, account: MachineAccount, name: str) -> None:
    """Exchange, name the machine, and print the result; on failure the daemon does it later."""
    from models.acts.registry import perform
    from models.domain.clock import system_clock
    from sync.client.faults import ExchangeFailed
    from sync.daemon.session import Session

    print_line(_("This machine has joined. Its id is {id}.").format(id=account.id))
    session = Session(home, system_clock())
    try:
        moved = session.exchange()
        with acting(home) as store:
            perform(store, "machine.name", machine=account.id, name=name)
        session.exchange()
        print_line(_("Received: {received}, sent: {sent}.").format(received=moved.received, sent=moved.sent))
    except ExchangeFailed as fault:
        print_notice(str(fault))
    finally:
        session.close()


def _add_invite(program: typer.Typer) -> None:
    @program.command("invite", help=_(N_("Make an invitation for one more machine of the cell; it works once.")))
    def invite(
        context: typer.Context,
        out: Annotated[str, typer.Option(help=_(N_("Write it to this file; “-” prints it.")))] = STANDARD_OUTPUT,
        force: Force = False,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from models.queries.people import find_cell
        from sync.client.machines import invite as make

        path = None if out == STANDARD_OUTPUT else output_path(out, "chibo-invitation.txt", force=force)
        with reading(context.obj) as connection:
            own = find_cell(connection)
        with server_of(context.obj) as (account, server):
            made, until = make(account, server, own.id if own else "")
        text = made.to_text()
        if path is not None:
            write_whole(path, f"{text}\n".encode(), private=True)
        if as_json:
            print_json({"invitation": None if path else text, "file": path, "expires_at": until})
            return
        if path is None:
            print_line(text)
        told = _("For one machine, until {time}. Whoever has it can read the cell's records: hand it over in person.")
        print_notice(told.format(time=_time_text(until)))


def _add_device_list(group: typer.Typer) -> None:
    @group.command("list", help=_(N_("List the cell's machines.")))
    def list_devices(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        found, names = machines_of(context.obj)
        if as_json:
            print_json([{**json_value(one), "name": names.get(one.id, "")} for one in found])
        else:
            print_table((one.id, names.get(one.id, ""), _time_text(one.created_at), _standing(one)) for one in found)


def _add_device_revoke(group: typer.Typer) -> None:
    @group.command("revoke", help=_(N_("Shut a machine out: lost, stolen, or given away. The others get a new key.")))
    def revoke(
        context: typer.Context,
        machine: Annotated[str, typer.Argument(help=_(N_("The machine: its name, or the beginning of its id.")))],
        reason: Annotated[str, typer.Option(help=_(N_("Why: it is kept in the log, and told to the others.")))] = "",
        invited: Annotated[
            bool,
            typer.Option(
                "--invited",
                help=_(N_("Also the machines that joined in the last 30 days by its invitations: after a theft.")),
            ),
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.client import machines

        found, names = machines_of(context.obj)
        wanted = machines.find(found, id_of(machine, names))
        with server_of(context.obj) as (account, server), acting(context.obj) as store:
            newer = machines.revoke(store, account, server, wanted, reason, with_invited=invited)
        if as_json:
            print_json({"revoked": wanted.id, "key": newer.ring.newest.id})
            return
        print_line(_("Shut out: {name}. What is written from now on it cannot read; what it had, it has.")
            .format(name=names.get(wanted.id, wanted.id)))  # fmt: skip


def _add_device_name(group: typer.Typer) -> None:
    @group.command("name", help=_(N_("Give a machine a name that the cell knows it by.")))
    def name(
        context: typer.Context,
        machine: Annotated[str, typer.Argument(help=_(N_("The machine: its name, or the beginning of its id.")))],
        new: Annotated[str, typer.Argument(help=_(N_("The name.")))],
    ) -> None:
        from models.acts.registry import perform
        from sync.client import machines

        found, names = machines_of(context.obj)
        wanted = machines.find(found, id_of(machine, names))
        with acting(context.obj) as store:
            print_line(perform(store, "machine.name", machine=wanted.id, name=new).label)


def _add_recovery_new(group: typer.Typer) -> None:
    @group.command("new", help=_(N_("Make another recovery code; the old one opens nothing written from then on.")))
    def new(context: typer.Context) -> None:
        from sync.client.machines import renew_recovery
        from sync.keys.boxes import public_key
        from sync.keys.recovery import seed_of

        with server_of(context.obj) as (account, server):
            code = _prove_recovery_code()
            with acting(context.obj) as store:
                renew_recovery(store, account, server, public_key(seed_of(code)))
        print_line(_("The new recovery code holds from now on."))


def _standing(one: Machine) -> str:
    if one.revoked_at:
        return _("shut out {time}").format(time=_time_text(one.revoked_at))
    if not one.is_vouched_for:
        return _("not vouched for: it gets no keys")
    seen = _("last seen {time}").format(time=_time_text(one.last_seen)) if one.last_seen else _("never seen")
    return _("this machine") + f", {seen}" if one.is_this else seen


def _time_text(moment: datetime) -> str:
    return moment_text(moment)
