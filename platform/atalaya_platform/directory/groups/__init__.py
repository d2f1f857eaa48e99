"""Sharing groups: who shares with whom, and how one comes in and leaves."""
