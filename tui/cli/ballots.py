"""``ballot cast``: one voter's ballot on this laptop; the choice is never on the command line."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from models.acts.counting import cast_ballot
from models.domain.errors import Refused
from models.domain.language import N_, _
from models.domain.vocabulary import Choice, MotionKind
from models.queries.lookup import choose, find_member, latest_meeting
from models.queries.votes import MotionView, open_round
from tui.cli.access import acting, reading
from tui.cli.output import say

_NOT_CAST = N_("The ballot could not be put into the box; vote again.")
_NO_SUCH_NAME = N_("One of the names does not stand in this ballot; nothing was cast.")


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    ballot = typer.Typer(help=_(N_("The secret ballot on this laptop.")))
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
    """Read the choice unseen from the keyboard, or from a pipe; an empty line is a blank ballot.

    At the keyboard it takes two of them, as on the screen: a ballot is not taken back. Raises :class:`Refused` where
    the input ends without a line.
    """
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        if not line:
            raise Refused(_NOT_CAST)
        return line
    try:
        return getpass.getpass(prompt) or getpass.getpass(prompt)
    except EOFError:
        raise Refused(_NOT_CAST) from None


def _choices(motion: MotionView, text: str) -> list[str]:
    """Return the choices as the box takes them; a word that is none was mistyped, and makes no invalid ballot."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    try:
        if motion.kind not in (MotionKind.ELECTION, MotionKind.DISCIPLINE):
            return [Choice(part.casefold()) for part in parts]
        return [choose("option", part, [(one.id, one.label) for one in motion.options]) for part in parts]
    except (ValueError, Refused):
        raise Refused(_NO_SUCH_NAME) from None
