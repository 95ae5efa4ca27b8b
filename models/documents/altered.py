"""Which lines of drafted minutes were altered by hand so that they no longer say what the records say.

Wording may be changed freely. A heading, a number, or a line with the count of a vote comes from the records: where it
was altered, the secretary is told before the approval.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from models.documents.kinds.minutes import SECTION
from models.domain.textmerge import Chunk, merge

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_COUNT = re.compile(r"(?<![\d/])\d+/\d+(?![\d/])")
_RULE = re.compile(r"-{3,}")


def altered_lines(derived: str, text: str) -> tuple[str, ...]:
    """Return the lines of a draft that the text lacks or contradicts, in their order; none without a draft."""
    if not derived.strip() or not text.strip():
        return ()
    derived, text = (one.strip() for one in (derived, text))
    heading = _heading(derived)
    chunks = merge(derived, text, derived).chunks
    return tuple(line for chunk in chunks for line in _altered(chunk, heading))


def _heading(text: str) -> frozenset[str]:
    """Return the lines above the rule under the title."""
    lines = text.split("\n")
    rule = next((place for place, line in enumerate(lines) if _RULE.fullmatch(line.strip())), 1)
    return frozenset(lines[: rule + 1])


def _altered(chunk: Chunk, heading: frozenset[str]) -> Iterator[str]:
    left = Counter(_NUMBER.findall("\n".join(chunk.mine)))
    for line in chunk.base:
        if line in chunk.mine or not line.strip():
            continue
        if line in heading or SECTION.match(line):
            yield line
        elif any(line.strip() in one for one in chunk.mine):
            continue  # something was written before or behind it
        elif _COUNT.search(line) or Counter(_NUMBER.findall(line)) - left:
            yield line
