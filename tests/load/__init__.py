"""Many people at once on a real server: `python -m tests.load`, and a short form of it among the tests."""
