"""A command loads the module that it stands in, and no other."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest
import typer

from tests.cli.conftest import Shell
from tui.cli.app import COMMANDS


@pytest.mark.parametrize("module", COMMANDS)
def test_the_words_of_a_module_are_those_that_it_adds(module: str) -> None:
    program = typer.Typer()
    import_module(f"tui.cli.{module}").add_to(program)
    added = [*(one.name for one in program.registered_commands), *(one.name for one in program.registered_groups)]
    assert sorted(map(str, added)) == sorted(COMMANDS[module])


def test_the_help_has_every_word_in_its_order(shell: Shell) -> None:
    told = shell.done("--help")
    places = [told.index(f"\n  {word} ") for words in COMMANDS.values() for word in words]
    assert len(places) == sum(map(len, COMMANDS.values()))


def test_a_command_loads_no_other() -> None:
    code = "import sys; from tui.cli.app import build; build('keys'); print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "tui.cli.keys" in loaded
    assert {f"tui.cli.{module}" for module in COMMANDS}.intersection(loaded) == {"tui.cli.keys"}
    assert "sqlmodel" not in loaded


def test_a_word_that_is_none_is_refused_as_before(shell: Shell) -> None:
    code, _out, told = shell("meetin", "list")
    assert code == 2
    assert "meetin" in told
