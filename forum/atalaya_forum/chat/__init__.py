"""Chat: channels of sharing groups, conversations between people, and their messages."""
