"""One exchange with a carrier (docs/sync.md): read its heads, put what it lacks, get what is lacking here, repeat.

It may stop at any step and be repeated: each step leaves both sides consistent. No transaction is open while the
carrier works.
"""

from __future__ import annotations

from collections.abc import Mapping

from sync.exchange.interfaces import (
    BatchSize,
    Carrier,
    Codec,
    ExchangeResult,
    HeadMoved,
    PutInterrupted,
    PutUnavailable,
    Replica,
)
from sync.exchange.receiving import receive
from sync.exchange.sending import send
from sync.exchange.state import DeclinedEntries, ExchangeState, KnownHeads, RefusedParcels
from sync.protocol.parcels import TaggedHead

PASSED_OVER = 256
"""So many parcels that cannot be opened an exchange looks past: anybody can put more of them on a stick."""
MAXIMUM_ROUNDS = 12
"""How many times an exchange reads the heads again (after a fork, or a concurrent put) before it stops."""


def exchange(
    replica: Replica,
    carrier: Carrier,
    codec: Codec,
    known: KnownHeads,
    heads: Mapping[str, TaggedHead] | None = None,
    refused: RefusedParcels | None = None,
    declined: DeclinedEntries | None = None,
    batch_size: BatchSize | None = None,
    not_taken: PutUnavailable | None = None,
    given: dict[str, int] | None = None,
    ends: Mapping[str, int] | None = None,
) -> ExchangeResult:
    """Exchange with a carrier until both hold the same entries, or the rest cannot be transferred now.

    These arguments are updated in place:

    - ``known``: what the carrier holds under a name that it does not have here (from the previous exchange),
    - ``refused``: parcels that were refused while the carrier held what it holds now,
    - ``declined``: entries that the carrier never accepts,
    - ``given``: by device, up to which entry its history was ever put on any carrier.

    ``heads`` are the carrier's heads where they were read a moment ago; otherwise the carrier is asked. ``batch_size``
    is how many bytes one put carries; ``ends`` is, by device, from which entry on the carrier accepts nothing, because
    it was removed there for good; ``not_taken`` is the reason why nothing is put now. Exceptions of the carrier's
    ``heads`` and ``get``, and of the store, pass through; what was received before that is kept.
    """
    state = ExchangeState(replica, carrier, codec, known)
    state.batch_size = batch_size or BatchSize()
    state.refused = {} if refused is None else refused
    state.declined = {} if declined is None else declined
    state.not_taken = not_taken
    state.given = {} if given is None else given
    state.ends = {} if ends is None else ends
    state.leave_what_ended()
    rounds = sent = passed = 0
    while rounds < MAXIMUM_ROUNDS:
        rounds += 1
        there = carrier.heads() if heads is None else heads
        heads = None
        state.must_repeat = False
        try:
            there = send(state, there) if state.not_taken is None else there
        except HeadMoved:
            continue
        except PutUnavailable as why:  # what is there can be had all the same
            state.not_taken = why
            if why.is_temporary:
                state.batch_size.shrink()
        except PutInterrupted as unfinished:
            if not state.batch_size.shrink():
                raise unfinished.fault from None
            if state.sent > sent:  # a slow line takes as many rounds as it needs
                rounds, sent = 0, state.sent
            continue
        if not receive(state, there) and not state.must_repeat:
            break
        if passed < state.passed_over <= PASSED_OVER:  # each was one that is not there any more
            rounds, passed = 0, state.passed_over
    return state.result(there)
