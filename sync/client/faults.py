"""Errors of an exchange: each has one sentence for a person, and its type tells whether to retry."""

from __future__ import annotations

from models.domain.errors import ChiboError
from sync.exchange.interfaces import PutUnavailable


class ExchangeFailed(ChiboError):
    """The exchange failed; nothing is lost and it can be repeated, after ``seconds`` if the server said so."""

    seconds: float = 0.0


class Unreachable(ExchangeFailed):
    """The server does not answer, or its answer is invalid: retry later."""


class ConnectionBroken(Unreachable):
    """The connection broke during a call, or the answer was too slow; ``part`` is the received beginning of it."""

    part: bytes = b""


class ServerBusy(Unreachable, PutUnavailable):
    """The server asks to retry after ``seconds``."""

    is_temporary = True

    def __init__(self, message: str, seconds: float, **values: object) -> None:
        super().__init__(message, **values)
        self.seconds = seconds


class AccessDenied(ExchangeFailed):
    """The server rejects the machine's token, or the program is too old: retrying does not help."""


class ServerNotTrusted(AccessDenied):
    """The server's certificate is not trusted; ``by_time``: it is expired or not valid yet by this machine's clock."""

    def __init__(self, message: str, *, by_time: bool, **values: object) -> None:
        super().__init__(message, **values)
        self.by_time = by_time


class CallRefused(ExchangeFailed, PutUnavailable):
    """The server refused one call; ``slug`` is the kind of refusal (``urn:chibo:problem:…``).

    ``devices`` are the devices that caused it, if it names some.
    """

    def __init__(self, message: str, slug: str, devices: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(message, **values)
        self.slug = slug
        self.devices = devices


def retry_after(fault: Exception) -> float:
    """Return the seconds to wait that the server asked for (``Retry-After``)."""
    return fault.seconds if isinstance(fault, ExchangeFailed) else 0.0
