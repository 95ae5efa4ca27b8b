"""Write models/acts/calls.pyi from the register of acts: ``python docs/tools/act_calls.py``.

The type checker reads there which acts there are and what each takes; the program itself loads the acts late.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from models.acts.registry import Act, acts
from models.acts.words import looks_into_meeting

STUB = ROOT / "models" / "acts" / "calls.pyi"
HEAD = """# Every act with its arguments, for the type checker; made by docs/tools/act_calls.py.
# ActCall: a call with values. ActWords: with words as a person writes them. Perform: with values, on a store.

"""


def stub() -> str:
    """Return the stub: an overload a line for each act and way to call it."""
    values = {one.name: _values(one) for one in acts().values()}
    words = {one.name: _words(one) for one in acts().values()}
    return "".join(
        [
            HEAD,
            *_imports(),
            '\nR_co = TypeVar("R_co", covariant=True)\n',
            *_protocol("ActCall(Protocol[R_co])", "self, act: {act}, /", "R_co", values),
            *_protocol("ActWords(Protocol[R_co])", "self, act: {act}, /", "R_co", words),
            *_protocol(
                "Perform(Protocol)",
                "self, store: Store, act: {act}, /, override: str = ..., shown_meeting: str = ...",
                "ActOutcome",
                values,
            ),
        ]
    )


def _protocol(name: str, first: str, returned: str, arguments: dict[str, str]) -> list[str]:
    lines = [f"\nclass {name}:\n"]
    for act, listed in arguments.items():
        given = first.format(act=f'Literal["{act}"]') + (f", *, {listed}" if listed else "")
        lines.append(f"    @overload\n    def __call__({given}) -> {returned}: ...\n")
    return lines


def _values(one: Act) -> str:
    return ", ".join(f"{name}: {_text(hint)}{' = ...' * optional}" for name, (hint, optional) in _hints(one).items())


def _words(one: Act) -> str:
    found = {name: optional for name, (_hint, optional) in _hints(one).items()}
    if looks_into_meeting(one):
        found.setdefault("meeting", True)
    return ", ".join(f"{name}: str{' = ...' * optional}" for name, optional in found.items())


def _hints(one: Act) -> dict[str, tuple[Any, bool]]:
    """Return the arguments with their types, and whether each may be left out."""
    hints = get_type_hints(one.function)
    listed = list(inspect.signature(one.function).parameters.values())[1:]
    return {each.name: (hints[each.name], each.default is not inspect.Parameter.empty) for each in listed}


def _text(hint: Any) -> str:
    """Return a type as it is written; the key of a record is text."""
    if hint is NoneType:
        return "None"
    inner = [_text(part) for part in get_args(hint)]
    if get_origin(hint) in (Union, UnionType):
        return " | ".join(sorted(inner, key=lambda part: part == "None"))
    if inner:
        return f"{get_origin(hint).__name__}[{', '.join(inner)}]"
    return str(getattr(hint, "__supertype__", hint).__name__)


def _imports() -> list[str]:
    found = {"typing": {"Literal", "Protocol", "TypeVar", "overload"}}
    found |= {"models.acts.registry": {"ActOutcome"}, "models.store.store": {"Store"}}
    for hint in (hint for one in acts().values() for hint, _optional in _hints(one).values()):
        for kind in _kinds(hint):
            found.setdefault(kind.__module__, set()).add(kind.__name__)
    return [f"from {module} import {', '.join(sorted(names))}\n" for module, names in sorted(found.items())]


def _kinds(hint: Any) -> set[Any]:
    """Return the classes that a type names and that have to be imported."""
    if inner := get_args(hint):
        return {kind for part in inner for kind in _kinds(part)}
    kind = getattr(hint, "__supertype__", hint)
    return set() if kind.__module__ == "builtins" else {kind}


if __name__ == "__main__":
    STUB.write_text(stub(), encoding="utf-8", newline="\n")
