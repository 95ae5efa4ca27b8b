"""One exchange with a carrier (docs/sync.md): ask for heads, put what it lacks, get what one lacks, until all is even.

It may stop anywhere, and be repeated: every step leaves both sides whole. Nothing is held open while a carrier works.
"""

from __future__ import annotations

from collections.abc import Mapping

from sync.exchange.interfaces import Carrier, Codec, ExchangeResult, HeadMoved, Pace, Replica, Unfinished, Withheld
from sync.exchange.receiving import receive
from sync.exchange.sending import send
from sync.exchange.state import Declined, ExchangeState, Known, Refused
from sync.protocol.parcels import TaggedHead

ROUNDS = 12
"""So often an exchange asks for heads again, when histories parted or somebody was quicker, before it gives way."""


def exchange(
    replica: Replica,
    carrier: Carrier,
    codec: Codec,
    known: Known,
    heads: Mapping[str, TaggedHead] | None = None,
    refused: Refused | None = None,
    declined: Declined | None = None,
    pace: Pace | None = None,
    not_taken: Withheld | None = None,
    given: dict[str, int] | None = None,
) -> ExchangeResult:
    """Exchange with a carrier until both hold the same, or what is left cannot be helped now.

    ``known`` is this carrier's from the last time, and is brought up to date. ``heads`` is what the carrier held a
    moment ago, where that is known: it need not be asked again first. ``refused`` is what was refused of it before,
    while it was as it is now, ``declined`` which entries it never takes, ``given`` up to where histories were put
    anywhere; all are brought up to date; ``pace`` is how
    much the line carries at once; ``not_taken`` is why nothing is put now, where that is known. What the carrier raises
    of heads and parcels passes through, as does what the store raises; all that was
    taken until then is kept.
    """
    tally = ExchangeState(replica, carrier, codec, known)
    tally.pace = pace or Pace()
    tally.refused = {} if refused is None else refused
    tally.declined = {} if declined is None else declined
    tally.not_taken = not_taken
    tally.given = {} if given is None else given
    rounds = sent = passed = 0
    while rounds < ROUNDS:
        rounds += 1
        there = carrier.heads() if heads is None else heads
        heads = None
        tally.goes_again = False
        try:
            there = send(tally, there) if tally.not_taken is None else there
        except HeadMoved:
            continue
        except Withheld as why:  # what is there can be had all the same
            tally.not_taken = why
            if why.is_passing:
                tally.pace.failed()
        except Unfinished as unfinished:
            if not tally.pace.failed():
                raise unfinished.fault from None
            if tally.sent > sent:  # a slow line takes as many rounds as it needs
                rounds, sent = 0, tally.sent
            continue
        if not receive(tally, there) and not tally.goes_again:
            break
        if tally.passed_over > passed:  # each was one that is not there any more
            rounds, passed = 0, tally.passed_over
    return tally.moved(there)
