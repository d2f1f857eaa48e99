"""Demonstration data of chat: what the invented cast says in its groups' channels and to each other."""
