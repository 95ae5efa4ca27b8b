"""The registry of acts: each is one typed function, used by command line, palette, undo and audit line.

An act is written as ``@act("speech.stop", label=N_("ended the speech of {member}"))`` above a function whose first
parameter is the :class:`~models.store.unit.Unit`; the first line of its docstring is its help. The function checks the
rules, changes rows, and sets the values of its audit line with ``unit.say(member=…)``. It is run by :func:`perform`
only.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from models.acts.frozen import check_frozen
from models.domain.discipline import DisciplineForm
from models.domain.errors import ChiboError, Refused, WrongUsage
from models.domain.labels import WORDS
from models.domain.labels import label as word_label
from models.domain.language import N_, Text, _, with_days
from models.domain.results import Votes, question_result, seats_text
from models.domain.text import clean_text, one_line
from models.domain.thresholds import Threshold
from models.domain.unset import Unset
from models.domain.warnings import RuleWarning
from models.store.entry import OUTSIDE, Entry
from models.store.store import Store
from models.store.unit import Unit

if TYPE_CHECKING:
    from models.acts.calls import Perform

F = TypeVar("F", bound=Callable[..., Any])
WhyNot = Callable[[Unit, Entry], str]
_WORD = re.compile(r"([A-Z]\w+)\.(\w+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument of an act; ``kind`` is its annotation without ``None``, :class:`Unset` and :class:`Annotated`.

    ``default`` is the value if it is left out, ``nullable`` whether ``None`` is allowed, ``marks`` the metadata of its
    annotation (see :mod:`models.acts.kinds`).
    """

    name: str
    kind: Any
    required: bool
    default: Any = None
    nullable: bool = False
    marks: tuple[object, ...] = ()


def _parameter(one: inspect.Parameter, hint: Any) -> Parameter:
    parts = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    annotated = next(part for part in parts if part not in (type(None), Unset))
    is_marked = get_origin(annotated) is Annotated
    kind, *marks = (get_args(annotated)[0], *annotated.__metadata__) if is_marked else (annotated,)
    required = one.default is inspect.Parameter.empty
    return Parameter(one.name, kind, required, one.default, type(None) in parts, tuple(marks))


