"""Who will read this: the numbers behind a label, before anything is sent."""
