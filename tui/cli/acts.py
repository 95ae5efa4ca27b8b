"""``do``, ``undo``, ``redo``: every act by its name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from models.acts.kind_names import kind_text, kind_word
from models.acts.kinds import MeetingId
from models.acts.registry import Act, ActOutcome, acts, find_act, run
from models.acts.words import looks_into_meeting, perform_words
from models.domain.clock import system_clock
from models.domain.errors import WrongUsage
from models.domain.language import N_, _
from models.domain.unset import UNSET
from models.queries.meetings import outcome_line
from tui.cli.access import acting, reading
from tui.cli.output import json_value, print_json, print_line, print_notice
from tui.shell.cell_naming import fetch_before_naming


def add_to(program: typer.Typer) -> None:
    """Add the commands."""

    @program.command(
        "do", help=_(N_("Do an act: chibo do ACT key=value …; --list names them all.")), add_help_option=False
    )
    def do(
        context: typer.Context,
        act: Annotated[str, typer.Argument(help=_(N_("Name of the act.")))] = "",
        words: Annotated[list[str] | None, typer.Argument(help=_(N_("Its arguments, key=value.")))] = None,
        every: Annotated[bool, typer.Option("--list", help=_(N_("Name every act, or the one given.")))] = False,
        override: Annotated[str, typer.Option(help=_(N_("Why you go on against a warning; it is journalled.")))] = "",
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
        wants_help: Annotated[bool, typer.Option("--help")] = False,
    ) -> None:
        if wants_help and not act:
            typer.echo(context.get_help())
        elif every or wants_help:
            _list([find_act(act)] if act else list(acts().values()), as_json=as_json)
        elif not act:
            raise WrongUsage(N_("Name an act; “chibo do --list” names them all."))
        else:
            fetch_before_naming(act, context.obj, system_clock())
            with acting(context.obj) as store:
                outcome = perform_words(store, act, _pairs(words or []), override)
            _print_outcome(context.obj, outcome, as_json=as_json)

    for name, text in (("undo", N_("Take back the last act.")), ("redo", N_("Do again what was undone last."))):

        @program.command(name, help=_(text))
        def take_back(context: typer.Context, act: Annotated[str, typer.Option(hidden=True)] = name) -> None:
            with acting(context.obj) as store:
                outcome = run(store, find_act(act), lambda _unit: {})
            _print_outcome(context.obj, outcome, as_json=False)


def _pairs(words: list[str]) -> dict[str, str]:
    pairs = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals:
            raise WrongUsage(
                N_("“{word}” is no key=value; write the name of an argument, “=” and its value."), word=word
            )
        if name in pairs:
            raise WrongUsage(N_("“{name}” is given twice; give it once."), name=name)
        pairs[name] = value
    return pairs


def _print_outcome(home: Path, outcome: ActOutcome, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "act": outcome.act,
                "done": outcome.label,
                "entry": outcome.entry[1] if outcome.entry else None,
                "device": outcome.entry[0] if outcome.entry else None,
                "value": json_value(outcome.value),
                "meeting": outcome.meeting or None,
                "warnings": [{"text": str(one), "citation": one.citation} for one in outcome.warnings],
            }
        )
        return
    with reading(home, once_more=True) as connection:
        print_line(outcome_line(outcome.label, outcome.meeting, connection))
    for warning in outcome.warnings:
        print_notice(f"⚠ {warning}" + (f" ({warning.citation})" if warning.citation else ""))


def _list(listed: list[Act], *, as_json: bool) -> None:
    if as_json:
        print_json([_as_json(act) for act in listed])
        return
    for act in listed:
        print_line(act.name)
        print_line(act.help, indent=4)
        if act.parameters:
            print_line(_arguments(act), indent=4)


def _as_json(act: Act) -> dict[str, Any]:
    return {
        "name": act.name,
        "help": act.help,
        "arguments": [
            {
                "name": one.name,
                "kind": kind_text(one.kind),
                "required": one.required,
                "default": None if one.required or one.default is UNSET else json_value(one.default),
            }
            for one in act.parameters
        ],
    }


def _arguments(act: Act) -> str:
    parts = [(f"{one.name}={kind_word(one.kind)}", one.required) for one in act.parameters]
    if looks_into_meeting(act) and all(one.name != "meeting" for one in act.parameters):
        parts.append((f"meeting={kind_word(MeetingId)}", False))
    return " ".join(part if required else f"[{part}]" for part, required in parts)
