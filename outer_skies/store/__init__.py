"""What is kept or found: every SQL statement, every file of the database."""
