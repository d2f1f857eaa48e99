"""The people of an organisation: their roles, and the end of them."""
