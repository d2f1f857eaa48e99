"""Notifications and the mail that carries them."""
