"""Shared by all places: base screens, gateway to the store, palette, help, jump mode, preferences."""
