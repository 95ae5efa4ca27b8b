"""The messages as they go over the wire, byte for byte, and what a reader takes in place of each of their values.

``golden/messages.txt`` has one message a line, its name before it; ``golden/taken.txt`` has one place of a message a
line, and which of :data:`PROBES` are taken there. Both were made by the program of protocol version 2 that read and
wrote JSON by hand: a later program must write the same bytes and take neither more nor less. What is changed on purpose
is written anew by ``python -m tests.sync.protocol.golden``, and read in the diff.
"""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sync.protocol.fields import Malformed
from sync.protocol.parcels import Parcel, from_frames
from tests.sync.protocol.examples import CODE, EXAMPLES, FRAMES, TOKEN

FOLDER = Path(__file__).parent / "golden"
MESSAGES, TAKEN = FOLDER / "messages.txt", FOLDER / "taken.txt"

TIME = "2026-12-03T07:05:00.001Z"
PROBES: Mapping[str, Any] = {
    "null": None,
    "true": True,
    "false": False,
    "-1": -1,
    "0": 0,
    "1": 1,
    "2": 2,
    "1000": 1_000,
    "1001": 1_001,
    "10000": 10_000,
    "10001": 10_001,
    "1000000": 1_000_000,
    "1000001": 1_000_001,
    "2^53-1": 2**53 - 1,
    "2^53": 2**53,
    "10^30": 10**30,
    "0.5": 0.5,
    "1.0": 1.0,
    "'1'": "1",
    "''": "",
    "a": "a",
    "-a": "-a",
    "a with a line end": "a\n",
    "a with a space": " a",
    "ê": "ê",
    "a digit of another script": "a\u0661",
    "36 letters": "a" * 36,
    "37 letters": "a" * 37,
    "200 letters": "ệ" * 200,
    "201 letters": "ệ" * 201,
    "2000 letters": "𠮷" * 2_000,
    "2001 letters": "a" * 2_001,
    "4000 letters": "a" * 4_000,
    "4001 letters": "a" * 4_001,
    "sent": "sent",
    "SENT": "SENT",
    "32 hex": "0123456789abcdef" * 2,
    "32 HEX": "0123456789ABCDEF" * 2,
    "64 hex": "0123456789abcdef" * 4,
    "code": CODE,
    "code in capitals": CODE.upper(),
    "token": TOKEN,
    "token with a line end": TOKEN + "\n",
    **{f"{size} bytes": base64.b64encode(b"\xfb" * size).decode() for size in (1, 2, 16, 31, 32, 33, 63, 64, 65)},
    "16384 bytes": base64.b64encode(bytes(16_384)).decode(),
    "16385 bytes": base64.b64encode(bytes(16_385)).decode(),
    "base64 with other bits": "AB==",
    "base64 without its end": "AA",
    "base64 with a line end": "AA==\n",
    "base64 of addresses": base64.urlsafe_b64encode(b"\xfb" * 3).decode(),
    "32 bytes, other bits": base64.b64encode(bytes(32)).decode()[:-2] + "B=",
    "64 bytes, other bits": base64.b64encode(bytes(64)).decode()[:-3] + "B==",
    "time": TIME,
    "time in seconds": "2026-12-03T07:05:00Z",
    "time in microseconds": "2026-12-03T07:05:00.000001Z",
    "time elsewhere": "2026-12-03T07:05:00.001+07:00",
    "time at no zone": "2026-12-03T07:05:00.001",
    "time of no day": "2026-02-30T07:05:00.001Z",
    "time of no hour": "2026-12-03T24:00:00.000Z",
    "time of year 1": "0001-01-01T00:00:00.000Z",
    "time of year 9999": "9999-12-31T23:59:59.999Z",
    "time in small letters": TIME.lower(),
    "seconds since 1970": "1764745500",
    "day": "2026-12-03",
    "{}": {},
    "{a: 1}": {"a": 1},
    "[]": [],
    "[null]": [None],
}


