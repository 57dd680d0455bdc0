"""The tables, one file per subject. Nothing above the store sees their rows."""
