"""``make quick``: linters and tests of what was changed, in seconds; ``make test`` is what counts.

Changed is what differs from ``main`` (on ``main`` itself: from the commit before), committed or not. Of the unit, query
and act tests those are run that concern it: a test that was changed, one that imports a changed module or names one of
its acts, one of the same name. The other unit tests are run with them, but for sweeps (``pytest.mark.sweep``), which go
through everything there is of a kind.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("tests/unit", "tests/queries", "tests/acts")
SWEEP = "pytest.mark.sweep"
ACT = re.compile(r'^@act\(\s*"([\w.]+)"', re.MULTILINE)
WORKERS = 2


def changed_files() -> list[str]:
    """Return the files that differ from main and are still there, relative to the project."""
    base = _git("merge-base", "HEAD", "main") or _git("merge-base", "HEAD", "origin/main")
    if not base or (base == _git("rev-parse", "HEAD") and not _git("status", "--porcelain")):
        base = "HEAD~1"
    named = [*_git("diff", "--name-only", base).split("\n"), *_git("ls-files", "-o", "--exclude-standard").split("\n")]
    return sorted(name for name in set(named) if name and (ROOT / name).is_file())


def concerned(changed: Iterable[str], tests: Iterable[str]) -> Iterator[str]:
    """Yield the test files that what was changed concerns."""
    files = set(changed)
    modules = {name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in files}
    stems = {Path(name).stem.removeprefix("test_") for name in files}
    acts = {act for name in files if name.startswith("models/acts/") for act in ACT.findall(_text(name))}
    shared = {Path(name).parent.as_posix() for name in files if name.endswith("conftest.py")}
    for test in tests:
        text = _text(test)
        if (
            test in files
            or Path(test).stem.removeprefix("test_") in stems
            or any(folder.as_posix() in shared for folder in Path(test).parents)
            or any(f'"{act}"' in text for act in acts)
            or not modules.isdisjoint(_imported(text))
        ):
            yield test


def selected(changed: Iterable[str]) -> list[str]:
    """Return the test files to run."""
    tests = [path.relative_to(ROOT).as_posix() for room in ROOMS for path in sorted((ROOT / room).rglob("test_*.py"))]
    core = {test for test in tests if test.startswith("tests/unit/") and SWEEP not in _text(test)}
    wanted = core | set(concerned(changed, tests))
    return [test for test in tests if test in wanted]


def _imported(text: str) -> set[str]:
    """Return the modules that a text imports, and what it imports from them, which may be modules too."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout.strip()


def main(options: list[str]) -> int:
    """Check what was changed; return an exit code."""
    changed = changed_files()
    code = [name for name in changed if name.endswith(".py")]
    ruff = [sys.executable, "-m", "ruff"]
    checks = [[*ruff, "format", "--check", *code], [*ruff, "check", *code]] if code else []
    tests = selected(changed)
    checks.append([sys.executable, "-m", "pytest", "-q", "-n", str(WORKERS), "--dist", "worksteal", *tests, *options])
    print(f"{len(changed)} files changed; {len(tests)} files of tests", flush=True)
    return max(subprocess.run(words, cwd=ROOT, check=False).returncode for words in checks)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
