"""Telling people in the application what waits for them in the directory."""
