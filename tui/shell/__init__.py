"""What all places share: the screen they stand on, the way to the store, palette, help, jump, preferences."""
