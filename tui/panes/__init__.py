"""Panes: each shows one part of a view, and updates what differs when it is given the next one."""
