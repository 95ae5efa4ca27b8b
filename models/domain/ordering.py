"""Places in an order that can be changed without rewriting the others: fractional keys, opaque and sortable.

Making a key between two others is not the domain's business: it is passed in as a :data:`Between`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from models.domain.limits import LONG_POSITION

Between = Callable[[str | None, str | None], str]
"""Returns a key that sorts after the first and before the second; ``None`` stands for the open end."""


def keys_with_insertion(keys: Sequence[str], index: int, between: Between) -> tuple[str, ...]:
    """Return the keys of a list after something is put at ``index``; ``keys`` are those before, in order.

    The others keep theirs, unless the two neighbours have the same key (two devices made it apart from each other), or
    one that is very long: nothing fits between them, so that all get new ones.
    """
    before = keys[index - 1] if index > 0 else None
    after = keys[index] if index < len(keys) else None
    if (before is not None and before == after) or max(len(before or ""), len(after or "")) >= LONG_POSITION:
        return _fresh_keys(len(keys) + 1, between)
    return (*keys[:index], between(before, after), *keys[index:])


def key_after(keys: Iterable[str], between: Between) -> str:
    """Return a key that stands at the end; where the last is very long, the same again, which a move mends."""
    last = max(keys, default=None)
    return last if last is not None and len(last) >= LONG_POSITION else between(last, None)


def _fresh_keys(count: int, between: Between) -> tuple[str, ...]:
    keys: list[str] = []
    for _place in range(count):
        keys.append(between(keys[-1] if keys else None, None))
    return tuple(keys)
