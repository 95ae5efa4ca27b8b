"""The acts of the preparation's keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.vocabulary import MeetingState
from models.queries.agenda import ItemView
from models.queries.preparation import PreparationView
from tui.forms.form import ActRequest, request_act
from tui.preparation.item_forms import needed

Chosen = ItemView | None
MakeRequest = Callable[[PreparationView, Chosen], ActRequest]


def _of_meeting(act: Literal["agenda.agree", "meeting.notify", "agenda.carry_over"]) -> MakeRequest:
    return lambda view, _chosen: request_act(act, meeting=view.agenda.meeting.id)


def _neighbour(step: int) -> Callable[[PreparationView, ItemView], ItemView]:
    """Return the item of the same level before (-1) or after (1) another. Raises :class:`Refused` at the end."""

    def found(view: PreparationView, item: ItemView) -> ItemView:
        siblings = [one for one in view.agenda.items if one.placed.parent_id == item.placed.parent_id]
        at = [one.id for one in siblings].index(item.id) + step
        if not 0 <= at < len(siblings):
            raise Refused(N_("“{item}” stands at the end already."), item=item.title)
        return siblings[at]

    return found


def _before(view: PreparationView, chosen: Chosen) -> ActRequest:
    item = needed(chosen)
    return request_act("item.move", item=item.id, before=_neighbour(-1)(view, item).id)


def _after(view: PreparationView, chosen: Chosen) -> ActRequest:
    item = needed(chosen)
    return request_act("item.move", item=item.id, after=_neighbour(1)(view, item).id)


def _under(view: PreparationView, chosen: Chosen) -> ActRequest:
    item = needed(chosen)
    return request_act("item.move", item=item.id, under=_neighbour(-1)(view, item).id)


def _theme(_view: PreparationView, chosen: Chosen) -> ActRequest:
    item = needed(chosen)
    return request_act("item.change", item=item.id, thematic=not item.thematic)


def _remove(_view: PreparationView, chosen: Chosen) -> ActRequest:
    return request_act("item.remove", item=needed(chosen).id)


def _detach(view: PreparationView, chosen: Chosen) -> ActRequest:
    attached = view.materials.get(needed(chosen).id)
    if not attached:
        raise Refused(N_("No document lies with this item; {key:prepare.attach} attaches one."))
    return request_act("material.detach", material=attached[-1].id)


REQUESTS: Mapping[str, MakeRequest] = {
    "earlier": _before,
    "later": _after,
    "under": _under,
    "theme": _theme,
    "remove": _remove,
    "detach": _detach,
    "agree": _of_meeting("agenda.agree"),
    "notify": _of_meeting("meeting.notify"),
    "carry_over": _of_meeting("agenda.carry_over"),
}


AWAITED = frozenset({"earlier", "later", "under", "theme", "detach"})
"""Keys whose effect depends on the item's position or state: the next key waits for their act."""


def next_step(view: PreparationView | None) -> str:
    """Return the id of the key of the next step: agree the agenda, notify the members, hold the meeting."""
    of = view.agenda.meeting if view else None
    if view is None or of is None or of.agreed_at is None:
        return "prepare.agree"
    if view.removed or any(item.added_after_agreement for item in view.agenda.items):
        return "prepare.agree"
    told = of.notified_at is not None or of.state is not MeetingState.PLANNED
    return "prepare.meeting" if told else "prepare.notify"
