"""``admin code`` and ``admin account``: enrolment codes, enrolled and revoked machines."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from models.domain.clock import system_clock
from models.domain.language import N_, _, pgettext
from tui.cli.admin_devices import print_allowed
from tui.cli.administering import change_database, read_database, time_text
from tui.cli.output import json_value, print_json, print_line, print_table

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sync.server.accounts import AccountLine
    from sync.server.codes import CodeLine, NewCode


def add_to(admin: typer.Typer) -> None:
    """Add the commands."""
    code = typer.Typer(help=_(N_("Codes by which a cell's first machine enrols.")))
    account = typer.Typer(help=_(N_("The machines that are enrolled.")))
    admin.add_typer(code, name="code")
    admin.add_typer(account, name="account")
    _add_code_new(code)
    _add_code_list(code)
    _add_code_revoke(code)
    _add_account_list(account)
    _add_account_revoke(account)
    _add_account_restore(account)


def _add_code_new(group: typer.Typer) -> None:
    @group.command("new", help=_(N_("Make a code for a cell; it is shown once, and works once.")))
    def new(
        context: typer.Context,
        cell: Annotated[str, typer.Argument(help=_(N_("The cell (id or name).")))],
        hours: Annotated[int, typer.Option(min=1, max=24 * 90, help=_(N_("How long it can be used.")))] = 24 * 7,
        server: Annotated[
            str,
            typer.Option(
                envvar="CHIBO_SERVER",
                metavar="URL",
                help=_(N_("The server's address, as machines reach it: then the whole invitation is printed.")),
            ),
        ] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        made = change_database(context, _make, cell, timedelta(hours=hours))
        text = _invitation(made.code, server)
        if as_json:
            print_json(json_value(made) | ({"invitation": text} if server else {}))
            return
        print_line(text)
        print_line(_("For one machine, until {time}.").format(time=time_text(made.expires_at)))


def _invitation(code: str, server: str) -> str:
    """Return code and address in one line, as “chibo join” reads it; the code alone without an address."""
    from sync.client.invitation import Invitation

    return Invitation.from_code(code, server).to_text() if server else code


def _make(connection: Connection, now: datetime, cell: str, life: timedelta) -> NewCode:
    from sync.server.codes import make
    from sync.server.tree import find_cell

    return make(connection, now, find_cell(connection, cell).id, life)


def _add_code_list(group: typer.Typer) -> None:
    @group.command("list", help=_(N_("List the codes that were made; never the codes themselves.")))
    def list_codes(
        context: typer.Context,
        cell: Annotated[str, typer.Option(help=_(N_("Only of one cell (its id or name).")))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        found, names = read_database(context, _codes, cell)
        if as_json:
            print_json(found)
        else:
            print_table((one.id, names[one.cell], time_text(one.expires_at), _code_state(one)) for one in found)


def _codes(connection: Connection, cell: str) -> tuple[list[CodeLine], dict[str, str]]:
    from sync.server.codes import listing
    from sync.server.tree import cell_names, find_cell

    return listing(connection, find_cell(connection, cell).id if cell else None), cell_names(connection)


def _code_state(one: CodeLine) -> str:
    if one.used_at:
        return _("used {time}").format(time=time_text(one.used_at))
    if one.revoked_at:
        return _("revoked {time}").format(time=time_text(one.revoked_at))
    return pgettext("a code", "open") if one.is_open(system_clock()()) else _("expired")


def _add_code_revoke(group: typer.Typer) -> None:
    @group.command("revoke", help=_(N_("Let a code be used no more.")))
    def revoke_code(
        context: typer.Context,
        code_id: Annotated[str, typer.Argument(metavar="ID", help=_(N_("Its id, from the list.")))],
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.server.codes import revoke

        change_database(context, revoke, code_id)
        _print_revoked(code_id, as_json=as_json)


def _add_account_list(group: typer.Typer) -> None:
    @group.command("list", help=_(N_("List the machines, revoked ones too.")))
    def list_accounts(
        context: typer.Context,
        cell: Annotated[str, typer.Option(help=_(N_("Only of one cell (its id or name).")))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        found, names = read_database(context, _accounts, cell)
        if as_json:
            print_json([_account_json(one) for one in found])
            return
        never = _("never seen")
        print_table((one.id, names[one.cell], time_text(one.last_seen) or never, _account_state(one)) for one in found)


def _accounts(connection: Connection, cell: str) -> tuple[list[AccountLine], dict[str, str]]:
    from sync.server.accounts import listing
    from sync.server.tree import cell_names, find_cell

    return listing(connection, find_cell(connection, cell).id if cell else None), cell_names(connection)


def _account_json(one: AccountLine) -> dict[str, object]:
    from sync.protocol.fields import from_octets

    return {name: from_octets(value) if isinstance(value, bytes) else value for name, value in json_value(one).items()}


def _account_state(one: AccountLine) -> str:
    return _("revoked {time}").format(time=time_text(one.revoked_at)) if one.revoked_at else ""


def _add_account_revoke(group: typer.Typer) -> None:
    @group.command("revoke", help=_(N_("Refuse a machine from now on; the cell should then make a new key.")))
    def revoke_account(
        context: typer.Context,
        account: Annotated[str, typer.Argument(metavar="ID", help=_(N_("Its id, from the list.")))],
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.server.accounts import revoke

        change_database(context, revoke, account)
        _print_revoked(account, as_json=as_json)


def _print_revoked(what: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"id": what, "revoked": True})
    else:
        print_line(_("Revoked: {id}").format(id=what))


def _add_account_restore(group: typer.Typer) -> None:
    @group.command("restore", help=_(N_("Let a machine in again that was shut out by mistake, or by a thief.")))
    def restore_account(
        context: typer.Context,
        account: Annotated[str, typer.Argument(metavar="ID", help=_(N_("Its id, from the list.")))],
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.server.accounts import restore

        allowed = change_database(context, restore, account)
        if as_json:
            print_json({"id": account, "restored": True, "allowed": json_value(allowed)})
            return
        print_line(_("Let in again: {id}.").format(id=account))
        for one in allowed:
            print_allowed(one)