@dataclass(frozen=True, slots=True)
class Act:
    """An act with its stable name and the template of its audit line.

    ``irrevocable`` is the reason why it cannot be undone: a gettext message, or a function that returns it for an
    entry.
    """

    name: str
    function: Callable[..., Any]
    label: str
    irrevocable: str | WhyNot = ""

    def why_not_undone(self, unit: Unit, entry: Entry) -> str:
        """Return the reason why an entry of this act cannot be undone; empty if it can."""
        return self.irrevocable if isinstance(self.irrevocable, str) else self.irrevocable(unit, entry)

    @property
    def help(self) -> str:
        """The first line of the docstring, in the program's language."""
        return _((inspect.getdoc(self.function) or "").partition("\n")[0])

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The arguments after the unit, in order."""
        return _parameters(self.function)


@cache
def _parameters(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    hints = get_type_hints(function, include_extras=True)
    listed = list(inspect.signature(function).parameters.values())[1:]
    return tuple(_parameter(one, hints[one.name]) for one in listed)


@dataclass(frozen=True, slots=True)
class ActOutcome:
    """The outcome of an act: audit line, entry (``None`` if nothing changed), warnings, and return value.

    If nothing changed, ``label`` says so. ``meeting`` is the key of the changed meeting if neither a person nor a
    screen named it, so that messages can name it.
    """

    act: str
    label: str
    entry: tuple[str, int] | None
    warnings: tuple[RuleWarning, ...]
    value: Any
    meeting: str = ""

    @property
    def changed(self) -> bool:
        """Whether the act changed anything."""
        return self.entry is not None


_ACTS: dict[str, Act] = {}


def act(name: str, *, label: str, irrevocable: str | WhyNot = "") -> Callable[[F], F]:
    """Register a function as the act of that stable name; see :class:`Act` for ``label`` and ``irrevocable``."""

    def register(function: F) -> F:
        if name in _ACTS:
            raise ValueError(f"the act {name} is there twice")
        _ACTS[name] = Act(name, function, label, irrevocable)
        return function

    return register


@cache
def acts() -> Mapping[str, Act]:
    """Return every act by name, sorted; imports the modules of this package."""
    import models.acts as package

    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(sorted(_ACTS.items()))


def find_act(name: str) -> Act:
    """Return an act. Raises :class:`WrongUsage` for a name that is none."""
    if (found := acts().get(name)) is None:
        raise WrongUsage(N_("There is no act “{name}”; “chibo do --list” names them all."), name=name)
    return found


def _perform(store: Store, name: str, /, override: str = "", shown_meeting: str = "", **arguments: Any) -> ActOutcome:
    """Perform an act on the store; it is committed durably when this returns.

    ``override`` is the chair's reason for ignoring a warning; the journal keeps it. ``shown_meeting`` is the meeting on
    the screen, used if the arguments name none. Raises :class:`~models.domain.errors.Refused` when a rule or a state
    forbids it: then nothing was changed.
    """
    return run(store, find_act(name), lambda _unit: arguments, override, shown_meeting)


perform = cast("Perform", _perform)  # typed per act in calls.pyi; for a computed name use run()


def run(
    store: Store,
    wanted: Act,
    arguments: Callable[[Unit], Mapping[str, Any]],
    override: str = "",
    shown_meeting: str = "",
) -> ActOutcome:
    """Perform an act whose arguments are determined within its own transaction."""
    try:
        with store.unit(wanted.name) as unit:
            unit.shown_meeting = shown_meeting
            if reason := one_line(clean_text(override)):
                unit.say(override=reason)
            value = wanted.function(unit, **arguments(unit))
            check_frozen(unit)
    except UnicodeEncodeError:
        raise Refused(N_("A text holds a sign that cannot be kept; write it anew. Nothing was saved.")) from None
    except OverflowError:
        raise Refused(N_("A number is larger than can be kept; nothing was saved.")) from None
    entry = (unit.entry.device, unit.entry.seq) if unit.entry else None
    line = audit_line(wanted.name, unit.details) if entry else _("nothing changed: it stood so already")
    return ActOutcome(wanted.name, line, entry, tuple(unit.warnings), value, unit.default_meeting)


def audit_line(name: str, details: Mapping[str, Any]) -> str:
    """Return the audit line of an entry in the program's language; of an unknown act (a newer program's) its name."""
    if name == OUTSIDE:
        return _(N_("changed outside chibo"))
    if name not in acts():
        return one_line(name)
    try:
        shown = {key: _shown(value) for key, value in details.items()}
        return _(acts()[name].label).format_map(_Details({"result": _result(details, shown), **shown}))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, ChiboError):
        return name  # details of another program version may lack values


def _result(details: Mapping[str, Any], shown: Mapping[str, Any]) -> str:
    """Return the result of a count in words; of an entry of version 0.1, its arithmetic and verdict."""
    if "threshold" in details:
        votes = Votes(*(int(details[name]) for name in ("yes", "no", "abstain", "counted")))
        return str(question_result(votes, Threshold.parse(details["threshold"])))
    if "seats" in details:
        return seats_text(int(details["elected"]), int(details["seats"])).upper()
    if details.get("form"):
        return word_label(DisciplineForm(details["form"])).upper()
    return f"{shown['arithmetic']} ({shown.get('verdict', '…')})" if "arithmetic" in shown else "…"


class _Details(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def _shown(value: Any) -> Any:
    """Return a detail for people: a word (``AttendanceState.excused``) by its label, another act by its audit line."""
    if isinstance(value, dict):
        return str(Text(**value)) if set(value) == {"vi", "en"} else audit_line(value["act"], value["details"])
    if isinstance(value, str) and (found := _WORD.fullmatch(value)):
        words = WORDS.get(found[1])
        if words is not None and found[2] in set(words):
            return word_label(words(found[2]))
    return with_days(value)
