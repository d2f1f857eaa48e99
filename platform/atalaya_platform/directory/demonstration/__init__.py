"""Demonstration data: a cast of invented people in real and invented organisations, and their groups."""
