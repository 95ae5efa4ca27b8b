"""How long somebody stays signed in, how often somebody may guess, how much a page shows."""

from __future__ import annotations

from datetime import timedelta

IDLE = timedelta(minutes=30)
"""A session ends after so long without a request."""
ABSOLUTE = timedelta(hours=12)
"""A session ends after so long in any case."""
SEEN_EVERY = timedelta(minutes=1)
"""How exact the time of the last request is kept: every reading would be a writing otherwise."""

WINDOW = timedelta(minutes=15)
"""In which attempts to sign in are counted; when it is over, counting begins anew, so nobody is locked out for ever."""
ATTEMPTS_OF_ADDRESS = 30
ATTEMPTS_OF_LOGIN = 10
"""Attempts from unknown browsers; a browser that the supervisor used before has :data:`ATTEMPTS_OF_DEVICE`."""
ATTEMPTS_OF_DEVICE = 10
TRUST = timedelta(days=180)
"""A browser that was not used for so long is a stranger again."""

FORM_BYTES = 64 * 1024
FORM_SECONDS = 20.0
FORM_FIELDS = 40
ROWS = 50
"""Rows of a table that a page shows at most; the others are on the next page."""

PREFIX = "/superior"
"""Where the pages stand on the server."""
