"""A place declares itself once: what its folder has is found by the shell, and no key is left out."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import tui
from tui.shell.key_tables import all_tables, keys_by_id
from tui.shell.places import Place, every_place, go_keys, place_of, places
from tui.shell.screen import ChiboScreen

BOUND = [
    (value, binding)
    for found in pkgutil.walk_packages(tui.__path__, "tui.")
    for value in vars(import_module(found.name)).values()
    if isinstance(value, type) and issubclass(value, DOMNode) and value.__module__ == found.name
    for binding in value.__dict__.get("BINDINGS", ())
    if isinstance(binding, Binding) and binding.id
]


def test_every_key_that_is_bound_stands_in_a_table_that_a_place_or_the_shell_declares() -> None:
    assert len(BOUND) > 200
    assert {binding.id for _, binding in BOUND} - set(keys_by_id()) == set()


@pytest.mark.parametrize("place", every_place(), ids=lambda place: place.name)
def test_a_place_is_what_it_declares(place: Place) -> None:
    assert all(all_tables()[name] is table for name, table in place.tables.items()), "two tables have one name"
    if place.screen:
        module, name = place.screen.split(":")
        screen = getattr(import_module(module), name)
        assert issubclass(screen, ChiboScreen)
        assert screen.place == place.name


def test_ids_keys_ranks_and_states_are_of_one_place_each() -> None:
    every = every_place()
    for values in (
        [place.name for place in every],
        [place.rank for place in every],
        [name for key in go_keys() for name in key.keys.split(",")],
        [state for place in every for state in place.states],
    ):
        assert len(values) == len(set(values))
    assert go_keys()[0].id == "go.home"
    assert {place_of(state) for place in every for state in place.states} <= set(places())
