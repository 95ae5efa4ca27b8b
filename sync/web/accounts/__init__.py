"""Supervisors and their way in: passwords, codes of the second factor, sessions, lock-out, and who may see what."""