def read_frames(body: bytes) -> tuple[tuple[Parcel, ...], bool]:
    """Read frames."""
    return from_frames(body, most=2, box=5)


def bodies() -> dict[str, bytes]:
    """Return every message's bytes, by name."""
    written = {name: example.write() for name, example in EXAMPLES.items()}
    return written | FRAMES


def read(name: str, body: bytes) -> Any:
    """Read a message by the reader of that name. Raises :class:`Malformed`."""
    return read_frames(body) if name in FRAMES else type(EXAMPLES[name]).read(body)


def probes() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield each place of each message, and the message with each probe in that place."""
    for name, body in bodies().items():
        if name in FRAMES or name.startswith("no "):
            continue
        for path, changed in places(json.loads(body)):
            yield name, path, changed


def lines() -> Iterator[str]:
    """Yield what is taken in place of each value of each message."""
    for name, path, changed in probes():
        taken = [label for label, probe in changed.items() if is_taken(name, probe)]
        yield f"{name} {path}: {', '.join(taken) or '(nothing)'}"


def is_taken(name: str, content: Any) -> bool:
    """Tell whether a message is read."""
    try:
        read(name, json.dumps(content).encode())
    except Malformed:
        return False
    return True


def places(content: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every place of a message, with the message for each probe in that place."""
    for path in paths(content):
        value, name = at(content, path), "/" + "/".join(map(str, path))
        probes = dict(PROBES)
        if path and isinstance(path[-1], str):
            probes["(left out)"] = _LEFT_OUT
        if len(path) > 1 and path[-2] in BY_ID:
            yield f"{name} as a name", renamed(content, path)
        if isinstance(value, dict):
            first = next(iter(value.values()), None)
            probes["(one more)"] = value | {"more": first if name.strip("/") in BY_ID else 1}
            probes |= {f"({n} of it)": {f"d{one}": first for one in range(n)} for n in (101, 102, 10_000, 10_001)}
        if isinstance(value, list):
            probes |= {f"({n} of it)": value[:1] * n for n in (500, 501, 1_000, 1_001, 10_000, 10_001)}
        yield name, {label: put(content, path, probe) for label, probe in probes.items()}


_LEFT_OUT = object()
Path_ = tuple[str | int, ...]
BY_ID = {"boxes", "signed", "heads", "have"}
"""Members that hold something by id."""


def paths(content: Any, here: Path_ = ()) -> Iterator[Path_]:
    """Yield the path of every value in a message; of a list, of its last one."""
    yield here
    if isinstance(content, list):
        yield from paths(content[-1], (*here, len(content) - 1))
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from paths(value, (*here, key))


def at(content: Any, path: Path_) -> Any:
    """Return what stands at a path."""
    for key in path:
        content = content[key]
    return content


def put(content: Any, path: Path_, value: Any) -> Any:
    """Return a message with another value at a path, or none."""
    if not path:
        return value
    found = copy.deepcopy(content)
    holder = at(found, path[:-1])
    if value is _LEFT_OUT:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return found


def renamed(content: Any, path: Path_) -> dict[str, Any]:
    """Return the message with each text of the probes as the name at a path."""
    found = {}
    for label, probe in PROBES.items():
        if isinstance(probe, str) and len(probe) < 100:
            holder = at(content, path[:-1])
            changed = {probe if key == path[-1] else key: value for key, value in holder.items()}
            found[label] = put(content, path[:-1], changed)
    return found


def message_lines() -> Iterator[str]:
    """Yield every message as a line, frames in hexadecimal."""
    for name, body in bodies().items():
        yield f"{name}: {body.hex() if name in FRAMES else body.decode()}"


def main() -> None:
    """Write the files anew."""
    for path, found in ((MESSAGES, message_lines()), (TAKEN, lines())):
        path.write_bytes("".join(f"{line}\n" for line in found).encode())


if __name__ == "__main__":
    main()
