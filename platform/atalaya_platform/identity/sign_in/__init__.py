"""Signing in: passwords, second factors, passkeys, identity providers, sessions and tokens."""
