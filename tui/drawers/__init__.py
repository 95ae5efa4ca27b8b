"""Drawers: quick forms that slide over the floor and leave the agenda in sight.

They are mounted with the screen and only hidden, so that opening one moves the focus at once and no key is lost. To
write one: subclass :class:`~tui.drawers.form.Form`, yield its fields in ``fields``, fill them in ``prepare`` from
the view, and return the act with its arguments from ``act``.
"""
