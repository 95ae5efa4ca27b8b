"""``admin supervisor``: accounts of the superior's pages, and the subtrees that they see."""

from __future__ import annotations

import getpass
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from models.domain.errors import Refused
from models.domain.language import N_, _
from sync.vocabulary import SupervisorRole
from tui.cli.administering import change_database, read_database, time_text
from tui.cli.output import print_json, print_line, print_notice, print_table

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from sync.web.accounts.supervisors import Secrets

_ROLES = {SupervisorRole.READER: N_("reads"), SupervisorRole.OFFICER: N_("reads and decides")}
_QUIET_ZONE = 1
_LOGIN = typer.Argument(metavar="LOGIN", help=_(N_("The login name.")))


def add_to(admin: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_(N_("Supervisors: who may sign in to the superior's pages, and see which cells.")))
    admin.add_typer(group, name="supervisor")
    for add in (_add_add, _add_list, _add_grant, _add_withdraw, _add_reset, _add_remove):
        add(group)


def _add_add(group: typer.Typer) -> None:
    @group.command("add", help=_(N_("Add a supervisor; password and second factor are shown once.")))
    def add(
        context: typer.Context,
        login: Annotated[str, _LOGIN],
        name: Annotated[str, typer.Option(help=_(N_("Name and office, as the pages show it.")))],
        place: Annotated[str, typer.Option(help=_(N_("What the supervisor sees, with all below (id or name).")))],
        role: Annotated[
            SupervisorRole, typer.Option(help=_(N_("Only read, or also decide.")))
        ] = SupervisorRole.OFFICER,
        ask: Annotated[
            bool, typer.Option("--ask", help=_(N_("Type the password instead of having one made.")))
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.web.accounts import supervisors

        place_id = read_database(context, _place, place)
        password, secrets = _new_secrets(ask=ask)

        def made(connection: Connection, now: datetime) -> str:
            found = supervisors.add(connection, now, login, name, secrets)
            supervisors.grant(connection, now, login, place_id, role)
            return found

        _show(change_database(context, made), login, password, secrets, as_json=as_json)


def _add_list(group: typer.Typer) -> None:
    @group.command("list", help=_(N_("List the supervisors, and what each may see; never a secret.")))
    def list_all(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.web.accounts import supervisors

        found = read_database(context, supervisors.listing)
        if as_json:
            print_json(found)
            return
        never = _("never seen")
        print_table(
            (
                one.login,
                one.name,
                time_text(one.signed_in_at) or never,
                ", ".join(f"{given.name} ({_(_ROLES[given.role])})" for given in one.grants),
            )
            for one in found
        )


def _add_grant(group: typer.Typer) -> None:
    @group.command("grant", help=_(N_("Let a supervisor see another place, or do something else there.")))
    def grant(
        context: typer.Context,
        login: Annotated[str, _LOGIN],
        place: Annotated[str, typer.Argument(help=_(N_("The place (id or name).")))],
        role: Annotated[
            SupervisorRole, typer.Option(help=_(N_("Only read, or also decide.")))
        ] = SupervisorRole.OFFICER,
    ) -> None:
        from sync.web.accounts import supervisors

        change_database(context, supervisors.grant, login, read_database(context, _place, place), role)
        print_line(f"{login}: {place} ({_(_ROLES[role])})")


def _add_withdraw(group: typer.Typer) -> None:
    @group.command("withdraw", help=_(N_("Let a supervisor see a place no longer.")))
    def withdraw(
        context: typer.Context,
        login: Annotated[str, _LOGIN],
        place: Annotated[str, typer.Argument(help=_(N_("The place (id or name).")))],
    ) -> None:
        from sync.web.accounts import supervisors

        change_database(context, supervisors.withdraw, login, read_database(context, _place, place))
        print_line(_("Withdrawn: {login}, {place}").format(login=login, place=place))


def _add_reset(group: typer.Typer) -> None:
    @group.command("reset", help=_(N_("Give a supervisor another password and second factor; ends every session.")))
    def reset(
        context: typer.Context,
        login: Annotated[str, _LOGIN],
        ask: Annotated[
            bool, typer.Option("--ask", help=_(N_("Type the password instead of having one made.")))
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from sync.web.accounts import supervisors

        password, secrets = _new_secrets(ask=ask)
        change_database(context, supervisors.reset, login, secrets)
        _show("", login, password, secrets, as_json=as_json)


def _add_remove(group: typer.Typer) -> None:
    @group.command("remove", help=_(N_("Let a supervisor sign in no more; ends every session.")))
    def remove(context: typer.Context, login: Annotated[str, _LOGIN]) -> None:
        from sync.web.accounts import supervisors

        change_database(context, supervisors.remove, login)
        print_line(_("Removed: {login}").format(login=login))


def _place(connection: Connection, wanted: str) -> str:
    from sync.server.tree import find

    return find(connection, wanted).id


def _new_secrets(*, ask: bool) -> tuple[str, Secrets]:
    from sync.web.accounts import passwords
    from sync.web.accounts.supervisors import Secrets

    password = passwords.check_password(_new_password()) if ask else passwords.new_password()
    return "" if ask else password, Secrets(passwords.hashed(password), passwords.new_secret())


def _new_password() -> str:
    """Return a password, typed twice without echo."""
    first = getpass.getpass(_("Password: "))
    if first != getpass.getpass(_("Once more: ")):
        raise Refused(N_("The two passwords differ; nothing was changed."))
    return first


def _show(supervisor: str, login: str, password: str, secrets: Secrets, *, as_json: bool) -> None:
    """Show the secrets of an account; they are shown only once."""
    from sync.web.accounts.passwords import enrolment_uri
    from sync.web.accounts.supervisors import plain_login

    login = plain_login(login)
    uri = enrolment_uri(secrets.totp_secret, login)
    if as_json:
        print_json({"id": supervisor, "login": login, "password": password or None, "otpauth": uri})
        return
    print_line(_("Login name: {login}").format(login=login))
    if password:
        print_line(_("Password: {password}").format(password=password))
    print_line(_("Second factor, for an authenticator app (shown this once):"))
    print_line(uri)
    if sys.stdout.isatty():
        import segno

        segno.make(uri).terminal(compact=True, border=_QUIET_ZONE)
    print_notice(_("Hand both over in person; whoever has them can read the reports of these cells."))
