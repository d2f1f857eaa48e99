"""The region to take along: its states, their editions in time, and where every fact comes from."""
