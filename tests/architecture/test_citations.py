"""What code and tests cite is in the tree: the file, and the rule, step or section in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("models", "sync", "tui", "tests", "bench")
KINDS = ("*.py", "*.toml", "*.typ", "*.html", "*.tcss")

FILE = re.compile(r"\bdocs/[\w/-]+\.md\b")
RULES = re.compile(r"docs/domain\.md, rules? ([\d–, and]+)")
STEPS = re.compile(r"docs/scenario\.md, steps? ([\d–, and]+)")
SECTION = re.compile(r'docs/domain\.md, (?:rules? [\d–, and]+(?:, |and ))?"([^"]+)"')


def sources() -> list[Path]:
    return sorted(
        path for folder in FOLDERS for kind in KINDS for path in (ROOT / folder).rglob(kind) if path != Path(__file__)
    )


def cited(pattern: re.Pattern[str]) -> list[tuple[Path, str]]:
    """Return what a pattern finds, lines joined: a citation may be broken over two."""
    found = []
    for path in sources():
        text = re.sub(r"\s+(?:#|//)?\s*", " ", path.read_text(encoding="utf-8"))
        found += [(path, text) for text in pattern.findall(text)]
    return found


def numbers(text: str) -> set[int]:
    """Return the numbers of "5–8 and 12"."""
    ranges = re.findall(r"(\d+)(?:–(\d+))?", text)
    return {number for first, last in ranges for number in range(int(first), int(last or first) + 1)}


def numbered(file: str) -> set[int]:
    """Return the numbers of a document's numbered list."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return {int(number) for number in re.findall(r"^(\d+)\. ", text, re.MULTILINE)}


def test_every_document_cited_is_in_the_tree() -> None:
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources()
        for name in FILE.findall(path.read_text(encoding="utf-8"))
        if not (ROOT / name).is_file()
    }
    assert not missing


@pytest.mark.parametrize(("pattern", "file"), [(RULES, "docs/domain.md"), (STEPS, "docs/scenario.md")])
def test_every_rule_and_step_cited_is_in_its_document(pattern: re.Pattern[str], file: str) -> None:
    found = cited(pattern)
    assert len(found) > 1, "the pattern finds the citations"
    known = numbered(file)
    assert not {(path.name, text) for path, text in found if not numbers(text) <= known}


def test_every_section_cited_is_a_heading_of_the_domain() -> None:
    headings = re.findall(r"^#+ (.+)$", (ROOT / "docs/domain.md").read_text(encoding="utf-8"), re.MULTILINE)
    found = cited(SECTION)
    assert len(found) > 1, "the pattern finds the citations"
    assert not {(path.name, text) for path, text in found if not any(one.startswith(text) for one in headings)}
