"""The practice room on the screens: the program on a store of its own, with simulated members."""
