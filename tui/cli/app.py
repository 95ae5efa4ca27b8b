"""Builds the command line after the language is chosen, so that the help is translated."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import typer
from typer.exceptions import TyperException

from models.domain.language import N_, _
from models.domain.typed.numbers import read_whole
from models.store.paths import typed_path
from tui.cli.library_words import refusal, translate_help
from tui.cli.output import print_notice

ABOUT = N_("Prepare and chair the meeting of a Party cell. Without a command the screens open.")
COMMON = N_(
    "Everywhere: --home DIR (or CHIBO_HOME) chooses the folder of the store, --lang vi|en (or CHIBO_LANG) the language."
)

COMMANDS = {
    "setup": ("init", "demo", "roster"),
    "practice": ("practice",),
    "meetings": ("meeting",),
    "acts": ("do", "undo", "redo"),
    "ballots": ("ballot",),
    "journal": ("journal",),
    "data": ("export", "profile"),
    "keys": ("keys",),
    "wall": ("wall",),
    "documents": ("print", "document"),
    "exporting": ("table", "calendar", "restore"),
    "indicators": ("indicators",),
    "joining": ("join", "invite", "device", "recovery"),
    "syncing": ("sync", "status", "daemon"),
    "reports": ("report", "minutes"),
    "verify": ("verify",),
    "serve": ("serve",),
    "admin": ("admin",),
}
"""The first words of commands by module, in the order of the help."""


def run_command(home: Path, arguments: list[str]) -> int:
    """Run a command; return its exit code: 2, with a sentence, for wrong usage."""
    if arguments == ["--version"]:
        sys.stdout.write(f"chibo {installed_version('chibo')}\n")
        return 0
    command = typer.main.get_group(build(arguments[0] if arguments else ""))
    _convert_values(command)
    try:
        # Typer's own entry point catches Ctrl-C and a closed pipe, with exit codes of its own.
        with command.make_context("chibo", list(arguments), obj=home) as context:
            code = command.invoke(context)
    except typer.Exit as leaving:
        return leaving.exit_code
    except TyperException as error:
        print_notice(refusal(error))
        return error.exit_code
    return code if isinstance(code, int) else 0


def _convert_values(command: Any) -> None:
    """Convert paths and whole numbers of a command, and of its subcommands, by the program's own readers."""
    for parameter in command.params:
        parameter.callback = parameter.callback or _typed_path
        if parameter.type_descriptor.annotation is int:
            parameter.process_value = _reading_whole_numbers(parameter.process_value)
    for below in getattr(command, "commands", {}).values():
        _convert_values(below)


def _reading_whole_numbers(process: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Return a converter that reads whole numbers as everywhere in the program."""
    return lambda context, value: process(context, read_whole(value) if isinstance(value, str) else value)


def _typed_path(_context: object, _parameter: object, value: Any) -> Any:
    return typed_path(str(value)) if isinstance(value, Path) else value


def build(first: str = "") -> typer.Typer:
    """Return the commands, with their help in the program's language.

    For a known ``first`` word only its module is loaded: loading all of them takes longer than most commands. For the
    help, and for an unknown word, all are loaded.
    """
    translate_help()
    program = typer.Typer(
        help=f"{_(ABOUT)} {_(COMMON)}",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for module, words in COMMANDS.items():
        if first in words or not any(first in others for others in COMMANDS.values()):
            import_module(f"tui.cli.{module}").add_to(program)
    return program
