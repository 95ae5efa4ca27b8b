"""Tells whether a certificate is rejected because of this machine's clock.

The server's time is requested without verifying the server: it only selects the sentence that a person reads, and the
request contains nothing of this machine.
"""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from models.domain.formats import kept_moment
from models.domain.language import N_
from sync.client.faults import AccessDenied

NOT_YET_VALID, EXPIRED = 9, 10
"""X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED of OpenSSL's ``x509_vfy.h``."""
CLOSE = timedelta(hours=1)
"""Smaller differences are not the reason."""
_SECONDS = 5.0
_WRONG_CLOCK = N_(
    "The clock of this machine is wrong: it says {here}, the server {server} says {there}. Set date, time and zone"
    " right; everything is kept here until then."
)


def is_about_time(fault: BaseException) -> bool:
    """Tell whether a connection failed because the certificate is expired or not valid yet."""
    cause: BaseException | None = fault
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_code in {NOT_YET_VALID, EXPIRED}
        cause = cause.__cause__ or cause.__context__
    return False


def clock_fault(address: str) -> AccessDenied | None:
    """Return the error if this machine's clock is the reason; ``None`` if it is the certificate."""
    here, there = datetime.now(UTC), _time_at(address)
    if there is None or abs(there - here) < CLOSE:
        return None
    return AccessDenied(_WRONG_CLOCK, server=address, here=_shown(here), there=_shown(there))


def _time_at(address: str) -> datetime | None:
    try:
        with (
            httpx.Client(verify=False, timeout=_SECONDS) as http,  # noqa: S501 - see above
            http.stream("GET", f"{address}/health") as response,  # only the head of the answer is used
        ):
            return parsedate_to_datetime(response.headers.get("Date", "")).astimezone(UTC)
    except (httpx.HTTPError, ValueError, TypeError, OverflowError):
        return None


def _shown(moment: datetime) -> str:
    return kept_moment(moment)
