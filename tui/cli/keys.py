"""``keys``: the keys in force, by the ids to remap them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models.domain.errors import Refused
from models.domain.language import N_, _
from tui.cli.output import print_json, print_line, print_notice, print_table
from tui.shell.key_tables import all_tables, keys_by_id
from tui.shell.preferences import FILE, load_preferences
from tui.widgets.key import Key, key_name, remap

_HEAD = N_("# Keys and colours of this machine; remove the # before a line and change what stands in quotation marks.")


def add_to(program: typer.Typer) -> None:
    """Add the command."""

    @program.command("keys", help=_(N_("List every key of the screens, with the id to change it by.")))
    def keys(
        context: typer.Context,
        write: Annotated[bool, typer.Option("--write", help=_(N_("Write a file to change them in.")))] = False,
        as_json: Annotated[bool, typer.Option("--json", help=_(N_("Print JSON.")))] = False,
    ) -> int:
        home: Path = context.obj
        if write:
            _write(home)
            return 0
        preferences = load_preferences(home, all_tables().values())
        remap(preferences.keymap)
        listed = keys_by_id().values()
        if as_json:
            print_json([{"id": one.id, "keys": one.in_force.split(","), "help": _(one.help)} for one in listed])
        else:
            print_table(_line(one) for one in listed)
        for problem in preferences.problems:
            print_notice(problem)
        return 1 if preferences.problems else 0


def _line(key: Key) -> tuple[str, str, str]:
    return key.id, " ".join(key_name(name) for name in key.in_force.split(",")), _(key.help)


def _write(home: Path) -> None:
    """Write the file with every key as a comment. Raises :class:`Refused` when the file exists."""
    path = home / FILE
    if path.exists():
        raise Refused(N_("There is a {path} already; it was left as it is."), path=path)
    lines = [_(_HEAD), '# theme = "dark"', "[keys]"]
    lines += [f'# "{key.id}" = "{key.keys}"  # {_(key.help)}' for key in keys_by_id().values()]
    home.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print_line(str(path))
