"""Why an exchange did not come about: one sentence for a person, and whether to try again by oneself."""

from __future__ import annotations

from models.domain.errors import ChiboError
from sync.exchange.interfaces import PutUnavailable


class ExchangeFailed(ChiboError):
    """The exchange did not come about; nothing is lost, it can be repeated: after ``seconds`` if the server said so."""

    seconds: float = 0.0


class Unreachable(ExchangeFailed):
    """The server does not answer, or no sense: try again later."""


class ConnectionBroken(Unreachable):
    """The line broke off in the middle of a call, or the answer did not come in time; ``part`` of it may have come."""

    part: bytes = b""


class ServerBusy(Unreachable, PutUnavailable):
    """The server asks to come again after ``seconds``."""

    is_temporary = True

    def __init__(self, message: str, seconds: float, **values: object) -> None:
        super().__init__(message, **values)
        self.seconds = seconds


class AccessDenied(ExchangeFailed):
    """The server knows the machine no more, or the program is too old: trying again alone does not help."""


class ServerNotTrusted(AccessDenied):
    """The server cannot prove who it is; ``by_time`` tells that its certificate holds at another time than ours."""

    def __init__(self, message: str, *, by_time: bool, **values: object) -> None:
        super().__init__(message, **values)
        self.by_time = by_time


class CallRefused(ExchangeFailed, PutUnavailable):
    """The server refused this one call; ``slug`` is the kind of refusal (``urn:chibo:problem:…``).

    ``devices`` are those because of which it refused, where it names some.
    """

    def __init__(self, message: str, slug: str, devices: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(message, **values)
        self.slug = slug
        self.devices = devices


def retry_after(fault: Exception) -> float:
    """Return the seconds to wait that the server asked for (``Retry-After``)."""
    return fault.seconds if isinstance(fault, ExchangeFailed) else 0.0
