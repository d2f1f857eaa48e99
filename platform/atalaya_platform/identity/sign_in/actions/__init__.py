"""What signing in changes."""
