"""``practice``: chairing a simulated meeting, in a room of its own beside the cell's records."""

from __future__ import annotations

from typing import Annotated

import typer

from models.domain.language import LANGUAGES, N_, _, choose_language
from models.domain.vocabulary import MeetingKind
from models.practice.plan import PracticeKind
from models.profiles.practice import PracticeLevel

_ABOUT = N_(
    "Practise chairing a meeting: a simulated cell, in a folder of its own, never with the cell's records. Goes on with"
    " an unfinished practice."
)


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    group = typer.Typer(help=_(_ABOUT), invoke_without_command=True)
    program.add_typer(group, name="practice")

    @group.callback()
    def practice(
        context: typer.Context,
        level: Annotated[PracticeLevel | None, typer.Option(help=_(N_("How hard it is.")))] = None,
        seed: Annotated[int | None, typer.Option(help=_(N_("The same seed gives the same meeting.")))] = None,
        speed: Annotated[int | None, typer.Option(help=_(N_("How many times faster the clock runs (1–60).")))] = None,
        kind: Annotated[PracticeKind | None, typer.Option(help=_(N_("Which kind of meeting.")))] = None,
        language: Annotated[str, typer.Option(help=_(N_("The language: vi or en.")))] = "",
        new: Annotated[bool, typer.Option("--new", help=_(N_("Begin anew, in place of the last practice.")))] = False,
    ) -> None:
        choose_practice_language(language)
        if context.invoked_subcommand is None:
            from models.practice.room import practice_home
            from tui.practice.running import Wanted, practise

            home, of = context.obj, MeetingKind(kind.value) if kind else None
            raise typer.Exit(practise(home, practice_home(home), Wanted(level, seed, speed, of, new)))


def choose_practice_language(language: str) -> None:
    """Speak a language from now on. Raises :class:`WrongUsage` for one that is not there."""
    from models.domain.errors import WrongUsage

    if language and language not in LANGUAGES:
        raise WrongUsage(
            N_("{name}={text} is not of the kind {kind}."), name="--language", text=language, kind="|".join(LANGUAGES)
        )
    if language:
        choose_language(language)
