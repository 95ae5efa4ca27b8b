"""Rate limits: token buckets in the memory of one worker process."""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache

from sync.server.settings import Limits, RateLimit

REMEMBERED = 20_000
"""Maximum number of buckets; the one unused longest is removed, which then counts as full."""


class TokenBuckets:
    """One bucket per key; ``take`` counts one request."""

    def __init__(self, rate: RateLimit, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._now = now
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Count one request; return 0, or the seconds after which one is allowed."""
        now = self._now()
        level, since = self._levels.pop(key, (float(self._rate.burst), now))
        level = min(self._rate.burst, level + (now - since) * self._rate.per_second)
        allowed = level >= 1
        self._levels[key] = (level - 1 if allowed else level, now)
        if len(self._levels) > REMEMBERED:
            self._levels.popitem(last=False)
        return 0.0 if allowed else (1 - level) / self._rate.per_second


class RateLimiters:
    """The buckets of one worker process, each with this process's share of the server's rates."""

    def __init__(self, limits: Limits, workers: int, now: Callable[[], float] = time.monotonic) -> None:
        self.accounts = TokenBuckets(_share(limits.account_rate, workers), now)
        self.addresses = TokenBuckets(_share(limits.address_rate, workers), now)
        self.failures = TokenBuckets(_share(limits.failure_rate, workers), now)


@lru_cache(maxsize=4096)
def address_key(host: str) -> str:
    """Return the part of an address that counts as one client:

    IPv4 address, or the /64 network of one IPv6 customer.
    """
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def _share(rate: RateLimit, workers: int) -> RateLimit:
    return RateLimit(rate.per_second / workers, max(1, rate.burst // workers))
