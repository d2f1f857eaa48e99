"""Organisations: who they are, how to reach them, and how sure that is."""
