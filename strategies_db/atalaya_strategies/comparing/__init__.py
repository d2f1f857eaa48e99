"""Comparing strategies: how far texts cover the elements of a vocabulary, beside each other and over time."""
