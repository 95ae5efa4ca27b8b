"""The editing of minutes: the typed text, what it was edited from, what stands in the store.

Pure state, without screen or store. Typed text is never replaced by another text; when the stored text changes at the
same time, the session keeps both.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from models.domain.text import clean_text
from models.domain.textmerge import Chunk, TextMerge, merge
from models.queries.minutes import MinutesView


@dataclass(frozen=True, slots=True)
class TypedText:
    """Typed text that is not yet written, with the text it was edited from and the draft behind that."""

    text: str
    base: str
    derived: str

    def to_json(self) -> str:
        """Return it as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, kept: str) -> TypedText | None:
        """Return what :meth:`to_json` wrote; ``None`` for nothing."""
        return cls(**json.loads(kept)) if kept else None


def stored_form(text: str) -> str:
    """Return a text as the store has it once it is written."""
    return clean_text(text).strip()


class EditingSession:
    """The minutes of one meeting in hand. ``text`` is what is shown, ``elsewhere`` whether another text stands."""

    def __init__(self, stored: MinutesView | None, draft: str, typed: TypedText | None) -> None:
        self.stored = stored
        self.draft = draft
        self.text = self.base = stored.text if stored else draft
        self.derived = stored.derived if stored else draft
        self.elsewhere = self.recovered = False
        self.sent: str | None = None
        """What is on its way to the store."""
        if typed and stored_form(typed.text) != stored_form(self.text):
            self._resume(typed)

    @property
    def is_sealed(self) -> bool:
        """Whether the text changes no more."""
        return self.stored is not None and self.stored.is_sealed

    @property
    def is_dirty(self) -> bool:
        """Whether the text is another than the one that it was edited from."""
        return stored_form(self.text) != stored_form(self.base)

    @property
    def replaces(self) -> str:
        """The text that a write would replace; empty where none stands."""
        return self.sent or (self.base if self.stored else "")

    @property
    def missing_changes(self) -> tuple[Chunk, ...]:
        """What the records would say now and the text lacks; approval asks about it."""
        return merge(stored_form(self.derived), stored_form(self.text), self.draft).not_taken_in if self.derived else ()

    @property
    def typed(self) -> TypedText:
        """The text as it is kept before it is written."""
        return TypedText(self.text, self.base, self.derived)

    @property
    def late_lines(self) -> str:
        """What was typed too late, when the minutes were approved elsewhere: the lines that the sealed text lacks."""
        if not self.is_sealed or self.stored is None or not self.is_dirty:
            return ""
        typed = (chunk for chunk in merge(self.base, self.text, self.stored.text).chunks if chunk.mine != chunk.theirs)
        return "\n".join(line for chunk in typed for line in chunk.mine)

    def read(self, stored: MinutesView | None, draft: str) -> None:
        was_dirty = self.is_dirty
        self.stored, self.draft = stored, draft
        standing = stored.text if stored else draft
        if standing in (self.sent, stored_form(self.text)):
            self.base, self.sent = standing, None
            self.elsewhere = False
            self.derived = stored.derived if stored else draft
        elif not was_dirty:
            self.text = self.base = standing
            self.derived = stored.derived if stored else draft
        elif stored and standing != stored_form(self.base):
            self.elsewhere = True

    def compared(self) -> TextMerge:
        """Return the shown text beside what changed: the text elsewhere, else what would be drafted now."""
        if self.elsewhere and self.stored:
            return merge(self.base, self.text, self.stored.text)
        return merge(self.derived, self.text, self.draft)

    def take_in(self) -> TextMerge:
        """Bring what changed into the text; conflicts keep the typed words. Return what was done."""
        merged = self.compared()
        self.text = merged.text
        if self.elsewhere and self.stored:
            self.base, self.elsewhere = self.stored.text, False
            self.derived = self.stored.derived
        else:
            self.derived = self.draft
        return merged

    def _resume(self, typed: TypedText) -> None:
        self.text, self.base, self.derived = typed.text, typed.base, typed.derived
        self.recovered = True
        self.elsewhere = self.stored is not None and stored_form(self.stored.text) != stored_form(typed.base)
