"""Warnings: a rule advises against an act and is cited; the chair may continue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.domain.language import _, fill


@dataclass(frozen=True, slots=True)
class RuleWarning:
    """One sentence as an English gettext message with its values, and the citation of the rule.

    ``str(warning)`` is the sentence in the program's current language. A warning never blocks (docs/domain.md,
    "Rules").
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    citation: str = ""

    def __str__(self) -> str:
        return fill(_(self.template), self.values)
