"""What the service tells of itself, and never of people."""
