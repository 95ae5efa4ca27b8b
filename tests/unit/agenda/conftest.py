"""Agendas in few words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.domain.agenda import Item


@pytest.fixture
def tree() -> Callable[..., list[Item]]:
    """Make items from ids, each with its parent or none, in their order: ``tree(intro=None, detail="intro")``."""

    def make(**parents: str | None) -> list[Item]:
        return [
            Item(id=name, parent_id=parent, position=f"a{place}")
            for place, (name, parent) in enumerate(parents.items())
        ]

    return make
