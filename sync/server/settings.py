"""How one server is set up: where it keeps its database, how much it takes from whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A bucket that holds ``burst`` requests and fills by ``per_second``."""

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request, one account, one address may take; sizes in bytes, spans in seconds.

    Rates count within one worker process: with several workers each takes its share of them (see ``Settings``).
    """

    json_body: int = 256 * KIB
    report_body: int = 8 * MIB
    parcels_body: int = 8 * MIB
    large_bodies: int = 24
    large_bodies_of_cell: int = 4
    large_bodies_of_account: int = 2
    """How many large bodies of parcels one worker process reads at once; the others wait."""
    slot_seconds: float = 30
    parcels: int = 512
    box: int = 4 * MIB
    devices: int = 1_000
    devices_of_account: int = 100
    """Devices that one machine may begin: it takes another name after a restored backup, seldom otherwise."""
    run: int = 10_000
    """Entries in one parcel."""
    cell_octets: int = 4 * 1024 * MIB
    day_octets: int = 1024 * MIB
    day_entries: int = 2_000_000
    """What one machine may put in a day (UTC): more than a laptop that heals a server restored from an old backup."""
    answer: int = 8 * MIB
    accounts: int = 100
    open_codes: int = 20
    reports: int = 2_000
    body_seconds: float = 60
    wait_seconds: float = 25
    waiting_requests: int = 4_000
    waiting_of_cell: int = 200
    account_rate: RateLimit = RateLimit(per_second=50, burst=1_000)
    address_rate: RateLimit = RateLimit(per_second=200, burst=4_000)
    failure_rate: RateLimit = RateLimit(per_second=1, burst=60)
    """For answers 401 and 403: who guesses at tokens or codes is soon slowed down."""


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
    """How often a few parcels are read again, to find what rotted on the disk; 0: never."""
    busy_seconds: float = 5
    """How long a request waits for a lock of the database before it is told to come back."""
