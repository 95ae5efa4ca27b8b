"""Shares of presenters, against the problem that the secretary does everything (docs/domain.md, "Who and where")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.domain.agenda import Item
from models.domain.language import N_
from models.domain.warnings import RuleWarning


@dataclass(frozen=True)
class PresenterShare:
    """The share of one person: ``items`` of ``all_items`` and ``minutes`` of ``all_minutes``.

    The denominators are those of items with a presenter: items for everybody (the discussion) cannot be assigned.
    """

    presenter_id: str
    items: int
    all_items: int
    minutes: int
    all_minutes: int


def presenter_shares(items: Collection[Item]) -> tuple[PresenterShare, ...]:
    """Return the share of each presenter, the largest first.

    An item with subitems counts only the minutes beyond those planned for them, so that no minute counts twice.
    """
    own_minutes = _own_minutes(items)
    minutes: dict[str, list[int]] = defaultdict(list)
    for item in items:
        if item.presenter_id is not None:
            minutes[item.presenter_id].append(own_minutes[item.id])
    all_items = sum(len(part) for part in minutes.values())
    all_minutes = sum(sum(part) for part in minutes.values())
    shares = (PresenterShare(who, len(part), all_items, sum(part), all_minutes) for who, part in minutes.items())
    return tuple(sorted(shares, key=lambda share: (-share.items, -share.minutes, share.presenter_id)))


def presenter_warning(
    shares: Sequence[PresenterShare], names: Mapping[str, str], *, percent_max: int, citation: str
) -> RuleWarning | None:
    """Return a warning when one person presents more than ``percent_max`` of the items, else ``None``.

    ``shares`` are those of :func:`presenter_shares`, ``names`` the name of every presenter by id.
    """
    if not shares or shares[0].items * 100 <= percent_max * shares[0].all_items:
        return None
    most = shares[0]
    return RuleWarning(
        N_("{name} presents {items} of {all_items} items, more than {percent}%; hand some to others."),
        {
            "name": names[most.presenter_id],
            "items": most.items,
            "all_items": most.all_items,
            "percent": percent_max,
        },
        citation,
    )


def members_without_part(items: Iterable[Item], members: Iterable[str]) -> tuple[str, ...]:
    """Return those of ``members``, in their order, who present nothing."""
    presenters = {item.presenter_id for item in items}
    return tuple(member for member in members if member not in presenters)


def _own_minutes(items: Collection[Item]) -> dict[str, int]:
    under: dict[str | None, int] = defaultdict(int)
    for item in items:
        under[item.parent_id] += item.planned_minutes
    return {item.id: max(0, item.planned_minutes - under[item.id]) for item in items}
