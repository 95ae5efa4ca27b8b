"""Every argument that a form gives to an act has its field, so that a refusal finds it."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

from tui.forms.form import Form

TUI = Path(__file__).parents[2] / "tui"
FORMS = [path for path in TUI.rglob("*.py") if "(Form" in (text := path.read_text("utf-8")) or "Form):" in text]
SHOWN = {
    *("after", "decimals", "head", "item", "kind", "letter", "meeting", "member", "note", "outdated_ok", "petition"),
    *("round", "seal", "task", "tellers", "visibility", "year"),
}
"""Arguments that a form takes from the record it was opened for, or derives."""


def _requests(of: ast.ClassDef) -> set[str]:
    """Return the arguments by name of the requests in a class."""
    calls = [node for node in ast.walk(of) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    asked = [call for call in calls if call.func.id in ("request_act", "request_by_words")]  # type: ignore[attr-defined]
    return {word.arg for call in asked for word in call.keywords if word.arg}


def _ids(tree: ast.AST) -> set[str]:
    words = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {word for word in words if isinstance(word, str)}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.relative_to(TUI).as_posix())
def test_every_argument_of_a_form_has_its_field(path: Path) -> None:
    import_module(".".join(path.relative_to(TUI.parent).with_suffix("").parts))
    tree, found = ast.parse(path.read_text("utf-8")), list[str]()
    forms = {one.__name__: one for one in _forms(Form)}
    for of in (node for node in tree.body if isinstance(node, ast.ClassDef) and node.name in forms):
        known = _ids(tree) | set(forms[of.name].argument_fields) | SHOWN
        found += [f"{of.name}: {name}" for name in _requests(of) - known]
    assert found == []


def _forms(base: type[Form]) -> list[type[Form]]:
    return [one for of in base.__subclasses__() for one in (of, *_forms(of))]
