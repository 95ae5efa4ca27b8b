"""The request of an act."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from models.acts.calls import ActCall, ActWords


@dataclass(frozen=True, slots=True)
class ActRequest:
    """An act by its name, with its arguments, and the panel that opens when it is done.

    ``by_words``: the arguments are words as a person writes them. ``awaited``: the effect of the next key depends on
    the act (start or finish), so that key waits for it, up to a limit. For acts known when the code is written, use
    :data:`request_act` and :data:`request_by_words`, whose arguments are type-checked.
    """

    act: str
    arguments: dict[str, Any] = field(default_factory=dict)
    then: str = ""
    by_words: bool = False
    awaited: bool = False

    def opening(self, panel: str) -> ActRequest:
        """Return the request with the panel that opens when it is done."""
        return replace(self, then=panel)

    def awaited_by_keys(self) -> ActRequest:
        """Return the request as one that the next key waits for."""
        return replace(self, awaited=True)


def _request(act: str, /, **arguments: Any) -> ActRequest:
    return ActRequest(act, arguments)


def _request_by_words(act: str, /, **words: str) -> ActRequest:
    return ActRequest(act, words, by_words=True)


request_act = cast("ActCall[ActRequest]", _request)
request_by_words = cast("ActWords[ActRequest]", _request_by_words)
