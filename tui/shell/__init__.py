"""What all places share: base screens, gateway to the store, palette, help, jump mode, preferences."""
