"""Token buckets, and what counts as one address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.server import rates
from sync.server.rates import RateLimiters, TokenBuckets, address_key
from sync.server.settings import Limits, RateLimit


class Hands:
    """A monotonic clock that goes when told."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_bucket_gives_its_burst_then_says_how_long_to_wait() -> None:
    clock = Hands()
    buckets = TokenBuckets(RateLimit(per_second=2, burst=3), clock)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 0.5]
    assert buckets.take("b") == 0
    clock.seconds = 0.5
    assert buckets.take("a") == 0
    assert buckets.take("a") > 0


@given(st.lists(st.floats(min_value=0, max_value=10), max_size=60))
def test_no_more_pass_than_burst_and_rate_allow(pauses: list[float]) -> None:
    clock = Hands()
    buckets = TokenBuckets(RateLimit(per_second=1, burst=5), clock)
    passed = 0
    for pause in pauses:
        clock.seconds += pause
        passed += buckets.take("a") == 0
        assert passed <= 5 + clock.seconds + 1e-6


def test_who_waits_as_long_as_told_passes() -> None:
    clock = Hands()
    buckets = TokenBuckets(RateLimit(per_second=3, burst=1), clock)
    buckets.take("a")
    clock.seconds += buckets.take("a") + 1e-9
    assert buckets.take("a") == 0


def test_the_buckets_of_a_million_addresses_take_no_more_room_than_those_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rates, "REMEMBERED", 10)
    buckets = TokenBuckets(RateLimit(1, 1), Hands())
    for number in range(100):
        buckets.take(str(number))
    assert len(buckets._levels) == 10


def test_each_worker_has_its_share() -> None:
    found = RateLimiters(Limits(account_rate=RateLimit(10, 100)), workers=4, now=Hands())
    assert [found.accounts.take("a") == 0 for _ in range(26)].count(True) == 25


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_one_customer_counts_as_one_address(host: str, key: str) -> None:
    assert address_key(host) == key
