"""The pages, one file per subject: what each reads, and its actions."""

from sync.web.pages import (
    four_good,
    heat,
    indicators,
    inspection,
    overview,
    petitions,
    praise,
    reports,
    superiors,
    tree,
    trends,
)
from sync.web.request_context import FormAction, View

PAGES: tuple[tuple[str, View], ...] = (
    *overview.PAGES,
    *tree.PAGES,
    *heat.PAGES,
    *trends.PAGES,
    *reports.PAGES,
    *petitions.PAGES,
    *inspection.PAGES,
    *superiors.PAGES,
    *four_good.PAGES,
    *praise.PAGES,
    *indicators.PAGES,
)
"""Path and view of every page that is about a place."""
ACTIONS: tuple[tuple[str, FormAction, View], ...] = (
    *reports.ACTIONS,
    *petitions.ACTIONS,
    *superiors.ACTIONS,
    *four_good.ACTIONS,
    *praise.ACTIONS,
)
"""Path, action and the view that is shown again if the action is refused."""
