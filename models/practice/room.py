"""Furnishes the practice room: a store of its own, with a cell whose next meeting is prepared."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from models.acts.registry import perform
from models.demo.items import DemoClock
from models.demo.seeding import PRACTISED, remove_store, seed_prepared
from models.demo.words import GUESTS
from models.domain.clock import VIETNAM
from models.practice.keeping import KEY, Practice, keeping, kept_practice
from models.practice.plan import Draw
from models.store.store import Store

MONTH = date(2026, 11, 3)
"""The day of the practice meeting; a month without a theme, so that every item of the regular meeting is held."""

EARLY = timedelta(minutes=3)
"""How long before its hour the practice begins."""


def practice_home(home: Path) -> Path:
    """Return the folder of the practice room beside the cell's own."""
    return home.with_name(f"{home.name}-practice")


def furnish_practice(home: Path, draw: Draw) -> Practice:
    """Make the room of a draw in ``home``, in place of an earlier practice; return it.

    Raises :class:`Refused` when there is a store that is no practice.
    """
    kept_practice(home)
    remove_store(home)
    at = datetime(MONTH.year, MONTH.month, MONTH.day, 14, tzinfo=VIETNAM)
    clock = DemoClock(datetime(MONTH.year, 1, 2, 1, tzinfo=UTC))
    store = Store.create(home, clock)
    try:
        with store.unit("practice.begin") as unit:
            unit.remember(KEY, "")  # from now on it may be made anew
        meeting = seed_prepared(store, clock, draw.chance("cell"), MONTH, draw.kind, PRACTISED)
        name, role, _said = GUESTS[0]
        perform(store, "guest.add", name=name, role=role, assigned_superior=True, meeting=meeting)
        practice = Practice(draw, meeting, (at - EARLY).astimezone(UTC))
        keeping(practice)(store)
    finally:
        store.close()
    return practice
