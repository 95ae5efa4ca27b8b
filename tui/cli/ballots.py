"""``ballot cast``: one voter's ballot on this laptop; the choice is never on the command line."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from models.acts.counting import cast_ballot
from models.domain.errors import Refused
from models.domain.labels import choice_text, label
from models.domain.language import N_, _
from models.domain.text import fold
from models.domain.vocabulary import Choice, MotionKind, RoundState
from models.domain.ways_out import WayOut
from models.queries.lookup import choose, find_member
from models.queries.votes import MotionView, RoundView, round_of
from models.store.ballot_box import BallotBox
from tui.cli.access import acting, reading
from tui.cli.output import print_line

_NOT_CAST = N_("The ballot could not be put into the box; vote again.")
_NO_SUCH_NAME = N_("One of the names does not stand in this ballot; nothing was cast.")
_PAIRS = N_("For each name yes or no, as “name = yes”, with commas: ")
_NO_CHOICE = N_("Answer with one of these words: {choices}. Nothing was cast.")


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    ballot = typer.Typer(help=_(N_("The secret ballot on this laptop.")))
    program.add_typer(ballot, name="ballot")

    @ballot.command("cast", help=_(N_("Vote; the choice is asked for, and not shown.")))
    def cast(context: typer.Context, voter: Annotated[str, typer.Argument(help=_(N_("Name of the voter.")))]) -> None:
        with reading(context.obj) as connection:
            member = find_member(connection, voter)
            box = BallotBox(context.obj).ballot()
            found = round_of(connection, box.round_id) if box else None
        if found is None or found[1].state is not RoundState.OPEN:
            raise Refused(
                N_("No secret ballot is open on this laptop; open one: {way}."),
                way=WayOut("round.open", "method=laptop_ballot"),
            )
        motion, opened = found
        marked = _pairs(opened, _ask(_(_PAIRS))) if opened.per_name else _choices(motion, _ask(_question(motion)))
        with acting(context.obj) as store:
            cast_ballot(store, opened.id, member, marked)
        print_line(_("received"))

    @ballot.callback()
    def group() -> None:
        """Make ``cast`` a subcommand."""


def _question(motion: MotionView) -> str:
    if motion.kind in (MotionKind.ELECTION, MotionKind.DISCIPLINE):
        return _("Names, with commas: ")
    return _("Choice ({choices}): ").format(choices=", ".join(choice_text(one) for one in Choice))


def _ask(prompt: str) -> str:
    """Read the choice without echo from the keyboard, or from a pipe; an empty line is a blank ballot.

    At the keyboard a blank ballot needs two empty lines, as on the screen, because a ballot cannot be undone. Raises
    :class:`Refused` if the input ends without a line.
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


def _pairs(opened: RoundView, text: str) -> list[str]:
    """Return the marks of a ballot with two boxes per name: “An = yes, Bình = no”; other names are not marked."""
    marked = []
    for part in filter(None, map(str.strip, text.split(","))):
        name, _equals, word = part.partition("=")
        try:
            key = choose("option", name.strip(), [(one.option.id, one.option.label) for one in opened.options])
        except (ValueError, Refused):
            raise Refused(_NO_SUCH_NAME) from None
        choice = _choice(word.strip())
        if choice is Choice.ABSTAIN:
            raise Refused(_NO_CHOICE, choices=", ".join(choice_text(one) for one in (Choice.YES, Choice.NO)))
        marked.append(f"{key}/{choice}")
    return marked


def _choices(motion: MotionView, text: str) -> list[str]:
    """Return the choices of a ballot. Raises :class:`Refused` for an unknown word, which is a typing error."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if motion.kind not in (MotionKind.ELECTION, MotionKind.DISCIPLINE):
        return [_choice(part) for part in parts]
    try:
        return [choose("option", part, [(one.id, one.label) for one in motion.options]) for part in parts]
    except (ValueError, Refused):
        raise Refused(_NO_SUCH_NAME) from None


def _choice(text: str) -> Choice:
    """Return the choice of a word: as on the ballot, with or without diacritics, or in English.

    The refusal lists the valid words and never repeats what was typed.
    """
    for choice in Choice:
        if fold(text) in {fold(choice_text(choice)), fold(label(choice)), choice.value}:
            return choice
    raise Refused(_NO_CHOICE, choices=", ".join(choice_text(one) for one in Choice))
