"""Notifications by mail: gathered per place or digest, checked against the access rule again, sent once."""
