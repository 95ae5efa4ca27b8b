"""Supervisors: passwords, second factor, sessions, lock-out, and access rights."""
