"""Equations that a count must hold, with the sentence for each that fails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from models.domain.errors import Refused
from models.domain.language import N_


class Equation(NamedTuple):
    """An equation that must hold, the sentence for its failure, and the argument at fault.

    The sentence names a number that nobody typed, such as the valid papers, only with those that it is made of.
    """

    holds: bool
    template: str
    values: Mapping[str, object]
    argument: str = ""


def hold(equations: Iterable[Equation]) -> None:
    """Raise :class:`Refused` for the first equation that does not hold."""
    for equation in equations:
        if not equation.holds:
            raise Refused(equation.template, **equation.values).at(equation.argument)


def sum_text(numbers: Sequence[int]) -> str:
    """Return the summands as typed: ``3 + 0 + 2``."""
    return " + ".join(map(str, numbers))


def no_negative_marks(**listed: Mapping[str, int]) -> Equation:
    """Return the equation that no option has less than 0; the marks are by their arguments."""
    return not_negative(**{name: min(marks.values(), default=0) for name, marks in listed.items()})


def not_negative(**numbers: int) -> Equation:
    """Return the equation that no number is below zero; the numbers are by their arguments."""
    name = min(numbers, key=numbers.__getitem__, default="")
    smallest = numbers.get(name, 0)
    sentence = N_("{number} is below zero, and no count can be; correct it.")
    return Equation(smallest >= 0, sentence, {"number": smallest}, name)
