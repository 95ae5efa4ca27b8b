"""The configuration of one server: its database and its limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A token bucket for ``burst`` requests, refilled by ``per_second``."""

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits per request, account and address; sizes in bytes, durations in seconds.

    Rates count within one worker process; with several workers each has its share (see ``Settings``).
    """

    json_body: int = 256 * KIB
    report_body: int = 8 * MIB
    parcels_body: int = 8 * MIB
    large_bodies: int = 24
    large_bodies_of_cell: int = 4
    large_bodies_of_account: int = 2
    """Large bodies of parcels that one worker process reads at the same time; the others wait."""
    slot_seconds: float = 30
    parcels: int = 512
    box: int = 4 * MIB
    devices: int = 1_000
    devices_of_account: int = 100
    """Devices that one machine may begin: it takes a new name after a restored backup, rarely otherwise."""
    run: int = 10_000
    """Entries in one parcel."""
    cell_octets: int = 4 * 1024 * MIB
    day_octets: int = 1024 * MIB
    day_entries: int = 2_000_000
    """Quotas of one machine per day (UTC): more than a laptop needs to refill a server restored from an old backup."""
    answer: int = 4 * MIB
    answers: int = 32
    answers_of_cell: int = 16
    answers_of_account: int = 4
    """How many answers with parcels one worker process has in memory at once until they are sent; the others wait."""
    accounts: int = 100
    open_codes: int = 20
    invitations_of_day: int = 100
    revocations_of_day: int = 20
    """How many machines the machines of one cell may invite and revoke in a day; administrators are not limited."""
    key_puts_of_day: int = 100
    """How many times one machine may put key boxes in a day: each put is stored, and the other machines fetch it."""
    complaints_of_day: int = 1_000
    reports: int = 2_000
    body_seconds: float = 60
    wait_seconds: float = 25
    waiting_requests: int = 4_000
    waiting_of_cell: int = 200
    account_rate: RateLimit = RateLimit(per_second=50, burst=1_000)
    address_rate: RateLimit = RateLimit(per_second=200, burst=4_000)
    failure_rate: RateLimit = RateLimit(per_second=1, burst=60)
    """For answers 401 and 403: slows down guessing of tokens and codes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """A server's settings; ``database`` is an SQLAlchemy URL, empty for the SQLite file in ``home``."""

    home: Path
    database: str = ""
    workers: int = 1
    threads: int = 8
    """Threads, and database connections, of one worker process."""
    limits: Limits = field(default_factory=Limits)
    invitation_life: timedelta = timedelta(hours=1)
    scrub_seconds: float = 5
    """Seconds between two checks of some stored parcels against their hash; 0: never."""
    busy_seconds: float = 5
    """Seconds that a request waits for a lock of the database before the client is asked to retry."""
