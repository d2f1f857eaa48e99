"""OpenPGP public keys of organisations and people: the server never holds a private one."""
