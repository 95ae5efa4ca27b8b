"""The form of any act, built from its arguments: names are picked, words chosen, other values typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_args, get_origin

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from models.acts.argument_words import argument_word
from models.domain.errors import WrongUsage
from models.domain.labels import has_label, label
from models.domain.language import N_, _
from models.domain.unset import UNSET
from tui.forms.form import ActRequest, Form
from tui.widgets.choice_field import ChoiceField
from tui.widgets.count_line import CountLine
from tui.widgets.entry_line import EntryLine
from tui.widgets.people import Person
from tui.widgets.person_field import PersonField

if TYPE_CHECKING:
    from models.acts.registry import Act, Parameter

Names = dict[str, Sequence[Person]]
"""The people and items that can be picked, by kind of key: ``MemberId``, ``ItemId``."""


class ActForm(Form):
    """Asks for the arguments of an act, except the meeting: it is the one shown."""

    def __init__(self, act: Act, names: Names, meeting_id: str) -> None:
        super().__init__(id="act-form")
        self._act = act
        self._names = names
        self._meeting_id = meeting_id
        self.title = act.help

    def fields(self) -> Iterable[Widget]:
        for parameter in self._asked:
            word = argument_word(parameter.name)
            named = word if parameter.required else _("{argument} (may stay empty)").format(argument=word)
            yield from self.labelled(named, self._field(parameter))
            if _is_of_members(parameter.kind):
                yield Static(id=f"{parameter.name}-named")
        if not self._asked:
            yield ChoiceField([("yes", _("⏎ does it"))], id="confirm")

    def subject(self, _view: Any) -> str:
        return self._act.name

    def prepare(self, _view: Any) -> None:
        for parameter in self._asked:
            if (names := self._names.get(kind_name(parameter.kind))) is not None:
                self.query_one(f"#{parameter.name}", PersonField).offer(names)

    @on(EntryLine.Changed)
    def _name_members(self) -> None:
        for parameter in self._asked:
            if _is_of_members(parameter.kind):
                self.echo_names(parameter.name, self._names["MemberId"])

    def heading(self, view: str) -> str:
        return f"{self.title.rstrip('.')} · {view}" if view else ""

    def request(self) -> ActRequest:
        """Return the act without the arguments that are empty."""
        words = {parameter.name: self._word(parameter) for parameter in self._asked}
        for parameter in self._asked:
            if parameter.required and not words[parameter.name]:
                empty = WrongUsage(N_("“{field}” is empty; fill it in."), field=argument_word(parameter.name))
                raise empty.at(parameter.name)
        if any(parameter.name == "meeting" for parameter in self._act.parameters) and self._meeting_id:
            words["meeting"] = self._meeting_id
        return ActRequest(self._act.name, {name: word for name, word in words.items() if word}, by_words=True)

    @property
    def _asked(self) -> list[Parameter]:
        return [parameter for parameter in self._act.parameters if parameter.name != "meeting"]

    def _field(self, parameter: Parameter) -> Widget:
        from models.acts.kind_names import kind_word

        kind = parameter.kind
        if kind_name(parameter.kind) in self._names:
            return PersonField(id=parameter.name)
        if options := _options(kind, required=parameter.required):
            choice = ChoiceField(options, id=parameter.name)
            if isinstance(parameter.default, StrEnum):
                choice.value = str(parameter.default)
            return choice
        hint = "" if kind is str else kind_word(kind, labels=True)
        empties = _("{kind}; - empties it").format(kind=hint) if parameter.default is UNSET else hint
        line = CountLine if kind is int and parameter.default is not UNSET else EntryLine
        return line(id=parameter.name, placeholder=empties)

    def _word(self, parameter: Parameter) -> str:
        field = self.query_one(f"#{parameter.name}")
        if isinstance(field, PersonField):
            return field.picked or ""
        return field.value.strip() if isinstance(field, ChoiceField | EntryLine) else ""


def is_of_meeting(act: Act) -> bool:
    """Return whether an act changes the meeting that is shown."""
    from models.acts.words import looks_into_meeting

    return looks_into_meeting(act) or any(parameter.name == "meeting" for parameter in act.parameters)


def _options(kind: Any, *, required: bool) -> list[tuple[str, str]]:
    """Return the choices of a kind of argument; empty for a typed one."""
    nothing = [] if required else [("", _("not given"))]
    if kind is bool:
        return [*nothing, ("yes", _("yes")), ("no", _("no"))]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return [*nothing, *((str(word), label(word) if has_label(word) else str(word)) for word in kind)]
    return []


def _is_of_members(kind: Any) -> bool:
    """Return whether an argument takes several members, separated by commas."""
    return get_origin(kind) is list and kind_name(get_args(kind)[0]) == "MemberId"


def kind_name(kind: Any) -> str:
    return str(getattr(kind, "__name__", ""))
