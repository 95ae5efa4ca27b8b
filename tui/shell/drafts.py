"""What is typed into forms and not done yet; found again when the form opens again for the same object.

A draft is written on this machine alone (:mod:`models.store.scratch`), by the thread that writes: the keyboard waits
for none. It holds the form as it was filled in, so that a confidential note does not come back as an open one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from models.store.scratch import FORM, load_scratch, save_scratch
from tui.shell.gateway import Gateway

DRAFT_SECONDS = 0.5
"""How often a form that is open is looked at: a killed program loses no more than what was typed since."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as it was filled in: what stood in its text fields as it opened, and what stands in all fields."""

    begun: Mapping[str, str]
    filled: Mapping[str, str]


class Drafts:
    """The drafts of every form, by the names of form and object."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._known: dict[str, Draft | None] = {}
        """What was kept last: it may still be on its way to the store."""

    def find(self, name: str) -> Draft | None:
        """Return the draft of a form; ``None`` where nothing was left in it."""
        if name not in self._known:
            text = load_scratch(self._gateway.reader, FORM + name)
            self._known[name] = Draft(**json.loads(text)) if text else None
        return self._known[name]

    def keep(self, name: str, draft: Draft | None) -> None:
        """Keep a draft in the place of the one before; without one, forget it."""
        if self.find(name) == draft:
            return
        self._known[name] = draft
        text = json.dumps(asdict(draft), ensure_ascii=False) if draft else ""
        self._gateway.enqueue(lambda store: save_scratch(store, FORM + name, text))
