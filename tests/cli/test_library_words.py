"""What the library of the command line says itself: in the language of the program, one sentence each."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer

import tui
from models.domain.language import choose_language
from models.domain.vocabulary import LetterKind
from tests.cli.conftest import Shell
from tests.vietnamese import NAMES, foreign_words, has_marks
from tui.cli.app import build

TYPED = re.compile(
    r"--[\w-]+|<[^>]*>|\{[\w ]+\}|“chibo[^”]*”|\bchibo [a-z][\w :]*|^ {2}[\w ]+?(?= {2,}| <)|: [^\]]*\]|\[(?!required)\w+\]|\b[A-Z]+(?:_[A-Z]+)+\b|\w+://\S*|\w+…|\w+\.\.\.",
    re.MULTILINE,
)
"""What is typed as it stands: options, kinds, commands; and words that are cut."""


PATCHING = {"tui.cli.library_words"}
"""Modules that change the library once for a process."""


def commands(group: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, (*words, name))


def test_the_help_of_every_command_is_vietnamese_throughout(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    choose_language("vi")
    monkeypatch.setattr(tui, "cli", sys.modules["tui.cli"])  # the package's attribute comes back as its modules do
    for module in [name for name in sys.modules if name.split(".")[:2] == ["tui", "cli"] and name not in PATCHING]:
        monkeypatch.delitem(sys.modules, module)  # a process has one language; options are worded as they are imported
    known = {word for line in NAMES for word in line.split()} | {"vi", "en", "ID", "URL"} | set(LetterKind)
    found = {}
    for words in commands(typer.main.get_group(build())):
        _code, out, _err = shell(*words, "--help", lang="vi")
        foreign = {word for word in foreign_words(TYPED.sub(" ", out)) if len(word) > 1} - known
        if foreign:
            found[words] = foreign
    assert found == {}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["meeting"],
        ["meeting", "nonsense"],
        ["table"],
        ["table", "nonsense"],
        ["table", "members", "--nonsense"],
        ["table", "members", "--year", "nonsense"],
        ["table", "members", "--out"],
        ["table", "members", "too", "much"],
    ],
)
def test_a_wrong_command_line_is_one_sentence_with_the_way_out(shell: Shell, words: list[str], language: str) -> None:
    code, out, err = shell(*words, lang=language)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert has_marks(err) is (language == "vi")
    assert any(way in err for way in ("chibo --help", "members, attendance", " 12."))
