"""A furnished cell to play with: a year of meetings, held and worded as a good cell does."""
