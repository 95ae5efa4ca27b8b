"""The state of editing minutes: the typed text, the text it is based on, the stored text.

Pure state, without screen or store. Typed text is never replaced by another text; when the stored text changes at the
same time, the session keeps both.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from models.documents.altered import altered_lines
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
        """Return it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, kept: str) -> TypedText | None:
        """Return what :meth:`to_json` returned; ``None`` for an empty text."""
        return cls(**json.loads(kept)) if kept else None


def stored_form(text: str) -> str:
    """Return a text as the store keeps it."""
    return clean_text(text).strip()


def behind_heading(text: str) -> int:
    """Return the first empty row below the heading, where what is typed is a line of its own; else the last row."""
    rows = text.split("\n")
    return next((row for row, line in enumerate(rows) if row and not line.strip()), len(rows) - 1)


class EditingSession:
    """The minutes of one meeting. ``text`` is shown; ``elsewhere``: the stored text was changed elsewhere."""

    def __init__(self, stored: MinutesView | None, draft: str, typed: TypedText | None) -> None:
        self.stored = stored
        self.draft = draft
        self.text = self.base = stored.text if stored else draft
        self.derived = stored.derived if stored else draft
        self.elsewhere = self.recovered = False
        self.sent: str | None = None
        """The text that is submitted and not yet stored."""
        if typed and stored_form(typed.text) != stored_form(self.text):
            self._resume(typed)

    @property
    def is_sealed(self) -> bool:
        """Whether the minutes are approved."""
        return self.stored is not None and self.stored.is_sealed

    @property
    def is_dirty(self) -> bool:
        """Whether the text differs from its base."""
        return stored_form(self.text) != stored_form(self.base)

    @property
    def replaces(self) -> str:
        """The stored text that a write replaces; empty for none."""
        return self.sent or (self.base if self.stored else "")

    @property
    def missing_changes(self) -> tuple[Chunk, ...]:
        """Changes of the records that the text does not contain."""
        return merge(stored_form(self.derived), stored_form(self.text), self.draft).not_taken_in if self.derived else ()

    @property
    def altered(self) -> tuple[str, ...]:
        """Lines of the draft, with headings, figures and results, that the text alters."""
        return altered_lines(self.derived, self.text)

    @property
    def typed(self) -> TypedText:
        """The text to save on this machine."""
        return TypedText(self.text, self.base, self.derived)

    @property
    def late_lines(self) -> str:
        """Lines typed after the minutes were approved elsewhere; empty for none."""
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
        """Return the comparison of the shown text with the stored text, or with the current draft."""
        if self.elsewhere and self.stored:
            return merge(self.base, self.text, self.stored.text)
        return merge(self.derived, self.text, self.draft)

    def take_in(self) -> TextMerge:
        """Merge the changes into the text; conflicts keep the typed text. Return the merge."""
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
