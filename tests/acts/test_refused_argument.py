"""A refusal names the argument at fault, so that a form can go to its field."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.acts.registry import acts
from models.acts.words import perform_words
from models.domain.errors import ChiboError, Refused, argument
from models.store.store import Store
from tests.meeting_room import Room

ACTS = Path(__file__).parents[2] / "models" / "acts"
DOMAIN = ACTS.parent / "domain"


def _named() -> Iterator[tuple[str, str]]:
    """Yield every argument that the code names in ``.at("…")`` or ``argument("…")``, with its place."""
    for path in (*ACTS.glob("*.py"), *DOMAIN.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("at", "argument"):
                yield str(node.args[0].value), f"{path.name}:{node.lineno}"


def test_every_argument_that_a_refusal_names_is_one_of_an_act() -> None:
    known = {parameter.name for one in acts().values() for parameter in one.parameters}
    named = list(_named())
    assert len(named) > 50
    assert [place for name, place in named if name not in known] == []


def test_the_innermost_name_holds() -> None:
    with pytest.raises(Refused) as refused, argument("outer"), argument("inner"):
        raise Refused("x").at("first")
    assert refused.value.argument == "first"


REFUSED = [
    ("task.assign", {"title": " ", "owner": "Dung"}, "title"),
    ("task.assign", {"title": "Việc", "owner": "Dung", "due": "31/2"}, "due"),
    ("task.assign", {"title": "Việc", "owner": "Dung", "baseline": "một"}, "baseline"),
    ("task.assign", {"title": "Việc", "owner": "Dung", "baseline": "1"}, "target"),
    ("task.assign", {"title": "Việc", "owner": "Không Ai"}, "owner"),
    ("note.write", {"text": " "}, "text"),
    ("petition.record", {"text": ""}, "text"),
    ("motion.put", {"title": "Bầu", "kind": "election", "candidates": "Dung", "seats": "0"}, "seats"),
    ("motion.put", {"title": "Bầu", "kind": "election", "candidates": "Dung, Dung", "seats": "1"}, "candidates"),
    ("motion.put", {"title": "Bầu", "kind": "election", "candidates": "Dung", "seats": "2"}, "candidates"),
    ("motion.put", {"title": "Khiển trách", "kind": "discipline"}, "subject"),
    ("meeting.plan", {"at": "mai"}, "at"),
    ("item.add", {"title": "Mục", "minutes": "-1"}, "minutes"),
    ("member.status", {"member": "Dung", "status": "exempt", "since": "5/1/2027", "until": "4/1/2027"}, "until"),
    ("theme.add", {"title": "Chuyên đề", "year": "2026", "quarter": "7"}, "quarter"),
    ("guest.add", {"name": " "}, "name"),
    ("cell.change", {"name": " "}, "name"),
    ("letter.draft", {"kind": "KH", "title": " "}, "title"),
]


def test_a_refused_act_names_its_argument(room: Room, store: Store) -> None:
    for act, words, at_fault in REFUSED:
        with pytest.raises(ChiboError) as refused:
            perform_words(store, act, words)
        assert refused.value.argument == at_fault, (act, words, str(refused.value))
