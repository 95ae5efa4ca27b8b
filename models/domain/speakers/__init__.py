"""The speakers' list of an item: a queue in the order of the rules, and one floor.

Pure: a transition takes the list, the time and ids, and returns the speeches that are new or changed, or raises
:class:`~models.domain.errors.Refused`::

    changed = start(listing, now)
    listing = listing.with_changes(changed)
"""

from models.domain.speakers.figures import (
    remaining_seconds,
    seconds_by_member,
    speaking_share,
    spoken_seconds,
    unspoken,
)
from models.domain.speakers.floor import interrupt, pause, resume, start, stop, take_back
from models.domain.speakers.invariants import broken_invariants
from models.domain.speakers.queue import ask, move_to, remove, waiting, withdraw
from models.domain.speakers.values import Contribution, SpeakersList, floor_holder, speakers_among

__all__ = [
    "Contribution",
    "SpeakersList",
    "ask",
    "broken_invariants",
    "floor_holder",
    "interrupt",
    "move_to",
    "pause",
    "remaining_seconds",
    "remove",
    "resume",
    "seconds_by_member",
    "speakers_among",
    "speaking_share",
    "spoken_seconds",
    "start",
    "stop",
    "take_back",
    "unspoken",
    "waiting",
    "withdraw",
]
