"""``ballot cast``: one voter's ballot on this laptop; the choice is never on the command line."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from models.acts.counting import cast_ballot
from models.domain.errors import Refused
from models.domain.language import N_, _
from models.domain.vocabulary import MotionKind
from models.queries.lookup import choose, find_member, latest_meeting
from models.queries.votes import MotionView, open_round
from tui.cli.access import acting, reading
from tui.cli.output import say


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    ballot = typer.Typer(help=_(N_("The secret ballot on this laptop.")), no_args_is_help=True)
    program.add_typer(ballot, name="ballot")

    @ballot.command("cast", help=_(N_("Vote; the choice is asked for, and not shown.")))
    def cast(context: typer.Context, voter: Annotated[str, typer.Argument(help=_(N_("Name of the voter.")))]) -> None:
        with reading(context.obj) as connection:
            member = find_member(connection, voter)
            meeting = latest_meeting(connection)
            found = open_round(connection, meeting) if meeting else None
        if found is None:
            raise Refused(N_("No secret ballot is open on this laptop."))
        motion, opened = found
        marked = _choices(motion, _ask(_("Choice (yes, no, abstain; or names): ")))
        with acting(context.obj) as store:
            cast_ballot(store, opened.id, member, marked)
        say(_("received"))

    @ballot.callback()
    def group() -> None:
        """Keep ``cast`` a command of its own."""


def _ask(prompt: str) -> str:
    """Read the choice unseen from the keyboard, or from a pipe."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline()


def _choices(motion: MotionView, text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if motion.kind not in (MotionKind.ELECTION, MotionKind.DISCIPLINE):
        return parts
    try:
        return [choose("option", part, [(one.id, one.label) for one in motion.options]) for part in parts]
    except Refused:
        raise Refused(N_("One of the names does not stand in this ballot; nothing was cast.")) from None
