"""The configuration of one server: its database and its limits."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

STRICT = ConfigDict(strict=True, extra="forbid")
Count = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(ge=0, le=86_400)]

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True, config=STRICT)
class RateLimit:
    """A token bucket for ``burst`` requests, refilled by ``per_second``."""

    per_second: Annotated[float, Field(gt=0)]
    burst: Annotated[int, Field(ge=1)]


@dataclass(frozen=True, slots=True, config=STRICT)
class Limits:
    """Limits per request, account and address; sizes in bytes, durations in seconds.

    Rates count within one worker process; with several workers each has its share (see ``Settings``).
    """

    json_body: Count = 256 * KIB
    report_body: Count = 8 * MIB
    parcels_body: Count = 8 * MIB
    large_bodies: Count = 24
    large_bodies_of_cell: Count = 4
    large_bodies_of_account: Count = 2
    """Large bodies of parcels that one worker process reads at the same time; the others wait."""
    slot_seconds: Seconds = 30
    parcels: Count = 512
    box: Count = 4 * MIB
    devices: Count = 1_000
    devices_of_account: Count = 100
    """Devices that one machine may begin: it takes a new name after a restored backup, rarely otherwise."""
    run: Count = 10_000
    """Entries in one parcel."""
    cell_octets: Count = 4 * 1024 * MIB
    day_octets: Count = 1024 * MIB
    day_entries: Count = 2_000_000
    """Quotas of one machine per day (UTC): more than a laptop needs to refill a server restored from an old backup."""
    answer: Count = 4 * MIB
    answers: Count = 32
    answers_of_cell: Count = 16
    answers_of_account: Count = 4
    """How many answers with parcels one worker process has in memory at once until they are sent; the others wait."""
    accounts: Count = 100
    open_codes: Count = 20
    invitations_of_day: Count = 100
    revocations_of_day: Count = 20
    """How many machines one machine may invite and revoke in a day, and all enrolled within a day together; an
    administrator is not limited.
    """
    key_puts_of_day: Count = 100
    """How many times one machine may put key boxes in a day: each put is stored, and the other machines fetch it."""
    complaints_of_day: Count = 1_000
    reports: Count = 2_000
    body_seconds: Seconds = 60
    wait_seconds: Seconds = 25
    waiting_requests: Count = 4_000
    waiting_of_cell: Count = 200
    account_rate: RateLimit = RateLimit(per_second=50, burst=1_000)
    address_rate: RateLimit = RateLimit(per_second=200, burst=4_000)
    failure_rate: RateLimit = RateLimit(per_second=1, burst=60)
    """For answers 401 and 403: slows down guessing of tokens and codes."""


@dataclass(frozen=True, slots=True, config=STRICT)
class Settings:
    """A server's settings; ``database`` is an SQLAlchemy URL, empty for the SQLite file in ``home``."""

    home: Path
    database: Annotated[str, Field(max_length=2048)] = ""
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    threads: Annotated[int, Field(ge=1, le=1_000)] = 8
    """Threads, and database connections, of one worker process."""
    limits: Limits = Field(default_factory=Limits)
    invitation_life: timedelta = timedelta(hours=1)
    scrub_seconds: Seconds = 5
    """Seconds between two checks of some stored parcels against their hash; 0: never."""
    busy_seconds: Seconds = 5
    """Seconds that a request waits for a lock of the database before the client is asked to retry."""
