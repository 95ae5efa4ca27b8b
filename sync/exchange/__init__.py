"""The exchange of entries with a carrier: pure, with store, carrier and keys passed in."""
