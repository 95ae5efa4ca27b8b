"""One name means one thing: no two modules define a public class of the same name."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.architecture.test_sizes import trees


def test_no_two_public_classes_share_a_name() -> None:
    """Nested classes are told apart by the class around them (Textual's messages: ``PersonField.Submitted``)."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for module, tree in trees().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(module)
    assert len(places) > 500
    assert {name: modules for name, modules in places.items() if len(modules) > 1} == {}
