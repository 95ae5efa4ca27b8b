"""The server's calls, one file per subject; docs/sync.md lists them."""

from sync.server.routes import (
    accounts,
    heads,
    health,
    keys,
    membership,
    parcels,
    petitions,
    removals,
    reports,
    verdicts,
)

ROUTERS = (
    health.router,
    accounts.router,
    keys.router,
    membership.router,
    heads.router,
    parcels.router,
    removals.router,
    reports.router,
    petitions.router,
    verdicts.router,
)
"""Every router, in the order of the API's description."""
