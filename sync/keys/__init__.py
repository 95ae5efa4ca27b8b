"""The cell's keys: the ring, boxes that carry it, the recovery code, the sealing of parcels. No network, no store."""
