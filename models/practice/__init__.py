"""The practice room: a simulated cell in a store of its own, which tries the chair; then a debriefing.

What happens is a pure function of seed, level, the time and what the trainee did (:mod:`models.practice.engine`).
"""
