"""``practice``: chairing a simulated meeting, in a room of its own beside the cell's records."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from models.domain.clock import system_clock
from models.domain.errors import Refused, WrongUsage
from models.domain.language import LANGUAGES, N_, _, choose_language
from models.domain.vocabulary import MeetingKind
from models.practice.plan import PracticeKind
from models.profiles.practice import PracticeLevel
from tui.cli.access import reading
from tui.cli.output import print_json
from tui.cli.outputs import Force, Out, write_out

if TYPE_CHECKING:
    from models.practice.debriefing import Debriefing

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

    @group.command("report", help=_(N_("Say how the last practice went.")))
    def report(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> None:
        from models.practice.report_text import practice_title, report_sections, report_text

        found, _room = _debriefed(context.obj)
        if as_json:
            sections = [{"title": one.title, "lines": one.lines} for one in report_sections(found)]
            print_json({"practice": practice_title(found), "over": found.is_over, "sections": sections})
        else:
            sys.stdout.write(report_text(found))

    @group.command("certificate", help=_(N_("Write the certificate of the last practice as PDF.")))
    def certificate(
        context: typer.Context,
        name: Annotated[str, typer.Option(help=_(N_("Who practised; else room to write it by hand.")))] = "",
        out: Out = "",
        force: Force = False,
    ) -> None:
        from models.practice.certificate import made_certificate

        found, room = _debriefed(context.obj)
        with reading(room) as connection:
            made = made_certificate(connection, found, name, system_clock()())
        write_out(out, f"{made.stem}.pdf", made.content, force=force)


def _debriefed(home: Path) -> tuple[Debriefing, Path]:
    """Return the debriefing of the practice beside a cell's home, and its folder."""
    from models.practice.debriefing import debriefed
    from models.practice.keeping import kept_practice
    from models.practice.room import practice_home
    from models.profiles.in_force import load_practice

    room = practice_home(home)
    practice = kept_practice(room)
    if practice is None:
        raise Refused(N_("Nothing was practised yet; “chibo practice” begins."))
    with reading(room) as connection:
        return debriefed(connection, room, load_practice(home), practice, practice.now), room


def choose_practice_language(language: str) -> None:
    """Speak a language from now on. Raises :class:`WrongUsage` for one that is not there."""
    if language and language not in LANGUAGES:
        raise WrongUsage(
            N_("{name}={text} is not of the kind {kind}."), name="--language", text=language, kind="|".join(LANGUAGES)
        )
    if language:
        choose_language(language)
