"""Real time: the hub, its sockets and the backplane."""
