"""Decisions have one form and an index; what they and the documents for developers name of the code exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DECISIONS = ROOT / "docs" / "decisions"
INDEX = DECISIONS / "README.md"
FILES = sorted(DECISIONS.glob("[0-9]*.md"))
WITH_PATHS = [*FILES, INDEX, ROOT / "docs" / "architecture.md", ROOT / "docs" / "testing.md"]
WIDEST = 120

FORM = re.compile(
    r"# (?P<number>\d+)\. (?P<title>\S[^\n]*)\n\n"
    r"- Date: (?P<date>\d{4}-\d\d-\d\d)\n"
    r"- Status: (?P<status>accepted|superseded by (?P<successor>\d+))\n\n"
    r"## Context\n(?P<context>.+?)\n## Decision\n(?P<decision>.+?)\n## Consequences\n(?P<consequences>.+)",
    re.DOTALL,
)
UNUSED = re.compile(r"^Numbers (.+) were never used", re.MULTILINE)

PATH = re.compile(r"(?<![\w./-])(?:models|sync|tui|tests|docs|bench)/[\w./{},*-]*")
NAME = re.compile(r"(?<![\w./-])((?:models|sync|tui|tests|bench)(?:\.\w+)+)(?![\w/])")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def form_of(path: Path) -> re.Match[str]:
    found = FORM.fullmatch(read(path))
    assert found, f"{path.name} has not the form of decision 1"
    return found


def number_of(path: Path) -> int:
    return int(path.name.partition("-")[0])


def quoted(text: str) -> Iterator[str]:
    """Yield what stands in backticks, in the lines and in blocks."""
    yield from re.findall(r"`+([^`]+)`+", text)


def expanded(path: str) -> Iterator[str]:
    """Yield the paths of ``a/{b,c}.py``."""
    parts = re.split(r"\{([^}]*)\}", path)
    yield from map("".join, product(*([part] if n % 2 == 0 else part.split(",") for n, part in enumerate(parts))))


def is_defined(name: str) -> bool:
    """Return whether ``package.module.name`` exists: the module, and in its text each name behind it."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:length])
        if place.is_dir():
            return length == len(parts)
        if (module := place.with_suffix(".py")).is_file():
            defined = r"^\s*(?:async )?(?:def|class) {0}\b|^\s*{0}\b[^=\n]*="
            return all(re.search(defined.format(part), read(module), re.MULTILINE) for part in parts[length:])
    return False


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_decision_has_the_one_form(path: Path) -> None:
    found = form_of(path)
    headings = re.findall(r"^#+ .+$", read(path), re.MULTILINE)
    assert headings[1:] == ["## Context", "## Decision", "## Consequences"]
    assert all(found[section].strip() for section in ("context", "decision", "consequences"))
    assert int(found["number"]) == number_of(path)
    assert found["successor"] is None or int(found["successor"]) in map(number_of, FILES)


@pytest.mark.parametrize("path", [*FILES, INDEX], ids=lambda path: path.stem)
def test_no_line_of_a_decision_is_too_long(path: Path) -> None:
    assert [line for line in read(path).splitlines() if len(line) > WIDEST] == []


def test_the_index_lists_every_decision_as_it_is() -> None:
    forms = [(path, form_of(path)) for path in FILES]
    rows = [f"| [{one['number']}] | {one['title']} | {one['date']} | {one['status']} |" for _path, one in forms]
    assert [line for line in read(INDEX).splitlines() if line.startswith("| [")] == rows
    links = [f"[{one['number']}]: {path.name}" for path, one in forms]
    assert re.findall(r"^\[\d+\]: .+$", read(INDEX), re.MULTILINE) == links


def test_the_index_explains_every_number_that_is_missing() -> None:
    used = set(map(number_of, FILES))
    unused = UNUSED.search(read(INDEX))
    assert set(range(1, max(used) + 1)) - used == set(map(int, re.findall(r"\d+", unused[1]) if unused else ()))


@pytest.mark.parametrize("path", WITH_PATHS, ids=lambda path: path.stem)
def test_every_path_and_name_of_the_code_in_backticks_exists(path: Path) -> None:
    spans = list(quoted(read(path)))
    paths = {one for span in spans for found in PATH.findall(span) for one in expanded(found)}
    assert {one for one in paths if not any(ROOT.glob(one.rstrip("/.")))} == set()
    assert {name for span in spans for name in NAME.findall(span) if not is_defined(name)} == set()


def test_the_check_of_paths_finds_what_is_not_there() -> None:
    assert list(expanded("models/{a,b}/{c,d}.py"))[1:3] == ["models/a/d.py", "models/b/c.py"]
    assert PATH.findall("pytest tests/gone -x") == ["tests/gone"]
    assert not is_defined("models.gone")
    assert not is_defined("models.store.merge.nowhere")
    assert is_defined("models.store.merge.MergedRow")
