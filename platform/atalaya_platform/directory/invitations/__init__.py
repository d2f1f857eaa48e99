"""Invitations of people into an organisation, by mail."""
