"""The acts of the preparation's keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.vocabulary import MeetingState
from models.queries.agenda import ItemView
from models.queries.preparation import PreparationView
from tui.forms.form import ActRequest
from tui.preparation.item_forms import needed

Chosen = ItemView | None
MakeRequest = Callable[[PreparationView, Chosen], ActRequest]


def _of_meeting(act: str) -> MakeRequest:
    return lambda view, _chosen: ActRequest(act, {"meeting": view.agenda.meeting.id})


def _neighbour(step: int) -> Callable[[PreparationView, ItemView], ItemView]:
    """Return the item of the same level before (-1) or after (1) another. Raises :class:`Refused` at the end."""

    def found(view: PreparationView, item: ItemView) -> ItemView:
        siblings = [one for one in view.agenda.items if one.placed.parent_id == item.placed.parent_id]
        at = [one.id for one in siblings].index(item.id) + step
        if not 0 <= at < len(siblings):
            raise Refused(N_("“{item}” stands at the end already."), item=item.title)
        return siblings[at]

    return found


def _moved(step: int, place: str) -> MakeRequest:
    neighbour = _neighbour(step)

    def request(view: PreparationView, chosen: Chosen) -> ActRequest:
        item = needed(chosen)
        return ActRequest("item.move", {"item": item.id, place: neighbour(view, item).id})

    return request


def _theme(_view: PreparationView, chosen: Chosen) -> ActRequest:
    item = needed(chosen)
    return ActRequest("item.change", {"item": item.id, "thematic": not item.thematic})


def _remove(_view: PreparationView, chosen: Chosen) -> ActRequest:
    return ActRequest("item.remove", {"item": needed(chosen).id})


def _detach(view: PreparationView, chosen: Chosen) -> ActRequest:
    attached = view.materials.get(needed(chosen).id)
    if not attached:
        raise Refused(N_("No document lies with this item; {key:prepare.attach} attaches one."))
    return ActRequest("material.detach", {"material": attached[-1].id})


REQUESTS: Mapping[str, MakeRequest] = {
    "earlier": _moved(-1, "before"),
    "later": _moved(1, "after"),
    "under": _moved(-1, "under"),
    "theme": _theme,
    "remove": _remove,
    "detach": _detach,
    "agree": _of_meeting("agenda.agree"),
    "notify": _of_meeting("meeting.notify"),
    "carry_over": _of_meeting("agenda.carry_over"),
}


AWAITED = frozenset({"earlier", "later", "under", "theme", "detach"})
"""Keys that start from where the item stands, or how it is: the next key waits until that can be seen."""


def next_step(view: PreparationView | None) -> str:
    """Return the id of the key of the next step: agree the agenda, notify the members, hold the meeting."""
    of = view.agenda.meeting if view else None
    if view is None or of is None or of.agreed_at is None:
        return "prepare.agree"
    if view.removed or any(item.added_after_agreement for item in view.agenda.items):
        return "prepare.agree"
    told = of.notified_at is not None or of.state is not MeetingState.PLANNED
    return "prepare.meeting" if told else "prepare.notify"
