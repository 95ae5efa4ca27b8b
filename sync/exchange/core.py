"""One exchange with a carrier (docs/sync.md): read its heads, put what it lacks, get what is missing here, repeat.

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
    NotArriving,
    PutInterrupted,
    PutUnavailable,
    Replica,
)
from sync.exchange.receiving import receive
from sync.exchange.sending import send
from sync.exchange.state import DeclinedEntries, ExchangeState, KnownHeads, RefusedParcels
from sync.protocol.parcels import TaggedHead

PASSED_OVER = 256
"""How many unreadable parcels one exchange skips; anybody can put more of them on a stick."""
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

    - ``known``: the carrier's histories that have another name here (from the previous exchange),
    - ``refused``: parcels that were refused while the carrier held what it holds now,
    - ``declined``: entries that the carrier never accepts,
    - ``given``: by device, the last entry of its history that was ever put on any carrier.

    ``heads`` are the carrier's heads if they were read a moment ago; otherwise the carrier is asked. ``batch_size`` is
    the number of bytes per put. ``ends`` is, by device, the first entry that the carrier no longer accepts because the
    device was removed for good. ``not_taken`` is the reason why nothing is put now.

    Exceptions of the carrier's ``heads`` and ``get``, and of the store, are passed on; what was received before is
    kept.
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
        except PutUnavailable as why:  # receiving is still possible
            state.not_taken = why
            if why.is_temporary:
                state.batch_size.shrink()
        except PutInterrupted as unfinished:
            if state.batch_size.shrink():
                if state.sent > sent:  # a slow line takes as many rounds as it needs
                    rounds, sent = 0, state.sent
                continue
            state.not_taken = NotArriving(unfinished.fault)
        if not receive(state, there) and not state.must_repeat:
            break
        if passed < state.passed_over <= PASSED_OVER:  # each skipped parcel is gone from the carrier
            rounds, passed = 0, state.passed_over
    return state.result(there)
