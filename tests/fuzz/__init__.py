"""Hostile and generated requests."""
