"""Backup, restore and doctor."""
