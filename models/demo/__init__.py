"""A furnished cell to play with: a year of meetings, held and worded as a good cell does."""

from models.demo.seeding import seed_demo

__all__ = ["seed_demo"]
