"""Questions of chat to the database; every one starts from what the actor can read."""
