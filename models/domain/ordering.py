"""Fractional keys: opaque, sortable positions in a list that can be changed without rewriting the others.

The function that makes a key between two others is passed in as a :data:`Between`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from models.domain.limits import LONG_POSITION

Between = Callable[[str | None, str | None], str]
"""Returns a key that sorts after the first and before the second; ``None`` stands for the open end."""


def keys_with_insertion(keys: Sequence[str], index: int, between: Between) -> tuple[str, ...]:
    """Return the keys of a list after an insertion at ``index``; ``keys`` are those before, in order.

    The others keep theirs, unless the two neighbours have the same key (two offline devices made it), or a very long
    one: no key fits between them, so all get new ones.
    """
    before = keys[index - 1] if index > 0 else None
    after = keys[index] if index < len(keys) else None
    if (before is not None and before == after) or max(len(before or ""), len(after or "")) >= LONG_POSITION:
        return _fresh_keys(len(keys) + 1, between)
    return (*keys[:index], between(before, after), *keys[index:])


def key_after(keys: Iterable[str], between: Between) -> str:
    """Return a key for the end of the list; if the last one is very long, the same again, which a later
    move corrects.
    """
    last = max(keys, default=None)
    return last if last is not None and len(last) >= LONG_POSITION else between(last, None)


def _fresh_keys(count: int, between: Between) -> tuple[str, ...]:
    keys: list[str] = []
    for _place in range(count):
        keys.append(between(keys[-1] if keys else None, None))
    return tuple(keys)
