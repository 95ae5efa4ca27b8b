"""Translates Typer's own texts.

Typer translates a part of its words by gettext and writes the others directly into its sentences; neither uses the
program's catalogue. This module has the words of its help, and its refusals as the program's sentences.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import typer.core
from typer._click import exceptions as refusals
from typer._click.core import Command
from typer._click.formatting import HelpFormatter
from typer.exceptions import TyperException

from models.domain.language import N_, _
from models.domain.text import one_line

HELP = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("required"),
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("(dynamic)"),
    N_("Missing command."),
    N_("No such command {name!r}."),
)
"""The texts that Typer translates by gettext."""

USAGE = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."))
"""The words of the usage line."""

_REFUSALS: Mapping[type[TyperException], str] = {
    refusals.MissingParameter: N_("{name} is missing; “chibo --help” shows how."),
    refusals.NoSuchOption: N_("There is no option {name}; “chibo --help” shows how."),
    refusals.BadOptionUsage: N_("{name} needs a value; “chibo --help” shows how."),
    refusals.BadParameter: N_("{name} cannot have this value; “chibo --help” shows which it takes."),
}
_TOO_MUCH = N_("More was written than the command takes; “chibo --help” shows how.")
_SHOWS_HOW = N_("“chibo --help” shows how.")
_CHOICES = N_("{name} must be one of: {known}.")
_NO_CHOICE = N_("{name} cannot be “{value}”; it must be one of: {known}.")
_PLACE = re.compile(r"\{(\w+)\}")
_ARGUMENT = re.compile(r"^(\w+) <")
"""An argument in the usage line, and in the list of arguments."""

_WRONG_CHOICE = re.compile(r"'(.*)' is not one of ", re.DOTALL)


def translate_help() -> None:
    """Translate the help of commands; once for a process."""
    if typer.core._ is _:  # type: ignore[attr-defined]
        return
    setattr(typer.core, "_", _)  # noqa: B010 - the name that it imports from gettext
    write_usage, help_option = HelpFormatter.write_usage, Command.get_help_option

    def usage(self: HelpFormatter, prog: str, args: str = "", prefix: str | None = None) -> None:
        for word in USAGE:
            args = args.replace(word, _(word))
        args = _PLACE.sub(lambda found: f"{{{_label(found[1])}}}", args)
        write_usage(self, prog, args, _("Usage: ") if prefix is None else prefix)

    def option(self: Command, context: Any) -> Any:
        found = help_option(self, context)
        if found is not None:
            found.help = _("Show this message and exit.")
        return found

    write_rows = HelpFormatter.write_dl

    def rows(self: HelpFormatter, listed: Any, *args: Any, **more: Any) -> None:
        named = [(_ARGUMENT.sub(lambda found: f"{_label(found[1])} <", one), told) for one, told in listed]
        write_rows(self, named, *args, **more)

    HelpFormatter.write_dl = rows  # type: ignore[method-assign, assignment]
    HelpFormatter.write_usage = usage  # type: ignore[method-assign]
    Command.get_help_option = option  # type: ignore[method-assign, assignment]


def refusal(error: TyperException) -> str:
    """Return why a command line is invalid, as one sentence."""
    if known := _choices(error):
        wrong = _WRONG_CHOICE.search(error.message)
        text, value = (_NO_CHOICE, one_line(wrong[1], 60)) if wrong else (_CHOICES, "")
        return _(text).format(name=_name_of(error), value=value, known=", ".join(known))
    for kind, text in _REFUSALS.items():
        if isinstance(error, kind):
            return _(text).format(name=_name_of(error))
    if error.message.startswith("Got unexpected extra argument"):
        return _(_TOO_MUCH)
    return f"{one_line(error.format_message()).rstrip('.,')}. {_(_SHOWS_HOW)}"


def _name_of(error: TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return one_line(str(getattr(error, "option_name", "")), 60)
    return str(parameter.opts[0] if parameter.opts[0].startswith("-") else f"“{_label(parameter.name)}”")


def _label(name: str) -> str:
    """Return the label of an argument that has no dashes."""
    from models.acts.argument_words import argument_word

    return argument_word(name)


def _choices(error: TyperException) -> list[str]:
    """Return the choices of a wrong or missing parameter."""
    parameter = getattr(error, "param", None)
    said = parameter.get_missing_message(ctx=getattr(error, "ctx", None)) if parameter is not None else None
    _before, colon, listed = (said or "").partition(":")
    return [word.strip().rstrip(".") for word in listed.split(",")] if colon else []
