"""The editing of minutes: the typed text, what it was edited from, what stands in the store.

No screen and no store: the screen tells what was read, the session tells what is to be shown. Typed text is never put
aside for another; where the text was changed elsewhere meanwhile, the session says so and holds both.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from models.domain.text import clean_text
from models.domain.textmerge import Chunk, TextMerge, merge
from models.queries.minutes import MinutesView


@dataclass(frozen=True, slots=True)
class Typed:
    """Typed text as it is kept before it is written: with the text it was edited from, and the draft behind that."""

    text: str
    base: str
    derived: str

    def to_json(self) -> str:
        """Return it as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, kept: str) -> Typed | None:
        """Return what :meth:`to_json` wrote; ``None`` for nothing."""
        return cls(**json.loads(kept)) if kept else None


def as_written(text: str) -> str:
    """Return a text as the store has it once it is written."""
    return clean_text(text).strip()


class EditingSession:
    """The minutes of one meeting in hand. ``text`` is what is shown, ``elsewhere`` whether another text stands."""

    def __init__(self, stored: MinutesView | None, draft: str, typed: Typed | None) -> None:
        self.stored = stored
        self.draft = draft
        self.text = self.base = stored.text if stored else draft
        self.derived = stored.derived if stored else draft
        self.elsewhere = self.recovered = False
        self.sent: str | None = None
        """What is on its way to the store."""
        if typed and as_written(typed.text) != as_written(self.text):
            self._resume(typed)

    @property
    def is_sealed(self) -> bool:
        """Whether the text changes no more."""
        return self.stored is not None and self.stored.is_sealed

    @property
    def is_dirty(self) -> bool:
        """Whether the text is another than the one that it was edited from."""
        return as_written(self.text) != as_written(self.base)

    @property
    def replaces(self) -> str:
        """The text that a write would replace; empty where none stands."""
        return self.sent or (self.base if self.stored else "")

    @property
    def lacking(self) -> tuple[Chunk, ...]:
        """What the records would say now and the text lacks; approval asks about it."""
        return merge(as_written(self.derived), as_written(self.text), self.draft).not_taken_in if self.derived else ()

    @property
    def typed(self) -> Typed:
        """The text as it is kept before it is written."""
        return Typed(self.text, self.base, self.derived)

    @property
    def left_over(self) -> str:
        """What was typed too late, when the minutes were approved elsewhere: the lines that the sealed text lacks."""
        if not self.is_sealed or self.stored is None or not self.is_dirty:
            return ""
        typed = (chunk for chunk in merge(self.base, self.text, self.stored.text).chunks if chunk.mine != chunk.theirs)
        return "\n".join(line for chunk in typed for line in chunk.mine)

    def read(self, stored: MinutesView | None, draft: str) -> None:
        """Take note of what stands in the store now."""
        was_dirty = self.is_dirty
        self.stored, self.draft = stored, draft
        standing = stored.text if stored else draft
        if standing in (self.sent, as_written(self.text)):
            self.base, self.sent = standing, None
            self.elsewhere = False
            self.derived = stored.derived if stored else draft
        elif not was_dirty:
            self.text = self.base = standing
            self.derived = stored.derived if stored else draft
        elif stored and standing != as_written(self.base):
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

    def _resume(self, typed: Typed) -> None:
        self.text, self.base, self.derived = typed.text, typed.base, typed.derived
        self.recovered = True
        self.elsewhere = self.stored is not None and as_written(self.stored.text) != as_written(typed.base)
