"""What changes chat."""
