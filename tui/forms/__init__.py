"""Panels and forms: they open over the side pane and leave the list visible.

They are mounted with the screen, hidden and empty; their fields are mounted when they first open, and keys typed
meanwhile wait (see :mod:`tui.compat.key_order`). To write one: subclass :class:`~tui.forms.form.Form`, yield its fields
in ``fields``, fill them in ``prepare`` from the view, and return the act with its arguments from ``request``.
"""
