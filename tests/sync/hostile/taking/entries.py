"""Hostile entries: honest ones of which any part is exchanged for what no honest machine writes, rightly chained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from models.store.entry import GENESIS, Entry, canonical, entry_hash, from_canonical, unreadable_entry

Pair = tuple[Entry, str]
Path = tuple[str | int, ...]

NAN, INFINITE = float("nan"), float("inf")
_DEEP: Any = 0
for _level in range(200):
    _DEEP = [_DEEP]
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**53 - 1, 2**53, 2**63 - 2, 2**63 - 1, 2**63, -(2**63) - 1, 10**30, 10**400),
    *(
        0.5,
        1e308,
        NAN,
        INFINITE,
        "",
        " ",
        "x",
        "x" * 37,
        "x" * 300,
        "x" * 70_000,
        "\0",
        "\u202e",
        "a'\"; DROP TABLE member",
    ),
    *("0001-01-01", "9999-12-31", "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z", "2026-13-45", "2026-W01-1"),
    *(
        "2026-12-03T07:05:00.000+07:00",
        "not JSON",
        "{",
        "[]",
        "{}",
        "null",
        '{"due_on":7}',
        '{"deleted":1}',
        "zz",
        "A0",
    ),
    *([], {}, [1], {"": ""}, {"a": {"b": [1, {"c": None}]}}, _DEEP, ["x"] * 50, "was", "journal_entry", "settlement"),
)
"""Values for any position: other types, bounds and values beyond them, invalid texts."""
DEEPEST = 6
NAMES = ("", "*", "=", "deleted", "id", "value", 'x" = 1; --', "clock", "was", "part", "undone", "vi", "é" * 80)
"""What is added to any object."""


def hostile(templates: list[Pair], device: str, random: Random) -> Iterator[tuple[bytes, str]]:
    """Yield the bytes of entries of one device without end, each with its hash; each is chained to the one before."""
    previous = GENESIS
    seq = 0
    while True:
        seq += 1
        found = json.loads(canonical(random.choice(templates)[0]))
        found |= {"device": device, "seq": seq, "previous": previous}
        _spread(found, random)
        for _ in range(random.choice((1, 1, 1, 2, 3))):
            spoil(found, random)
        found |= {"device": device, "seq": seq, "previous": previous}
        text = json.dumps(found, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        try:
            raw = text.encode()
        except UnicodeEncodeError:
            raw = text.encode("utf-8", "surrogatepass")
        entry = read(device, seq, previous, raw)
        previous = entry_hash(entry)
        yield raw, previous


def _spread(found: dict[str, Any], random: Random) -> None:
    """Let most changes be of rows of their own: ten thousand writes of one row are another test's matter."""
    for number, change in enumerate(found["changes"][:3]):
        if random.random() < 0.9:
            change[1] = f"{found['device']}/{found['seq']}/{number}"
    del found["changes"][3:]


def read(device: str, seq: int, previous: str, raw: bytes) -> Entry:
    """Return an entry as a parcel brings it."""
    try:
        return from_canonical(raw)
    except ValueError:
        return unreadable_entry(device, seq, previous, raw)


def taken(run: Iterator[tuple[bytes, str]], device: str, count: int) -> list[Pair]:
    """Return the first entries of a device with their hashes, as parcels bring them."""
    pairs, previous = list[Pair](), GENESIS
    for seq in range(1, count + 1):
        raw, digest = next(run)
        pairs.append((read(device, seq, previous, raw), digest))
        previous = digest
    return pairs


def spoil(found: dict[str, Any], random: Random) -> None:
    """Exchange, remove or add one thing anywhere in an entry."""
    path = random.choice([path for path in paths(found) if path])
    holder: Any = found
    for step in path[:-1]:
        holder = holder[step]
    what = random.random()
    if what < 0.7:
        holder[path[-1]] = deepcopy(random.choice(VALUES))
    elif what < 0.8 and isinstance(holder, dict) and len(path) > 1:
        del holder[path[-1]]
    elif isinstance(holder, dict):
        holder[random.choice(NAMES)] = deepcopy(random.choice(VALUES))
    else:
        holder[path[-1]] = random.choice((2**70, ["a", "b"], {"x": "y"}, "settlement"))


def paths(value: Any, at: Path = ()) -> Iterator[Path]:
    """Yield the place of everything in a value, but not the depths of what is hostile already."""
    yield at
    if len(at) > DEEPEST:
        return
    if isinstance(value, dict):
        for name, one in value.items():
            yield from paths(one, (*at, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from paths(one, (*at, number))
