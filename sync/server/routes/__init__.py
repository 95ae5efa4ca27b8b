"""The calls of the server, one file a subject; docs/sync.md lists them."""

from sync.server.routes import health

ROUTERS = (health.router,)
"""Every router, in the order of the API's description."""
