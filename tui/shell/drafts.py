"""Drafts: text typed into forms and not submitted, shown again when the form opens for the same record.

A draft is kept on this machine only (:mod:`models.store.scratch`), written by the writer thread. It holds every field,
so that a confidential note stays confidential.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from models.store.scratch import FORM, load_scratch, save_scratch
from tui.shell.gateway import Gateway

DRAFT_SECONDS = 0.5
"""How often the draft of an open form is saved: a killed program loses at most this much typing."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The text fields of a form as it opened, and all of its fields as filled in."""

    begun: Mapping[str, str]
    filled: Mapping[str, str]


class Drafts:
    """The drafts of every form, by the names of form and object."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._known: dict[str, Draft | None] = {}
        """The latest drafts; they may not be written yet."""

    def find(self, name: str) -> Draft | None:
        """Return the draft of a form; ``None`` for none."""
        if name not in self._known:
            text = load_scratch(self._gateway.reader, FORM + name)
            self._known[name] = Draft(**json.loads(text)) if text else None
        return self._known[name]

    def keep(self, name: str, draft: Draft | None) -> None:
        """Save a draft, or delete it."""
        if self.find(name) == draft:
            return
        self._known[name] = draft
        text = json.dumps(asdict(draft), ensure_ascii=False) if draft else ""
        self._gateway.enqueue(lambda store: save_scratch(store, FORM + name, text))
